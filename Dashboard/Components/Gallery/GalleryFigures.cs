using System.Text.Json;
using Dashboard.Components.Charts;
using Dashboard.Components.Layout;
using Dashboard.Components.Panels;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Dashboard.Demo;
using Dashboard.ViewState;

namespace Dashboard.Components.Gallery;

/// <summary>
/// The figures of the gallery: <see cref="GalleryStory"/> read and counted by the product's own code, as of one fixed instant.
/// Nothing is stored, and no clock is asked.
/// </summary>
public sealed class GalleryFigures
{
    private const int EventsPerRequest = 500;

    /// <summary>Everything was received at this instant, and all figures are as of it.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeRange Range = TimeRange.Last(TimeSpan.FromHours(1));

    private readonly ModelCatalog _catalog = new(new CatalogLimits());
    private readonly Projection _projection;

    public GalleryFigures()
    {
        var (time, storage) = (new FixedTime(), new StorageOptions());
        _projection = new Projection(_catalog, storage, time);
        var parser = new EventParser(_catalog, new IngestOptions(), [], storage.Retention, time);
        var next = 1L;
        foreach (var events in GalleryStory.Tell(Now).Chunk(EventsPerRequest))
        {
            next += Count(parser, events, next);
        }
    }

    public static SnapshotKey Key(string model) => new(model, null, Range);

    public IReadOnlyList<Model> Models => _catalog.Models;

    public Model Model(string name) => _catalog.Find(name)!;

    public Snapshot Snapshot(string model) => _projection.Build(Key(model), 1, Now, null);

    /// <summary>As a quarter of an hour of silence later.</summary>
    public Snapshot Stale(string model) => Snapshot(model) with { AsOf = Now.AddMinutes(15) };

    public PerformanceReading Performance(string model) => PerformanceReading.Read(_projection, Key(model), null);

    public TrafficOverTime Traffic(string model) => _projection.ReadTraffic(Key(model));

    public MetricSeries Series(string model, string metric) => MetricSeries.Read(_projection, Key(model), [MetricCatalogue.Find(metric)!], null)[0];

    public VersionPair Versions(string model, string first, string second) => VersionPair.Read(_projection, Key(model), first, second);

    public SegmentTable Segments(string model, string dimension) => SegmentTable.Read(_projection, Key(model), dimension, Model(model).Segments.ValuesOf(dimension));

    public FramedModel Frame(string model, ChartLink charts) =>
        new(Model(model), Snapshot(model), new ViewSelection(VersionChoice.All, Range), charts, IsPaused: false, _ => { });

    private int Count(EventParser parser, DemoEvent[] events, long firstSequence)
    {
        using var request = parser.Parse(JsonSerializer.SerializeToUtf8Bytes(events, DemoEvent.Json), BodyFormat.Json);
        using var accepted = new EventBatch();
        var (rows, prediction, truth) = (request.Events, 0, 0);
        foreach (var kind in rows.Kinds)
        {
            if (kind == EventKind.Prediction)
            {
                Accept(rows, accepted, rows.Predictions[prediction++]);
            }
            else
            {
                Accept(rows, accepted, rows.GroundTruths[truth++]);
            }
        }

        _projection.Project(accepted, firstSequence);
        return accepted.Count;
    }

    private void Accept(EventBatch rows, EventBatch accepted, in PredictionRow row)
    {
        if (_projection.Admit(rows, row) == Verdict.Accepted)
        {
            accepted.AddCopy(rows, row);
        }
    }

    private void Accept(EventBatch rows, EventBatch accepted, in GroundTruthRow row)
    {
        if (_projection.Admit(row) == Verdict.Accepted)
        {
            accepted.AddCopy(rows, row);
        }
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
