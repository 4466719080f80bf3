using Dashboard.Core.Windowing;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>
/// A stream whose labels are late and misleading, through the whole of windowing: wrong answers are found out within the
/// hour, right ones confirmed within the day.
/// </summary>
public class OutlookScenarios(ITestOutputHelper output)
{
    private const double TrueAccuracy = 0.93;
    private const int PerHour = 400;

    [Fact]
    public void The_corrected_and_the_estimated_value_hold_while_labels_so_far_mislead()
    {
        var snapshot = Stream(days: 6, seed: 4).Snapshot(TimeSpan.FromHours(6));

        var naive = snapshot.Classification!.Accuracy.Value!.Value;
        var (corrected, estimated) = (snapshot.Quality.Corrected, snapshot.Quality.Estimated);
        output.WriteLine($"true {TrueAccuracy}, labels so far {naive:F3}, corrected {corrected.Value:F3} {corrected.Interval}, estimated {estimated.Value:F3} {estimated.Interval}");
        Assert.InRange(naive, 0.4, 0.8);
        Assert.InRange(corrected.Value!.Value, TrueAccuracy - 0.03, TrueAccuracy + 0.03);
        Assert.InRange(estimated.Value!.Value, TrueAccuracy - 0.03, TrueAccuracy + 0.03);
        Assert.NotNull(snapshot.Quality.Assumes);
        Assert.True(snapshot.Labels.MisleadsSoFar);
        Assert.InRange(snapshot.Labels.ExpectedCoverage.Value!.Value, 0.05, 0.35);
        Assert.InRange(snapshot.AsOf - snapshot.Labels.MatureUntil!.Value, TimeSpan.FromHours(24), TimeSpan.FromDays(6));
        Assert.InRange(TrueAccuracy, snapshot.Quality.Bounds!.Value.Low, snapshot.Quality.Bounds.Value.High);
        Assert.Contains(snapshot.Outlook.Points, point => point.Estimated is > 0.85);
    }

    [Fact]
    public void Without_a_past_nothing_is_corrected_and_it_is_said_why()
    {
        var feed = new EventFeed();
        feed.Predict("a", "yes", score: 0.9);
        feed.Truth("a", "yes");
        feed.Commit();
        var snapshot = feed.Snapshot(TimeSpan.FromHours(1));
        Assert.Null(snapshot.Quality.Corrected.Value);
        Assert.NotEmpty(snapshot.Quality.Corrected.Undefined!);
        Assert.NotEmpty(snapshot.Quality.Estimated.Undefined!);
        Assert.Null(snapshot.Labels.MatureUntil);
    }

    private static EventFeed Stream(int days, int seed)
    {
        var feed = new EventFeed();
        var random = new Random(seed);
        var truths = new PriorityQueue<(string Id, string Truth), DateTimeOffset>();
        var hours = days * 24;
        for (var i = 0; i < hours * PerHour; i++)
        {
            var (isYes, isRight) = (random.NextDouble() < 0.5, random.NextDouble() < TrueAccuracy);
            // Scores say how sure the model is, and it is right that often.
            var confidence = isRight ? 1 - (0.13 * random.NextDouble()) : 1 - (0.2 * random.NextDouble());
            feed.Predict($"p{i}", isYes ? "yes" : "no", score: isYes ? confidence : 1 - confidence);
            var delay = -Math.Log(1 - random.NextDouble()) * (isRight ? 24 : 1);
            truths.Enqueue(($"p{i}", isYes == isRight ? "yes" : "no"), feed.Time.GetUtcNow().AddHours(delay));
            feed.Time.Advance(TimeSpan.FromHours(1.0 / PerHour));
            while (truths.TryPeek(out _, out var due) && due <= feed.Time.GetUtcNow())
            {
                var (id, truth) = truths.Dequeue();
                feed.Truth(id, truth);
            }

            if (i % 200 == 0)
            {
                feed.Commit();
            }
        }

        feed.Commit();
        return feed;
    }
}
