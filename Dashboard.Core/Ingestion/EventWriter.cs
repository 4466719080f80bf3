using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// The one writer: opens storage, restores memory from it, then commits what has gathered in the queue, group by group,
/// and acknowledges each request only when its group is durable. After a failed commit nothing in memory is trusted: storage
/// is reopened and memory rebuilt from it, exactly as at start-up.
/// </summary>
public sealed class EventWriter : IEventIntake, IDisposable
{
    private static readonly TimeSpan MaintenanceInterval = TimeSpan.FromSeconds(1);

    private readonly WriterStorage _storage;
    private readonly Projection _projection;
    private readonly IngestOptions _options;
    private readonly TimeProvider _time;
    private readonly WriterQueue _queue;
    private readonly CommitGroup _group;
    private readonly WriterMaintenance _maintenance;
    private volatile WriterState _state = WriterState.Restoring(0);
    private IngestLedger _ledger = IngestLedger.Empty;

    /// <param name="otherCells">Cells that do not come from events, saved and restored along with the projection's.</param>
    public EventWriter(
        IStorageEngine engine, StorageSession session, Projection projection,
        IngestOptions ingest, StorageOptions storage, TimeProvider time, IEnumerable<ICellSource>? otherCells = null)
    {
        ICellSource[] others = [.. otherCells ?? []];
        _storage = new WriterStorage(engine, session, new StartupRestore(projection, others, storage), time);
        _projection = projection;
        _options = ingest;
        _time = time;
        _queue = new WriterQueue(ingest);
        _group = new CommitGroup(projection);
        _maintenance = new WriterMaintenance(engine, [.. others, projection], storage, time);
    }

    /// <summary>Raised on the writer's thread whenever <see cref="State"/> changes phase.</summary>
    public event Action<WriterState>? PhaseChanged;

    public WriterState State => _state;

    /// <summary>The account of every event received since the data directory was made.</summary>
    public IngestLedger Ledger => Volatile.Read(ref _ledger);

    /// <summary>Events waiting for the writer.</summary>
    public long QueuedEvents => _queue.Events;

    /// <summary>Events refused since start because the queue was full.</summary>
    public long RefusedEvents => _queue.RefusedEvents;

    public void ThrowIfRefusing()
    {
        var state = _state;
        if (state.Phase != WriterPhase.Ready)
        {
            throw Refusal(state);
        }

        if (_queue.IsFull)
        {
            throw WriterQueue.Full();
        }
    }

    public async ValueTask<IngestReply> SubmitAsync(IngestRequest request, CancellationToken cancel)
    {
        var work = new QueuedWork(request);
        try
        {
            ThrowIfRefusing();
            _queue.Enqueue(work);
        }
        catch (RequestRefusedException)
        {
            request.Dispose();
            throw;
        }

        // Not cancellable from here: the events may be durable already, and a retry is answered as duplicate.
        return await work.Reply;
    }

    /// <summary>Deletes everything known of a model, between two commits. Returns when it is durable.</summary>
    /// <exception cref="RequestRefusedException">Storage is not available now.</exception>
    public async Task RemoveModelAsync(string model)
    {
        var work = new QueuedWork(cancel => RemoveModelAsync(model, cancel));
        ThrowIfRefusing();
        _queue.Enqueue(work);
        await work.Reply;
    }

