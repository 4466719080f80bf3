using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;

namespace Dashboard.Tests.Live;

/// <summary>Made-up snapshots: a point every ten seconds, the newest of which changes with every build.</summary>
internal static class SnapshotFixtures
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly SnapshotKey Key = new("fraud", null, TimeRange.Last(TimeSpan.FromMinutes(50)));

    public static SnapshotKey KeyOf(string model) => Key with { Model = model };

    /// <summary>A typical view: 300 points, 50 bars, a 2 by 2 matrix, 2 versions.</summary>
    public static Snapshot Build(SnapshotKey key, long number, DateTimeOffset asOf, Snapshot? previous) => new()
    {
        Number = number,
        Key = key,
        OutcomeKind = OutcomeKind.Text,
        AsOf = asOf,
        From = asOf.AddMinutes(-50),
        To = asOf,
        Traffic = new(15_000, 30, Figure.Of(5.123456, 307), Figure.Of(0.002, 15_000, new(0.0014, 0.0029))),
        Latency = new(Figure.Of(42.123456 + number % 7, 15_000), Figure.Of(40, 15_000), Figure.Of(87.654321, 15_000), Figure.Of(120, 15_000), Bars(number)),
        Labels = new(12_000, Figure.Of(0.8, 15_000), Figure.Of(60, 12_000), Figure.Of(600, 12_000), 3, 1),
        Classification = new(Accuracy(number), Figure.Of(0.9, 12_000), new ConfusionMatrix(["fraud", "ok"], new long[,] { { 900, 100 }, { 50, 10_950 } })),
        Regression = null,
        CountWindows = new(Figure.Of(0.9, 50), Figure.Of(0.91, 100), Figure.Of(41, 100), Figure.Of(42, 1_000)),
        Series = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5), Points(asOf, previous)),
        Versions = [Version("2.1"), Version("2.0")],
        LastPrediction = asOf,
        LastReceived = asOf,
    };

    public static double AccuracyAt(long number) => Accuracy(number).Value!.Value;

    private static Figure Accuracy(long number) => Figure.Of(0.9 + number % 100 / 1_000.0, 12_000, new(0.85, 0.95));

    private static List<HistogramBar> Bars(long number) =>
        [.. Enumerable.Range(0, 50).Select(i => new HistogramBar(i * 4, (i + 1) * 4, i == 10 ? 1_000 + number % 1_000 : 280))];

    private static VersionFigures Version(string name) => new(
        name, Figure.Of(0.9, 6_000), Figure.Of(0.8, 7_500), Figure.Of(87, 7_500), Figure.Of(0.002, 7_500), 0.5, 7_500);

    private static List<SeriesPoint> Points(DateTimeOffset asOf, Snapshot? previous)
    {
        var newest = DateTimeOffset.FromUnixTimeSeconds(asOf.ToUnixTimeSeconds() / 10 * 10 + 10);
        var old = previous?.Series.Points.ToDictionary(p => p.Time) ?? [];
        var points = new List<SeriesPoint>();
        for (var i = 299; i >= 0; i--)
        {
            var time = newest.AddSeconds(-10 * i);
            var isOpen = i == 0;
            points.Add(old.TryGetValue(time, out var known) && !isOpen
                ? known
                : new SeriesPoint(time, 0.912345678, 0.9, 0.93, 1_200, 1_500, 3, 42.987654321, 88.123456789, (known?.Revision ?? 0) + 1));
        }

        return points;
    }
}
