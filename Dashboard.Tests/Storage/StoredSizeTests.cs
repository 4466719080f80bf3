using System.Text;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Tests.Faults;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Storage;

/// <summary>What an event costs on disk.</summary>
public sealed class StoredSizeTests(ITestOutputHelper output)
{
    private const int Commits = 100;
    private const int EventsPerCommit = 500;
    private const double MostBytesPerEvent = 60;
    private static readonly long Start = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero).UtcTicks;

    private readonly Random _random = new(4);
    private readonly Queue<Guid> _untold = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Random UUIDs, a label, a score, a latency, a segment and five features; every third event is a ground truth.</summary>
    [Fact]
    public async Task An_event_takes_at_most_60_bytes_once_merged()
    {
        using var directory = new TemporaryDirectory();
        var catalog = new ModelCatalog(new CatalogLimits());
        var engine = KnownDatabase.EngineOn(directory.Path, catalog);
        await using (var storage = await engine.OpenAsync(Cancel))
        {
            for (var commit = 0; commit < Commits; commit++)
            {
                using var batch = new EventBatch();
                Fill(batch, catalog, commit);
                await storage.Events.AppendAsync(batch, IngestLedger.Empty, Cancel);
            }

            await Eventually.HoldsAsync("small blocks are merged", async () => await CountRunsAsync(storage) < Commits / 5, cancel: Cancel);
        }

        await using var reopened = await engine.OpenAsync(Cancel);
        var file = (double)new FileInfo(directory.File(KnownDatabase.DataFile)).Length / (Commits * EventsPerCommit);
        var blocks = (double)reopened.Status.EventBytes / reopened.Status.StoredEvents;
        output.WriteLine($"{blocks:0.0} bytes an event in blocks, {file:0.0} in the data file");
        Assert.Equal(Commits * EventsPerCommit, reopened.Status.StoredEvents);
        Assert.InRange(blocks, 20, MostBytesPerEvent);
        Assert.InRange(file, 20, MostBytesPerEvent);
    }

    private static async Task<int> CountRunsAsync(IStorage storage)
    {
        var runs = 0;
        for (long next = 1; await storage.Events.ReadAsync(next, EventColumns.Core, Cancel) is { } run; next = run.LastSequence + 1)
        {
            run.Dispose();
            runs++;
        }

        return runs;
    }

    private void Fill(EventBatch batch, ModelCatalog catalog, int commit)
    {
        var model = catalog.GetOrAdd("fraud")!;
        model.DecideKind(OutcomeKind.Text);
        var version = catalog.GetOrAddVersion(model, "3")!;
        var received = Start + (commit * TimeSpan.TicksPerSecond);
        for (var i = 0; i < EventsPerCommit; i++)
        {
            if (i % 3 == 2)
            {
                var told = Encoding.UTF8.GetBytes(_untold.Dequeue().ToString());
                batch.Add(new GroundTruthRow
                {
                    Model = model, Key = PredictionKey.Of(model, told), EventTicks = received - _random.Next(10_000_000), ReceivedTicks = received,
                    Truth = model.Labels.Intern(_random.Next(11) == 0 ? "fraud" : "legit"), Id = batch.AddText(told),
                });
                continue;
            }

            AddPrediction(batch, catalog, version, received);
        }
    }

    private void AddPrediction(EventBatch batch, ModelCatalog catalog, ModelVersion version, long received)
    {
        Span<byte> random = stackalloc byte[16];
        _random.NextBytes(random);
        var uuid = new Guid(random);
        _untold.Enqueue(uuid);
        var id = Encoding.UTF8.GetBytes(uuid.ToString());
        batch.Add(new PredictionRow
        {
            Version = version,
            Key = PredictionKey.Of(version.Model, id),
            Fingerprint = (uint)_random.NextInt64(1L << 32),
            EventTicks = received - _random.Next(10_000_000),
            ReceivedTicks = received,
            Predicted = version.Model.Labels.Intern(_random.Next(10) == 0 ? "fraud" : "legit"),
            Score = _random.Next(10_000) / 1e4,
            LatencyMicros = 1_000 + _random.Next(1_000_000),
            Id = batch.AddText(id),
            Attributes = AddAttributes(batch, catalog.FieldNames),
        });
    }

    private TextSpan AddAttributes(EventBatch batch, FieldNames names)
    {
        string[] countries = ["DE", "FR", "IT", "ES", "PL"], devices = ["ios", "android", "web"];
        var all = AttributeWriter.AppendText(batch, default, AttributeGroup.Segment, names.Intern("country"), countries[_random.Next(5)]);
        all = AttributeWriter.AppendText(batch, all, AttributeGroup.Feature, names.Intern("device"), devices[_random.Next(3)]);
        foreach (var (name, value) in new[]
        {
            ("amount", _random.Next(50_000) / 100.0), ("age", _random.Next(18, 90)), ("transactions_24h", _random.Next(20)), ("risk", _random.Next(1_000) / 1e3),
        })
        {
            all = AttributeWriter.Append(batch, all, new PredictionAttribute
            {
                Group = AttributeGroup.Feature, Type = AttributeType.Number, NameId = names.Intern(name), Number = value,
            });
        }

        return all;
    }
}
