namespace Dashboard.Tests.Faults;

/// <summary>Tests that start, load and kill processes run one after another: they measure time and need the machine.</summary>
[CollectionDefinition(nameof(ProcessFaults))]
public sealed class ProcessFaults;
