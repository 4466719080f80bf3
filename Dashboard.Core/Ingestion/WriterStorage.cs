using Dashboard.Core.Storage;

namespace Dashboard.Core.Ingestion;

/// <summary>Opens storage for the writer and rebuilds memory from it, closes it in order, and gives it up after a failure.</summary>
internal sealed class WriterStorage(
    IStorageEngine engine, StorageSession session, StartupRestore restore, TimeProvider time)
{
    private static readonly TimeSpan ReopenDelay = TimeSpan.FromSeconds(5);

    private bool _restored;

    /// <summary>The storage that is open.</summary>
    /// <exception cref="StorageException">None is.</exception>
    public IStorage Current => session.Require();

    /// <returns>The account of events as stored.</returns>
    public async Task<IngestLedger> OpenAsync(Action<double> progress, CancellationToken stop)
    {
        _restored = false;
        var storage = await engine.OpenAsync(stop);
        session.Current = storage;
        var ledger = await restore.RunAsync(storage, progress, stop);
        _restored = true;
        return ledger;
    }

    /// <summary>Saves what memory knows better than storage, then closes. Half-restored memory is not saved.</summary>
    public async Task CloseAsync(WriterMaintenance maintenance, IngestLedger ledger)
    {
        if (session.Current is not { } storage)
        {
            return;
        }

        session.Current = null;
        try
        {
            if (_restored)
            {
                await maintenance.SaveAllAsync(storage, ledger);
            }
        }
        finally
        {
            await storage.DisposeAsync();
        }
    }

    public async Task DiscardAsync()
    {
        var storage = session.Current;
        session.Current = null;
        if (storage is null)
        {
            return;
        }

        try
        {
            await storage.DisposeAsync();
        }
        catch (StorageException)
        {
            // It failed already; what matters is that its handles are closed.
        }
    }

    /// <summary>Waits until opening is worth another try: a while, and for a full disk until there is room.</summary>
    public async Task WaitToReopenAsync(Func<bool> isSpaceLow, bool wasFull, CancellationToken stop)
    {
        do
        {
            await Task.Delay(ReopenDelay, time, stop);
        }
        while (wasFull && isSpaceLow());
    }
}
