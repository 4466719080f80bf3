using Dashboard.Benchmarks.Micro;
MicroBenchmarks.Run(args);
