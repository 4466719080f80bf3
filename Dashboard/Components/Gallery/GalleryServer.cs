using Dashboard.Configuration;
using Dashboard.Core.Exchange;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Storage;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Dashboard.Live;

namespace Dashboard.Components.Gallery;

/// <summary>A made-up server: its report, its host, its settings and a few stored rows.</summary>
internal static class GalleryServer
{
    private const int Points = 60;

    public static readonly SystemSample Host = new(GalleryFigures.Now, 0.26, 8, 6_550_000_000, 17_179_869_184, 0.031, 222_000_000, 84_000_000, 42);

    public static readonly ServerReport Report = new(
        "1.2.3", TimeSpan.FromHours(5), WriterState.Ready, new IngestLedger(182_040, 310, new Dictionary<string, long> { ["id_conflict"] = 3 }), 7,
        new ProjectionStatus(400, 0, 12, 2, 0, 1_000, 0, 380, 5),
        new StorageStatus("LiteDB", "/srv/dashboard", 182_040, 9_000_000, 12_000_000, 1, 40, ["A torn tail was cut."]) { Blocks = 4 },
        GalleryFigures.Now.AddDays(-3), 5_000_000_000, TimeSpan.FromDays(30), new LiveReport(2, 3, 1_204, 1, 0),
        [
            new("Events waiting for the writer", 190_000, 200_000, 7, "Ingest:MaxQueuedEvents", "refused"),
            new("Open predictions", 1_300, 2_000, 0, "Storage:MaxOpenPredictions", "the oldest is forgotten"),
            new("Stored events", 9_000_000, 0, 0, "Storage:MaxEventBytes", "the oldest are deleted") { IsBytes = true },
        ]);

    public static readonly ServerReport Closed = Report with { Storage = null, OldestEvent = null };

    public static readonly IReadOnlyList<Setting> Settings =
    [
        new("Live:Tick", "00:00:01", "00:00:01", null),
        new("Storage:Retention", "14.00:00:00", "30.00:00:00", "appsettings.json"),
        new("Security:ApiKey", "not shown", "not shown", "environment"),
    ];

    /// <summary>One of each outcome, and a number.</summary>
    public static readonly IReadOnlyList<StoredRow> Rows =
    [
        Row(5, "approve", "approve", 0.93), Row(4, "decline", "review", 0.61), Row(3, "review", null, 0.58),
        Row(2, null, null, null) with { IsFailed = true, Error = "feature store timeout" },
    ];

    public static readonly IReadOnlyList<StoredRow> Numbers = [Row(9, null, null, null) with { Predicted = new(null, 118.2), Truth = new(null, 121.9), TruthTime = GalleryFigures.Now }];

    public static IReadOnlyList<SystemPoint> History { get; } = [.. Enumerable.Range(0, Points).Select(Point)];

    private static SystemPoint Point(int i)
    {
        var figures = new SystemTally();
        if (i is < 20 or >= 26) // The server was down between.
        {
            figures.Add(Host with { CpuShare = 0.3 + (0.2 * Math.Sin(i / 6.0)), MemoryUsed = 6_000_000_000 + (i * 9_000_000L) });
        }

        return new SystemPoint(GalleryFigures.Now.AddMinutes(i - Points), figures);
    }

    private static StoredRow Row(long sequence, string? predicted, string? truth, double? score)
    {
        var time = GalleryFigures.Now.AddSeconds(-40 * (10 - sequence));
        return new(
            sequence, $"order-{sequence}", "v2.2", time, time.AddSeconds(1), predicted is null ? null : new RowValue(predicted, null),
            truth is null ? null : new RowValue(truth, null), truth is null ? null : time.AddSeconds(75), score, TimeSpan.FromMilliseconds(38), false, "");
    }
}
