namespace Dashboard.Tests.Hosting;

/// <summary>Tests that measure the heap of the whole process: what others allocate beside them would count as theirs.</summary>
[CollectionDefinition(nameof(AloneTests), DisableParallelization = true)]
public sealed class AloneTests;
