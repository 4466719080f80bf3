namespace Dashboard.Benchmarks.Servers;

/// <summary>A data directory that goes when the measurement is over.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dashboard-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
