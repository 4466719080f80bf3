using Dashboard.Core.Predictions;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>Figures of a segment are those of its own traffic, late labels included.</summary>
public class SegmentScenarios
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void A_late_label_finds_the_segment_of_its_prediction()
    {
        var feed = new EventFeed();
        for (var i = 0; i < 60; i++)
        {
            feed.Predict($"p{i}", "yes", latencyMs: i, country: i % 3 == 0 ? "DE" : "FR", version: i % 2 == 0 ? "1" : "2");
        }

        feed.Commit();
        feed.Time.Advance(TimeSpan.FromHours(5));
        for (var i = 0; i < 60; i++)
        {
            feed.Truth($"p{i}", i % 3 == 0 ? "no" : "yes");
        }

        feed.Commit();
        var (german, french) = (feed.Snapshot(Day, country: "DE"), feed.Snapshot(Day, country: "FR"));
        Assert.Equal((20L, 20L, 0.0), (german.Traffic.Predictions, german.Labels.Labelled, german.Classification!.Accuracy.Value));
        Assert.Equal((40L, 40L, 1.0), (french.Traffic.Predictions, french.Labels.Labelled, french.Classification!.Accuracy.Value));
        Assert.Equal(10, feed.Snapshot(Day, version: "2", country: "DE").Traffic.Predictions);
        Assert.Equal(60, feed.Snapshot(Day).Traffic.Predictions);
        Assert.Equal(0, feed.Snapshot(Day, country: "IT").Traffic.Predictions);
    }

    [Fact]
    public void Values_beyond_the_limit_are_one_segment()
    {
        var feed = new EventFeed(limits: new CatalogLimits { SegmentValues = 3 });
        for (var i = 0; i < 10; i++)
        {
            feed.Predict($"p{i}", "yes", country: $"country {i}");
        }

        feed.Commit();
        Assert.Equal(1, feed.Snapshot(Day, country: "country 2").Traffic.Predictions);
        Assert.Equal(0, feed.Snapshot(Day, country: "country 3").Traffic.Predictions);
        Assert.Equal(7, feed.Snapshot(Day, country: Segment.Other).Traffic.Predictions);
        Assert.Equal(7, feed.Catalog.Find("m")!.Segments.FoldedCount);
    }

    [Fact]
    public void Too_many_combinations_count_for_their_version_only()
    {
        var feed = new EventFeed(limits: new CatalogLimits { Slices = 2 });
        for (var i = 0; i < 5; i++)
        {
            feed.Predict($"p{i}", "yes", country: $"country {i}");
        }

        feed.Commit();
        Assert.Equal(5, feed.Snapshot(Day).Traffic.Predictions);
        Assert.Equal(3, feed.Projection.Status.UnsegmentedPredictions);
    }

    [Fact]
    public void Removing_a_model_removes_its_segments()
    {
        var feed = new EventFeed();
        feed.Predict("a", "yes", country: "DE");
        feed.Commit();
        feed.Projection.RemoveModel("m");
        Assert.Equal((0L, 0L), (feed.Projection.Status.Cells, feed.Projection.Status.SegmentCells));
        Assert.Equal(Verdict.Accepted, feed.Predict("a", "yes", country: "DE"));
        feed.Commit();
        Assert.Equal(1, feed.Snapshot(Day, country: "DE").Traffic.Predictions);
    }
}