    /// <summary>Runs until cancelled, then stores what is queued, saves the cells and closes storage.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var wake = _time.CreateTimer(_ => _queue.Wake(), null, MaintenanceInterval, MaintenanceInterval);
        try
        {
            while (_state.Phase is not (WriterPhase.Stopped or WriterPhase.Failed))
            {
                await RunUntilFailureAsync(stop);
            }
        }
        finally
        {
            var refusal = Refusal(_state.Phase == WriterPhase.Failed ? _state : WriterState.Stopped);
            _group.Refuse(refusal);
            _queue.Close(refusal);
        }
    }

    public void Dispose() => _group.Dispose();

    private async Task RunUntilFailureAsync(CancellationToken stop)
    {
        try
        {
            await OpenAsync(stop);
            await WriteUntilStoppedAsync(stop);
            await CloseAsync();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await CloseAsync();
        }
        catch (StorageException failure)
        {
            await SuspendAsync(failure, stop);
        }
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        Enter(WriterState.Restoring(0));
        var ledger = await _storage.OpenAsync(progress => _state = WriterState.Restoring(progress), stop);
        Volatile.Write(ref _ledger, ledger);
        Enter(WriterState.Ready);
    }

    private async Task WriteUntilStoppedAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await _queue.WaitAsync(stop);
                await WriteGatheredAsync();
                await MaintainAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was taken in before is still stored.
        }

        Enter(WriterState.Stopping);
        while (await WriteGatheredAsync())
        {
        }
    }

    /// <summary>Commits what has gathered, at most one group. Returns whether there was anything.</summary>
    private async Task<bool> WriteGatheredAsync()
    {
        var any = false;
        while (_group.Accepted.Count < _options.MaxCommitEvents && _queue.TryDequeue(out var work))
        {
            any = true;
            if (work.Job is not null)
            {
                await CommitAsync();
                await RunJobAsync(work);
            }
            else if (work.Request is not null)
            {
                _group.Add(work);
            }
        }

        await CommitAsync();
        return any;
    }

    private async Task CommitAsync()
    {
        if (_group.IsEmpty)
        {
            return;
        }

        var ledger = _group.Settle(_ledger);
        if (_group.Accepted.Count > 0)
        {
            var events = _storage.Current.Events;
            var first = events.NextSequence;
            await events.AppendAsync(_group.Accepted, ledger, CancellationToken.None);
            _projection.Project(_group.Accepted, first);
        }

        Volatile.Write(ref _ledger, ledger);
        _group.Acknowledge();
    }

    private static async Task RunJobAsync(QueuedWork work)
    {
        try
        {
            await work.Job!(CancellationToken.None);
            work.Complete(new IngestReply(0, 0, [], []));
        }
        catch (Exception failure)
        {
            work.Fail(failure);
            throw;
        }
    }

    private async ValueTask RemoveModelAsync(string model, CancellationToken cancel)
    {
        var storage = _storage.Current;
        await storage.Events.RemoveModelAsync(model, cancel);
        await storage.Cells.RemoveModelCellsAsync(model, cancel);
        _projection.RemoveModel(model);
    }

    private async Task MaintainAsync(CancellationToken stop)
    {
        await _maintenance.RunAsync(_storage.Current, Ledger, stop);
        if (_maintenance.IsSpaceLow != (_state.Code == "storage_low"))
        {
            Enter(_maintenance.IsSpaceLow ? WriterState.Suspended("storage_low", _maintenance.SpaceMessage) : WriterState.Ready);
        }
    }

    private async Task CloseAsync()
    {
        Enter(WriterState.Stopping);
        await _storage.CloseAsync(_maintenance, Ledger);
        Enter(WriterState.Stopped);
    }

    /// <summary>Nothing of the failed group is acknowledged; memory is rebuilt when storage opens again.</summary>
    private async Task SuspendAsync(StorageException failure, CancellationToken stop)
    {
        Enter(StateAfter(failure));
        var refusal = Refusal(_state);
        _group.Refuse(refusal);
        _queue.Refuse(refusal);
        await _storage.DiscardAsync();
        if (_state.Phase != WriterPhase.Suspended)
        {
            return;
        }

        try
        {
            await _storage.WaitToReopenAsync(_maintenance.MeasureSpaceIsLow, failure is StorageFullException, stop);
        }
        catch (OperationCanceledException)
        {
            Enter(WriterState.Stopped);
        }
    }

    private static WriterState StateAfter(StorageException failure) => failure switch
    {
        DurabilityLostException => WriterState.Failed(70, failure.Message),
        StorageInUseException => WriterState.Failed(78, failure.Message),
        StorageFullException => WriterState.Suspended("storage_full", failure.Message),
        _ => WriterState.Suspended("storage_failed", failure.Message),
    };

    private void Enter(WriterState state)
    {
        var changed = _state.Phase != state.Phase || _state.Code != state.Code;
        _state = state;
        if (changed)
        {
            PhaseChanged?.Invoke(state);
        }
    }

    private static RequestRefusedException Refusal(WriterState state)
    {
        var seconds = state.Phase is WriterPhase.Suspended ? 30 : 5;
        return new RequestRefusedException(503, state.Code, state.Message, TimeSpan.FromSeconds(seconds));
    }
}
