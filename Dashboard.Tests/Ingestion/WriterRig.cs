using System.Text;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.Memory;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Ingestion;

/// <summary>The event writer over storage in memory, on a clock that stands still unless told to go on.</summary>
internal sealed class WriterRig : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly EventParser _parser;
    private Task _running = Task.CompletedTask;

    /// <param name="disk">Storage of a rig before this one, to start again on.</param>
    /// <param name="storage">Makes other storage than that in memory.</param>
    public WriterRig(WriterRig? disk = null, IngestOptions? ingest = null, WindowingOptions? windows = null, Func<ModelCatalog, IStorageEngine>? storage = null)
    {
        Engine = disk?.Engine ?? new MemoryStorageEngine();
        Catalog = disk?.Catalog ?? new ModelCatalog(new CatalogLimits());
        Time = disk?.Time ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        var options = new StorageOptions();
        ingest ??= new IngestOptions();
        Projection = new Projection(Catalog, options, Time, windows);
        Writer = new EventWriter(storage?.Invoke(Catalog) ?? Engine, Session, Projection, ingest, options, Time);
        _parser = new EventParser(Catalog, ingest, [], options.Retention, Time);
    }

    public MemoryStorageEngine Engine { get; }

    public ModelCatalog Catalog { get; }

    public FakeTimeProvider Time { get; }

    public StorageSession Session { get; } = new();

    public Projection Projection { get; }

    public EventWriter Writer { get; }

    public async Task StartAsync()
    {
        _running = Writer.RunAsync(_stop.Token);
        await UntilAsync(WriterPhase.Ready);
    }

    /// <summary>Lets time go on until the writer is in a phase.</summary>
    public Task UntilAsync(WriterPhase phase) => Eventually.HoldsAsync($"{phase}", () =>
    {
        Time.Advance(Writer.State.Phase == phase ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
        return Writer.State.Phase == phase;
    });

    /// <summary>Lets time go on until what came before a model's baseline is counted and stored.</summary>
    public Task UntilReachesBackAsync(string model) => Eventually.HoldsAsync($"the baseline of {model} reaches back", () =>
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return Projection.Features.Of(Catalog.Find(model)!) is { ReachesBack: true };
    });

    /// <summary>Lets time go on until storage holds all that is known.</summary>
    public Task UntilSavedAsync() => Eventually.HoldsAsync("all cells are saved", async () =>
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var storage = Session.Require();
        return (await storage.Cells.LoadAsync(default)).CompleteThrough == storage.Events.NextSequence - 1;
    });

    /// <summary>Sends predictions with these ids, all "yes", with the truth "yes" for every second one.</summary>
    public Task<IngestReply> SendAsync(params string[] ids)
    {
        var lines = ids.Select((id, i) =>
            $$"""{"id":"{{id}}","model":"m","prediction":"yes","latency_ms":{{i + 1}},"timestamp":"2026-11-01T11:59:00Z"{{(i % 2 == 0 ? ",\"ground_truth\":\"yes\"" : "")}}}""");
        return SendLinesAsync(lines);
    }

    /// <summary>Sends events as they are.</summary>
    public Task<IngestReply> SendLinesAsync(IEnumerable<string> lines) =>
        Writer.SubmitAsync(_parser.Parse(Encoding.UTF8.GetBytes(string.Join('\n', lines)), BodyFormat.Ndjson), default).AsTask();

    /// <summary>What the page would show.</summary>
    public Snapshot Snapshot() => Projection.Build(new SnapshotKey("m", null, TimeRange.Last(TimeSpan.FromHours(1))), 1, Time.GetUtcNow(), null);

    /// <summary>Everything of the figures that must survive, as one text.</summary>
    public string Figures()
    {
        var figures = Snapshot();
        return $"{figures.Traffic.Predictions} {figures.Labels.Labelled} {figures.Classification?.Accuracy.Value} {figures.Latency.Mean.Value} {figures.Latency.P95.Value} {Projection.Status}";
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        Engine.BeforeCommit = null;
        Engine.AfterCommit = null;
        await StopAsync();
        Writer.Dispose();
        _stop.Dispose();
    }
}
