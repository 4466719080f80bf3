using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.LiteDb;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Faults;

/// <summary>What is intact in a data file that LiteDB cannot use goes into a fresh one; nothing else does.</summary>
public sealed class RescueTests : IDisposable
{
    private const int PageTypeOffset = 4;
    private const int IndexPage = 3;

    private readonly TemporaryDirectory _directory = new();
    private readonly ModelCatalog _catalog = new(new CatalogLimits());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string DataFile => _directory.File(KnownDatabase.DataFile);

    private string LogFile => _directory.File(KnownDatabase.LogFile);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Without_its_first_page_everything_comes_back_but_what_was_removed()
    {
        var known = await KnownDatabase.MakeAsync();
        Write(known.Data, known.Log);
        List<string> kept;
        await using (var storage = await OpenAsync())
        {
            Assert.NotEqual(0, await storage.Events.RemoveModelAsync("churn", Cancel));
            Assert.NotEqual(0, await storage.Events.SweepAsync(new EventRetention(0, storage.Status.EventBytes - 1_000), Cancel));
            kept = await ReadAsync(storage);
        }

        await ZeroFirstPageAsync();
        await using var rescued = await OpenAsync();
        Assert.Equal(kept, await ReadAsync(rescued));
        Assert.Equal((0, kept.Count), (rescued.Status.DamagedEvents, rescued.Status.StoredEvents));
        var rollups = await rescued.Cells.LoadAsync(Cancel);
        Assert.Equal(known.SavedCells.Keys.ToHashSet(), rollups.Cells.Select(cell => cell.Address).ToHashSet());
        Assert.Equal((known.Ledger.Received, 0), (rollups.Ledger.Received, rollups.CompleteThrough));
        Assert.Equal(known.Events.Count + 1, rescued.Events.NextSequence);
        Assert.Contains($"{kept.Count:N0} events and", Assert.Single(rescued.Status.Notices), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_directory.Path, "dashboard.db.corrupt-*"));
    }

    [Fact]
    public async Task Commits_that_are_only_in_the_log_come_back_too()
    {
        var crashed = await CrashedLog.MakeAsync(7, 3, 40, 200, 1);
        Write(crashed.Data, crashed.Log);
        await ZeroFirstPageAsync();
        await using var rescued = await OpenAsync();
        Assert.Equal(crashed.Commits[^1].Events, await ReadAsync(rescued));
        Assert.Equal(0, rescued.Status.DamagedEvents);
    }

    /// <summary>Reopening alone would go on for ever: the file opens each time, and fails each time.</summary>
    [Fact]
    public async Task A_file_that_opens_and_then_fails_is_rescued_at_the_third_opening()
    {
        var known = await KnownDatabase.MakeAsync();
        var indexPages = Enumerable.Range(0, known.Data.Length / PageStream.PageSize)
            .Where(page => known.Data[(page * PageStream.PageSize) + PageTypeOffset] == IndexPage);
        var rescued = 0;
        foreach (var page in indexPages)
        {
            var damaged = known.Data.ToArray();
            damaged.AsSpan(page * PageStream.PageSize, PageStream.PageSize).Clear();
            Write(damaged, known.Log);
            var engine = Engine();
            if (await FailsAsync(engine))
            {
                Assert.True(await FailsAsync(engine));
                await using var storage = await engine.OpenAsync(Cancel);
                Assert.Contains("again and again", Assert.Single(storage.Status.Notices), StringComparison.Ordinal);
                Assert.Equal(known.Events.Values, await ReadAsync(storage));
                rescued++;
            }
        }

        Assert.NotEqual(0, rescued);
    }

    [Fact]
    public async Task A_rescue_that_was_interrupted_is_finished_or_begun_anew()
    {
        var known = await KnownDatabase.MakeAsync();
        await File.WriteAllBytesAsync(DataFile + ".rescue", known.Data, Cancel);
        await using (var finished = await OpenAsync())
        {
            Assert.Equal(known.Events.Values, await ReadAsync(finished));
        }

        await File.WriteAllBytesAsync(DataFile + ".rescue", known.Data.AsMemory(0, 50_000), Cancel);
        await ZeroFirstPageAsync();
        await using var anew = await OpenAsync();
        Assert.Equal(known.Events.Values, await ReadAsync(anew));
        Assert.Empty(Directory.GetFiles(_directory.Path, "*.rescue"));
    }

    /// <summary>Whether a start, a commit or the saving of cells fails.</summary>
    private static async Task<bool> FailsAsync(LiteDbStorageEngine engine)
    {
        await using var storage = await engine.OpenAsync(Cancel);
        try
        {
            await storage.Cells.LoadAsync(Cancel);
            await storage.Cells.SaveAsync(EngineWorkload.Cells(storage.Events.NextSequence - 1), Cancel);
            return false;
        }
        catch (StorageException)
        {
            return true;
        }
    }

    private void Write(byte[] data, byte[] log)
    {
        File.WriteAllBytes(DataFile, data);
        File.WriteAllBytes(LogFile, log);
    }

    private async Task ZeroFirstPageAsync()
    {
        await using var file = File.OpenWrite(DataFile);
        await file.WriteAsync(new byte[PageStream.PageSize], Cancel);
    }

    private LiteDbStorageEngine Engine() => KnownDatabase.EngineOn(_directory.Path, _catalog);

    private ValueTask<IStorage> OpenAsync() => Engine().OpenAsync(Cancel);

    private Task<List<string>> ReadAsync(IStorage storage) => EngineWorkload.ReadAllAsync(storage, _catalog);
}
