using Dashboard.Core.Storage;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Core.Storage.Memory;

namespace Dashboard.Tests.StorageConformance;

public sealed class MemoryConformance : StorageConformanceTests
{
    protected override IStorageEngine Engine { get; } = new MemoryStorageEngine();
}

public sealed class LiteDbConformance : StorageConformanceTests
{
    private readonly string _path = Directory.CreateTempSubdirectory("dashboard-").FullName;
    private LiteDbStorageEngine? _engine;

    protected override IStorageEngine Engine =>
        _engine ??= new LiteDbStorageEngine(new StorageOptions { Path = _path }, Catalog, TimeProvider.System);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_path, recursive: true);
    }
}
