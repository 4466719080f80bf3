using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Components;
using Xunit;

namespace Dashboard.Tests.Windowing;

public sealed class HeadlineTests
{
    [Fact]
    public void A_steady_model_is_told_with_interval_and_basis()
    {
        var headline = Headline.Of(OneVersion());

        Assert.Equal(HeadlineTone.Steady, headline.Tone);
        Assert.Equal("fraud-scorer is right 91.3 % of the time.", Plain(headline.Claim));
        Assert.Equal(
            "95 % interval 90.9 to 91.7 %, on 18,204 labelled of 19,000 predictions. Latency and errors are steady.", Plain(headline.Detail));
    }

    [Fact]
    public void A_chosen_version_is_named()
    {
        var key = new SnapshotKey("fraud-scorer", "v2.1", TimeRange.Last(TimeSpan.FromMinutes(5)));

        Assert.StartsWith("fraud-scorer v2.1 is right", Headline.Of(SampleSnapshots.Classification(key)).Claim);
    }

    [Fact]
    public void A_chosen_segment_is_named()
    {
        var key = new SnapshotKey("fraud-scorer", null, TimeRange.Last(TimeSpan.FromMinutes(5))) { Segment = new("country", "DE") };

        Assert.StartsWith("v2.2 is 2.3\u00A0pp less accurate than v2.1 in country:DE.", Headline.Of(SampleSnapshots.Classification(key)).Claim);
        Assert.StartsWith("fraud-scorer in country:DE is right", Headline.Of(SampleSnapshots.Classification(key) with { Versions = [] }).Claim);
    }

    [Fact]
    public void A_worse_new_version_comes_first()
    {
        var headline = Headline.Of(SampleSnapshots.Classification());

        Assert.Equal(HeadlineTone.Worse, headline.Tone);
        Assert.Equal("v2.2 is 2.3 pp less accurate than v2.1.", Plain(headline.Claim));
    }

    [Fact]
    public void Versions_without_a_verdict_that_holds_at_every_look_are_not_compared()
    {
        var snapshot = SampleSnapshots.Classification();
        var other = snapshot.Versions[1].Quality.Value!.Value;
        var near = snapshot.Versions[0] with { Quality = Proportion.Of((long)((other - 0.014) * 3_640), 3_640, "") };

        Assert.True(near.Quality.Interval!.Value.High < snapshot.Versions[1].Quality.Interval!.Value.Low); // Apart, in one look.
        Assert.DoesNotContain("accurate than", Headline.Of(snapshot with { Versions = [near, snapshot.Versions[1]] }).Claim);
    }

    [Theory]
    [InlineData(0, "none has its ground truth yet")]
    [InlineData(63, "too few are labelled to judge it")]
    public void Without_enough_labels_nothing_is_claimed(long labelled, string claim)
    {
        var headline = Headline.Of(SampleSnapshots.FewLabels(labelled));

        Assert.Equal(HeadlineTone.Unknown, headline.Tone);
        Assert.Contains(claim, headline.Claim);
        Assert.DoesNotContain("%", headline.Claim);
    }

    [Fact]
    public void An_empty_range_says_when_the_newest_prediction_was()
    {
        var snapshot = SampleSnapshots.Classification();
        var empty = snapshot with { Traffic = snapshot.Traffic with { Predictions = 0 }, LastPrediction = SampleSnapshots.Now.AddMinutes(-12) };

        Assert.Equal("The newest was 12 min ago.", Plain(Headline.Of(empty).Detail));
    }

    [Fact]
    public void A_fall_within_the_range_is_told_when_the_intervals_are_apart()
    {
        var headline = Headline.Of(OneVersion() with { Series = Series(first: 0.93, last: 0.85) });

        Assert.Equal(HeadlineTone.Worse, headline.Tone);
        Assert.Equal("fraud-scorer got less accurate: 85.0 % now, 93.0 % at the start.", Plain(headline.Claim));
    }

    [Fact]
    public void Regression_tells_size_and_direction_of_the_error()
    {
        var headline = Headline.Of(SampleSnapshots.Regression());

        Assert.Equal("demand is off by 12.4 on average.", headline.Claim);
        Assert.StartsWith("It predicts 1.23 too low, on 18,204 labelled", headline.Detail);
    }

    [Fact]
    public void Rising_latency_and_errors_are_named()
    {
        var worse = Series(first: 0.91, last: 0.91, lastP95: 120, lastFailed: 90);
        var headline = Headline.Of(OneVersion() with { Series = worse });

        Assert.Equal(HeadlineTone.Worse, headline.Tone);
        Assert.Contains("Latency rose: p95 120 ms now, 74.0 ms at the start. Errors rose: 4.7 % now, 0.32 % at the start.", Plain(headline.Detail));
    }

    private static Snapshot OneVersion()
    {
        var snapshot = SampleSnapshots.Classification();
        return snapshot with { Versions = [snapshot.Versions[1]] };
    }

    private static Series Series(double first, double last, double lastP95 = 74, long lastFailed = 6)
    {
        SeriesPoint Point(int minutes, double quality, double p95, long failed) => new(
            SampleSnapshots.Now.AddMinutes(minutes), quality, quality - 0.01, quality + 0.01, 1_800, 1_900, failed, 41, p95, minutes);
        return new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), [Point(0, first, 74, 6), Point(5, last, lastP95, lastFailed)]);
    }

    private static string Plain(string text) => text.Replace(NumberText.Space, " ");
}
