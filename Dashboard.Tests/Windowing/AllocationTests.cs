using System.Globalization;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Tests.Windowing;

/// <summary>Holds the budget of allocation-budget.txt: bytes for projecting events into cells that exist.</summary>
public class AllocationTests(ITestOutputHelper output)
{
    private const int Events = 100_000;
    private const int PerCommit = 1_000;

    [Theory]
    [InlineData(OutcomeKind.Text, false)]
    [InlineData(OutcomeKind.Number, false)]
    [InlineData(OutcomeKind.Text, true)]
    public void Joining_and_adding_events_allocates_nothing_once_cells_exist(OutcomeKind kind, bool withFeatures)
    {
        var catalog = new ModelCatalog(new CatalogLimits());
        var options = new StorageOptions { MaxOpenPredictions = 20_000 }; // Full after the first round: the ring goes round.
        var projection = new Projection(catalog, options, new FakeTimeProvider(EventFeed.Start));
        var rows = new Rows(catalog, kind, withFeatures);
        if (withFeatures)
        {
            catalog.Find("m")!.HasEvents = true;
            projection.Adopt(catalog.Find("m")!, rows.Learn(), 0);
        }

        long sequence = 1;
        Run(projection, rows, ref sequence); // Makes cells, fills the ring.
        Run(projection, rows, ref sequence); // Widens counters: no count of this traffic passes 255 or 65,535 after it.

        var before = GC.GetAllocatedBytesForCurrentThread() - rows.Allocated;
        Run(projection, rows, ref sequence);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - rows.Allocated - before;

        output.WriteLine($"{kind}, features {withFeatures}: {bytes} bytes for {Events} events");
        Assert.Equal(Events * 3 / 2, projection.Status.JoinedTruths);
        Assert.InRange(bytes, 0, Budget());
        Assert.Equal(withFeatures ? Events * 3 / 2 : 0, projection.ReadFeatures(EventFeed.Key(TimeSpan.FromHours(1))).Counted);
    }

    private static void Run(Projection projection, Rows rows, ref long sequence)
    {
        for (var done = 0; done < Events; done += PerCommit)
        {
            var batch = rows.Fill(PerCommit);
            foreach (var row in batch.Predictions)
            {
                projection.Admit(batch, row);
            }

            foreach (var row in batch.GroundTruths)
            {
                projection.Admit(row);
            }

            projection.Project(batch, sequence);
            sequence += batch.Count;
        }
    }

    private static long Budget()
    {
        var line = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Windowing", "allocation-budget.txt")).First(l => !l.StartsWith('#'));
        return long.Parse(line, CultureInfo.InvariantCulture);
    }

    /// <summary>Fills one batch again and again: half predictions, then their ground truths.</summary>
    private sealed class Rows(ModelCatalog catalog, OutcomeKind kind, bool withFeatures)
    {
        private static readonly byte[][] Colors = [.. Enumerable.Range(0, 7).Select(i => new[] { (byte)('a' + i) })];

        private readonly EventBatch _batch = new();
        private readonly ModelVersion _version = MakeVersion(catalog, kind);
        private readonly int _x = catalog.FieldNames.Intern("x");
        private readonly int _color = catalog.FieldNames.Intern("color");
        private ulong _key;

        /// <summary>Bytes taken by filling, not by the projection.</summary>
        public long Allocated { get; private set; }

        public EventBatch Fill(int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _batch.Clear();
            for (var i = 0; i < count / 2; i++)
            {
                _batch.Add(new PredictionRow
                {
                    Version = _version,
                    Key = ++_key,
                    EventTicks = EventFeed.Start.UtcTicks,
                    ReceivedTicks = EventFeed.Start.UtcTicks,
                    Predicted = Outcome(i),
                    LatencyMicros = 500 + (i * 37 % 90_000),
                    Attributes = withFeatures ? Attributes(i) : default,
                });
            }

            for (var i = 0; i < count / 2; i++)
            {
                _batch.Add(new GroundTruthRow
                {
                    Model = _version.Model,
                    Key = _key - (ulong)(count / 2) + 1 + (ulong)i,
                    EventTicks = EventFeed.Start.UtcTicks + (i * TimeSpan.TicksPerSecond),
                    ReceivedTicks = EventFeed.Start.UtcTicks,
                    Truth = Outcome(i % 7 == 0 ? i + 1 : i),
                });
            }

            Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            return _batch;
        }

        public FeatureBaseline Learn()
        {
            var sample = new FeatureSample(catalog.FieldNames);
            for (var i = 0; i < 200; i++)
            {
                sample.Add(_batch.Text(Attributes(i)), 0);
            }

            return sample.ToBaseline(FeatureBaseline.MostFeatures);
        }

        private TextSpan Attributes(int i)
        {
            TextSpan span = default;
            span = AttributeWriter.Append(_batch, span, new PredictionAttribute { Group = AttributeGroup.Feature, Type = AttributeType.Number, NameId = _x, Number = i % 50 });
            return AttributeWriter.Append(_batch, span, new PredictionAttribute
            {
                Group = AttributeGroup.Feature, Type = AttributeType.Text, NameId = _color, Text = Colors[i % Colors.Length],
            });
        }

        private Outcome Outcome(int i) => kind == OutcomeKind.Text
            ? Core.Predictions.Outcome.FromLabelCode(i % 3)
            : Core.Predictions.Outcome.FromValue(i % 50);

        private static ModelVersion MakeVersion(ModelCatalog catalog, OutcomeKind kind)
        {
            var model = catalog.GetOrAdd("m")!;
            model.DecideKind(kind);
            return catalog.GetOrAddVersion(model, "1")!;
        }
    }
}
