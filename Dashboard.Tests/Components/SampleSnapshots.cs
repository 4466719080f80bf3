using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Tests.Components;

/// <summary>Made-up but consistent snapshots for component tests: same arguments, same figures.</summary>
internal static class SampleSnapshots
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly string[] Labels = ["normal", "card", "account", "merchant", "bot"];

    public static Snapshot Classification(SnapshotKey? key = null, long number = 1, DateTimeOffset? asOf = null)
    {
        var now = asOf ?? Now;
        var points = Points(now, t => 0.913 + 0.015 * Math.Sin(t / 17.0) + 0.006 * Math.Sin(t * 1.7));
        return Base(key ?? new("fraud-scorer", null, TimeRange.Last(TimeSpan.FromMinutes(5))), number, now, points) with
        {
            OutcomeKind = OutcomeKind.Text,
            Classification = new(
                new Figure(0.913, 18_204, new Interval(0.9088, 0.917)), Figure.Of(0.892, 18_204), Matrix()),
        };
    }

    public static Snapshot Regression(SnapshotKey? key = null, long number = 1, DateTimeOffset? asOf = null)
    {
        var now = asOf ?? Now;
        var points = Points(now, t => 12.4 + 1.5 * Math.Sin(t / 17.0));
        return Base(key ?? new("demand", null, TimeRange.Last(TimeSpan.FromMinutes(5))), number, now, points) with
        {
            OutcomeKind = OutcomeKind.Number,
            Versions = [Version("1", 12.4, new(12.0, 12.7), 1)],
            CountWindows = new(Figure.Of(12.1, 50), Figure.Of(12.3, 100), Figure.Of(41.2, 100), Figure.Of(40.8, 1_000)),
            Regression = new(
                new Figure(12.4, 18_204, new Interval(12.0, 12.7)), new Figure(16.1, 18_204, new Interval(15.7, 16.4)),
                new Figure(-1.23, 18_204, new Interval(-1.4, -1.05)), Figure.Of(0.874, 18_204), Figure.Of(0.084, 18_204), Figure.Of(147.6, 18_204)),
        };
    }

    /// <summary>Predictions without enough labels: nothing about quality may be claimed.</summary>
    public static Snapshot FewLabels(long labelled)
    {
        var coverage = labelled == 0 ? Figure.None("nothing labelled yet") : Figure.Of(labelled / 19_000.0, 19_000);
        var waiting = Figure.None($"{labelled} of 100 labelled", labelled);
        return Classification() with
        {
            Labels = new(labelled, coverage, Figure.None("no labels"), Figure.None("no labels"), 0, 0),
            Classification = new(Figure.None("too few labels", labelled), Figure.None("too few labels", labelled), ConfusionMatrix.Empty),
            CountWindows = new(waiting, waiting, Figure.Of(41.2, 100), Figure.Of(40.8, 1_000)),
            Series = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), []),
        };
    }

    public static SystemSample Host(double cpu = 0.26) =>
        new(Now, cpu, 8, 6_550_000_000, 17_179_869_184, 0.031, 222_000_000, 84_000_000, 42);

    private static Snapshot Base(SnapshotKey key, long number, DateTimeOffset now, IReadOnlyList<SeriesPoint> points) => new()
    {
        Number = number,
        Key = key,
        OutcomeKind = OutcomeKind.Text,
        AsOf = now,
        From = key.Range.At(now).From,
        To = now,
        Traffic = new(19_000, 57, Figure.Of(1_167, 70_020), new Figure(0.003, 19_000, new Interval(0.0023, 0.0039))),
        Latency = new(Figure.Of(41.2, 19_000), Figure.Of(38.0, 19_000), Figure.Of(74.2, 19_000), Figure.Of(112, 19_000), Histogram()),
        Labels = new(18_204, Figure.Of(0.9581, 19_000), Figure.Of(252, 18_204), Figure.Of(900, 18_204), 12, 3),
        CountWindows = new(Figure.Of(0.92, 50), Figure.Of(0.91, 100), Figure.Of(41.2, 100), Figure.Of(40.8, 1_000)),
        Series = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), points),
        Versions = [Version("v2.2", 0.908, new(0.898, 0.917), 0.2), Version("v2.1", 0.931, new(0.927, 0.935), 0.8)],
        LastPrediction = now,
        LastReceived = now,
    };

    private static IReadOnlyList<SeriesPoint> Points(DateTimeOffset now, Func<long, double> quality)
    {
        var last = now.ToUnixTimeSeconds();
        return [.. Enumerable.Range(0, 300).Select(i => Point(last - 299 + i, quality))];
    }

    private static SeriesPoint Point(long second, Func<long, double> quality)
    {
        var value = quality(second);
        return new(
            DateTimeOffset.FromUnixTimeSeconds(second), value, value * 0.988, value * 1.01, 1_800, 1_900, 6,
            41 + 3 * Math.Sin(second / 5.0), 74 + 6 * Math.Sin(second / 7.0), second);
    }

    private static IReadOnlyList<HistogramBar> Histogram() =>
        [.. Enumerable.Range(0, 38).Select(i => new HistogramBar(i * 4, i * 4 + 4, (long)(i == 0 ? 0 : 9_000 * i * Math.Exp(-i / 4.2) / 6)))];

    private static ConfusionMatrix Matrix()
    {
        var counts = new long[5, 5];
        for (var truth = 0; truth < 5; truth++)
        {
            for (var predicted = 0; predicted < 5; predicted++)
            {
                counts[truth, predicted] = truth == predicted ? 3_300 + 37 * truth : (truth * 7 + predicted * 13) % 14 * 11;
            }
        }

        return new(Labels, counts);
    }

    private static VersionFigures Version(string name, double quality, Interval interval, double share) => new(
        name, new Figure(quality, (long)(18_204 * share), interval), Figure.Of(0.9581, (long)(19_000 * share)),
        Figure.Of(74.2, (long)(19_000 * share)), Figure.Of(0.003, (long)(19_000 * share)), share, (long)(19_000 * share));
}
