using Dashboard.Benchmarks;

return await BenchmarkCommands.RunAsync(args);
