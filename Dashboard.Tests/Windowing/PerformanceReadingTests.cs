using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Components;
using Xunit;

namespace Dashboard.Tests.Windowing;

public class PerformanceReadingTests
{
    [Fact]
    public void Every_metric_has_a_group_and_plain_words()
    {
        foreach (var metric in MetricCatalogue.All)
        {
            Assert.EndsWith(".", MetricMeaning.Of(metric).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_error_histogram_holds_every_error_once_around_zero()
    {
        var feed = SamplePerformance.Demand(labelled: 2_200);
        var histogram = PerformanceReading.Read(feed.Projection, SamplePerformance.Key, null).Errors;

        Assert.Equal(2_200, histogram.Bars.Sum(bar => bar.Count) + histogram.Below + histogram.Above);
        Assert.InRange(histogram.Bars.Count, 1, ErrorHistogram.MaxBars);
        Assert.Contains(histogram.Bars, bar => bar.From == -bar.To); // Right answers lie in the middle of a bar.
        Assert.InRange(histogram.Below + histogram.Above, 0, 220);
    }

    [Fact]
    public void Right_answers_alone_make_one_bar()
    {
        var sketch = new SignedSketch(RegressionSums.ErrorScale);
        sketch.Add(0, 1);
        sketch.Add(0, 1);

        var bar = Assert.Single(ErrorHistogram.Of(sketch).Bars);

        Assert.Equal(2, bar.Count);
    }

    [Fact]
    public void Pairs_are_the_newest_labelled_and_a_correction_changes_one_in_its_place()
    {
        var feed = SamplePerformance.Demand(labelled: 2_500);
        feed.Truth("2499", 1_000_000.0);
        feed.Commit();

        var pairs = feed.Projection.Read(SamplePerformance.Key).Pairs;

        Assert.Equal(2_000, pairs.Count);
        Assert.Equal(1_000_000, pairs[0].Truth);
        Assert.Empty(feed.Projection.Read(SamplePerformance.Key with { Version = "other" }).Pairs);
    }

    [Fact]
    public void A_point_of_a_series_is_the_metric_of_its_span()
    {
        var feed = new EventFeed();
        for (var i = 0; i < 60; i++)
        {
            var at = EventFeed.Start.AddSeconds(-2 * i);
            feed.Predict($"{i}", i % 3 == 0 ? "b" : "a", at);
            feed.Truth($"{i}", "a", at);
        }

        feed.Commit();
        var accuracy = MetricCatalogue.Find("accuracy")!;

        var series = Assert.Single(MetricSeries.Read(feed.Projection, SamplePerformance.Key, [accuracy], null));

        Assert.Equal(60, series.Points.Sum(point => point.Figure.Count));
        Assert.All(series.Points, point =>
        {
            var alone = feed.Projection.Read(SamplePerformance.Key with { Range = TimeRange.Between(point.From, point.To) });
            Assert.Equal(alone.Measure([accuracy], MetricParameters.Default)[0].Figure, point.Figure);
        });
    }

    [Fact]
    public void A_positive_label_can_be_asked_for_and_an_unknown_one_is_the_models()
    {
        var (usual, asked) = (SamplePerformance.Churn(), SamplePerformance.Churn(positive: "stays"));

        Assert.Equal("stays not", usual.Positive);
        Assert.Equal("stays", asked.Positive);
        Assert.Equal("stays not", SamplePerformance.Churn(positive: "nobody knows").Positive);
        Assert.NotNull(usual.Curves.Scores);
        Assert.StartsWith("the scores speak for 'stays not', not for 'stays'", asked.Curves.Reason, StringComparison.Ordinal);
    }
}
