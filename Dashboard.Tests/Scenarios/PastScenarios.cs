using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>A question about the past is answered from what had arrived by then, and from nothing else.</summary>
public class PastScenarios
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void The_past_is_what_a_process_that_stopped_then_had_seen()
    {
        var compared = 0;
        var life = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 19], Gen.Int[0, 2], Gen.Int[0, 400]).List[1, 80];
        Gen.Select(life, Gen.Bool, Gen.Int[0, 240]).Sample((steps, isRegression, minutesAgo) =>
        {
            var whole = new EventFeed();
            steps.ForEach(step => Play(whole, step, isRegression));
            var asOf = whole.Time.GetUtcNow().AddMinutes(-minutesAgo);
            var past = whole.Past(Hour, asOf);
            if (past.KnownAt is not { } knownAt || past.IsEmpty)
            {
                return;
            }

            // All that had come by KnownAt is in it, nothing that came after the instant asked for.
            var (least, most) = (Stopped(steps, isRegression, knownAt, past), Stopped(steps, isRegression, asOf, past));
            Assert.InRange(past.Traffic.Predictions, least.Traffic.Predictions, most.Traffic.Predictions);
            Assert.InRange(past.Labels.Labelled, least.Labels.Labelled, most.Labels.Labelled);
            Assert.InRange(past.Labels.Corrections, least.Labels.Corrections, most.Labels.Corrections);
            if ((least.Traffic.Predictions, least.Labels.Labelled, least.Labels.Corrections)
                == (most.Traffic.Predictions, most.Labels.Labelled, most.Labels.Corrections))
            {
                Assert.Equal(Told(least.Classification?.Accuracy), Told(past.Classification?.Accuracy)); // The reasons differ: only one knows of what came since.
                Assert.Equal(least.Classification?.Matrix.Counts.Cast<long>(), past.Classification?.Matrix.Counts.Cast<long>());
                Assert.Equal(least.Regression?.MeanAbsoluteError.Value ?? 0, past.Regression?.MeanAbsoluteError.Value ?? 0, 1e-9);
                Interlocked.Increment(ref compared);
            }
        }, iter: 400);
        Assert.InRange(compared, 40, 400);
    }

    private static (double? Value, Interval? Interval, long? Count) Told(Figure? figure) => (figure?.Value, figure?.Interval, figure?.Count);

    [Fact]
    public void A_label_that_came_later_is_not_in_it()
    {
        var feed = new EventFeed();
        feed.Predict("a", "yes");
        feed.Predict("b", "yes");
        feed.Commit();
        feed.Time.Advance(TimeSpan.FromMinutes(3));
        feed.Truth("a", "yes");
        feed.Commit();
        feed.Time.Advance(TimeSpan.FromMinutes(27));
        feed.Truth("b", "no");
        feed.Truth("a", "no"); // A correction: then it was right.
        feed.Commit();
        feed.Time.Advance(TimeSpan.FromMinutes(1));

        var past = feed.Past(Hour, EventFeed.Start.AddMinutes(10));
        Assert.Equal((2, 1L, 1.0), (past.Traffic.Predictions, past.Labels.Labelled, past.Classification!.Accuracy.Value));
        Assert.InRange(past.KnownAt!.Value, EventFeed.Start.AddMinutes(3), EventFeed.Start.AddMinutes(10));
        Assert.Equal(0.0, feed.Snapshot(Hour).Classification!.Accuracy.Value);
        Assert.Equal("not told for a past instant", past.Quality.Corrected.Undefined);
    }

    [Fact]
    public void Points_remember_what_was_believed_when_they_ended()
    {
        var feed = new EventFeed();
        for (var i = 0; i < 120; i++)
        {
            feed.Predict($"p{i}", "yes");
            feed.Truth($"p{i}", i % 2 == 0 ? "yes" : "no", at: feed.Time.GetUtcNow());
            feed.Commit();
            feed.Time.Advance(TimeSpan.FromSeconds(30));
        }

        for (var i = 0; i < 120; i++)
        {
            feed.Truth($"p{i}", "yes"); // Every answer turns out right after all.
        }

        feed.Commit();
        var outlook = feed.Snapshot(Hour).Outlook;
        Assert.InRange(outlook.Points.Count, 2, OutlookBuilder.MaxPoints + 1);
        Assert.All(outlook.Points.Skip(1).SkipLast(2), point => Assert.InRange(point.Believed!.Value, 0.4, 0.6));
        Assert.Equal(1.0, feed.Snapshot(Hour).Classification!.Accuracy.Value);
    }

    /// <summary>What a process shows that was stopped at an instant, over the same window.</summary>
    private static Snapshot Stopped(List<(int, int, int, int)> steps, bool isRegression, DateTimeOffset at, Snapshot past)
    {
        var feed = new EventFeed();
        foreach (var step in steps)
        {
            if (feed.Time.GetUtcNow() <= at)
            {
                Play(feed, step, isRegression);
            }
        }

        return feed.Projection.Build(new SnapshotKey("m", null, TimeRange.Between(past.From, past.To)), 1, feed.Time.GetUtcNow(), null);
    }

    private static void Play(EventFeed feed, (int Kind, int Id, int Value, int Seconds) step, bool isRegression)
    {
        object value = isRegression ? step.Value * 1.5 : $"label {step.Value}";
        switch (step.Kind)
        {
            case 0 or 1:
                feed.Predict($"p{step.Id}", value, at: feed.Time.GetUtcNow().AddSeconds(-step.Seconds % 90));
                break;
            case 2:
                feed.Truth($"p{step.Id}", value);
                break;
            default:
                feed.Time.Advance(TimeSpan.FromSeconds(step.Seconds * step.Seconds / 40));
                break;
        }

        feed.Commit();
    }
}
