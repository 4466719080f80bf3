using System.Globalization;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Windowing;

namespace Dashboard.Tests.Components;

/// <summary>Performance as it is read from a real projection: events go in, the reading comes out.</summary>
internal static class SamplePerformance
{
    public static readonly SnapshotKey Key = new("m", null, TimeRange.Last(TimeSpan.FromMinutes(5)));

    /// <summary>
    /// Two labels, "leaves" being the last in order and the one with the higher scores: scores 0.00 to 0.99, each as often as
    /// the others, and the truth positive as often as the score says.
    /// </summary>
    /// <param name="labelled">Of all predictions, the first so many.</param>
    public static PerformanceReading Churn(int predictions = 400, int labelled = 400, bool hasScores = true, string? positive = null)
    {
        var feed = new EventFeed();
        for (var i = 0; i < predictions; i++)
        {
            var score = i * 37 % 100 / 100.0;
            feed.Predict(Id(i), score >= 0.5 ? "stays not" : "stays", score: hasScores ? score : double.NaN, latencyMs: 5);
        }

        for (var i = 0; i < labelled; i++)
        {
            feed.Truth(Id(i), i * 37 % 100 / 100.0 + (i * 61 % 100 / 100.0) >= 1 ? "stays not" : "stays");
        }

        feed.Commit();
        return PerformanceReading.Read(feed.Projection, Key, positive);
    }

    /// <summary>Numbers around 100 that are predicted 2 too high, with errors from -3 to 7.</summary>
    public static EventFeed Demand(int labelled = 220)
    {
        var feed = new EventFeed();
        for (var i = 0; i < labelled; i++)
        {
            feed.Predict(Id(i), 102.0 + (i % 21), latencyMs: 5);
        }

        for (var i = 0; i < labelled; i++)
        {
            feed.Truth(Id(i), 100.0 + (i % 21) + (i * 7 % 11) - 5);
        }

        feed.Commit();
        return feed;
    }

    private static string Id(int i) => i.ToString(CultureInfo.InvariantCulture);
}
