using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Xunit;

namespace Dashboard.Tests.Windowing;

public class ProjectionTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private readonly EventFeed _feed = new();

    [Fact]
    public void A_prediction_and_its_ground_truth_give_accuracy_at_once()
    {
        _feed.Predict("a", "yes", latencyMs: 12);
        _feed.Predict("b", "no", latencyMs: 14);
        _feed.Truth("a", "yes");
        _feed.Truth("b", "yes");
        _feed.Commit();

        var snapshot = _feed.Snapshot(FiveMinutes);

        Assert.Equal(2, snapshot.Traffic.Predictions);
        Assert.Equal(0.5, snapshot.Classification!.Accuracy.Value);
        Assert.Equal(["no", "yes"], snapshot.Classification.Matrix.Labels);
        Assert.Equal(1, snapshot.Classification.Matrix.Counts[1, 0]);
        Assert.Equal(13, snapshot.Latency.Mean.Value);
        Assert.Equal(1, snapshot.Labels.Coverage.Value);
        Assert.True(_feed.Catalog.Find("m")!.HasEvents);
    }

    [Fact]
    public void Nothing_shows_before_the_commit_is_durable()
    {
        _feed.Predict("a", "yes");
        Assert.True(_feed.Snapshot(FiveMinutes).IsEmpty);
        Assert.False(_feed.Catalog.Find("m")!.HasEvents);

        _feed.Commit();
        Assert.False(_feed.Snapshot(FiveMinutes).IsEmpty);
    }

    [Fact]
    public void Repeated_and_conflicting_events_are_told_apart()
    {
        Assert.Equal(Verdict.Accepted, _feed.Predict("a", "yes"));
        Assert.Equal(Verdict.Duplicate, _feed.Predict("a", "yes"));
        Assert.Equal(Verdict.Conflict, _feed.Predict("a", "no"));
        Assert.Equal(Verdict.Accepted, _feed.Truth("a", "yes"));
        Assert.Equal(Verdict.Duplicate, _feed.Truth("a", "yes"));
        Assert.Equal(Verdict.Accepted, _feed.Truth("a", "no"));
        Assert.Equal(Verdict.Accepted, _feed.Predict("a", "yes", model: "other"));
        _feed.Commit();

        var snapshot = _feed.Snapshot(FiveMinutes);
        Assert.Equal(1, snapshot.Traffic.Predictions);
        Assert.Equal(1, snapshot.Labels.Labelled);
        Assert.Equal(1, snapshot.Labels.Corrections);
        Assert.Equal(0, snapshot.Classification!.Accuracy.Value);
    }

    [Fact]
    public void A_batch_that_was_not_admitted_is_refused()
    {
        _feed.Predict("a", "yes");
        using var other = new EventBatch();
        Assert.Throws<InvalidOperationException>(() => _feed.Projection.Project(other, 1));
    }

    [Fact]
    public void Unknown_models_and_empty_ranges_have_undefined_figures_with_reasons()
    {
        var snapshot = _feed.Snapshot(FiveMinutes, model: "nobody");

        Assert.True(snapshot.IsEmpty);
        Assert.Equal("no predictions in this range", snapshot.Traffic.ErrorRate.Undefined);
        Assert.Null(snapshot.Classification!.Accuracy.Value);
        Assert.NotNull(snapshot.Classification.Accuracy.Undefined);
        Assert.Empty(snapshot.Latency.Histogram);
        Assert.Equal(OutcomeKind.Undecided, snapshot.OutcomeKind);
        Assert.All(snapshot.Series.Points, p => Assert.Null(p.Quality));
        Assert.Null(snapshot.LastPrediction);
    }

    [Fact]
    public void Failed_predictions_count_as_errors_and_not_against_coverage()
    {
        _feed.Predict("a", "yes");
        _feed.Predict("b", null);
        _feed.Truth("a", "yes");
        _feed.Truth("b", "yes");
        _feed.Commit();

        var snapshot = _feed.Snapshot(FiveMinutes);
        Assert.Equal(1, snapshot.Traffic.Failed);
        Assert.Equal(0.5, snapshot.Traffic.ErrorRate.Value);
        Assert.Equal(1, snapshot.Labels.Labelled);
        Assert.Equal(1, snapshot.Labels.Coverage.Value);
    }

    [Fact]
    public void A_removed_model_leaves_nothing_behind()
    {
        _feed.Predict("a", "yes");
        _feed.Predict("b", "yes", model: "other");
        _feed.Truth("later", "yes");
        _feed.Commit();

        _feed.Projection.RemoveModel("m");

        Assert.True(_feed.Snapshot(FiveMinutes).IsEmpty);
        Assert.Equal(1, _feed.Snapshot(FiveMinutes, model: "other").Traffic.Predictions);
        Assert.Equal(1, _feed.Projection.Status.OpenPredictions);
        Assert.Equal(0, _feed.Projection.Status.ParkedTruths);
        Assert.Equal(4, _feed.Projection.Status.Cells);
        Assert.False(_feed.Catalog.Find("m")!.HasEvents);
        Assert.Equal(Verdict.Accepted, _feed.Predict("a", "no"));
    }

    [Fact]
    public void Versions_are_shown_apart_and_together()
    {
        _feed.Predict("a", "yes", version: "1");
        _feed.Predict("b", "yes", version: "2");
        _feed.Predict("c", "yes", version: "2");
        _feed.Truth("b", "yes");
        _feed.Commit();

        var all = _feed.Snapshot(FiveMinutes);
        var second = _feed.Snapshot(FiveMinutes, version: "2");

        Assert.Equal(3, all.Traffic.Predictions);
        Assert.Equal(2, second.Traffic.Predictions);
        Assert.Equal(["2", "1"], all.Versions.Select(v => v.Version));
        Assert.Equal(2 / 3.0, all.Versions[0].TrafficShare, 12);
        Assert.Equal(0.5, all.Versions[0].Coverage.Value);
        Assert.Equal(all.Versions, second.Versions);
    }
}
