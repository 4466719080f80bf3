using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>Ground truth that comes late, early, twice or for nobody, told on a fake clock.</summary>
public class LateTruthScenarios
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly EventFeed _feed = new();

    [Fact]
    public void A_late_label_repairs_the_past_minute_it_belongs_to()
    {
        _feed.Predict("old", "yes");
        _feed.Commit();
        _feed.Time.Advance(TimeSpan.FromMinutes(30));
        _feed.Predict("new", "yes");
        _feed.Commit();
        var before = _feed.Snapshot(Hour);

        _feed.Truth("old", "no");
        _feed.Commit();
        var after = _feed.Snapshot(Hour, previous: before);

        var at = EventFeed.Start.AddSeconds(10);
        Assert.Null(before.Series.Points.Single(p => p.Time == at).Quality);
        var repaired = after.Series.Points.Single(p => p.Time == at);
        Assert.Equal((0.0, 1L), (repaired.Quality, repaired.Labelled));
        Assert.True(repaired.Revision > before.Series.Points.Single(p => p.Time == at).Revision);
        Assert.Equal(new[] { 0.0, 0.5 }, new[] { after.Classification!.Accuracy.Value!.Value, after.Labels.Coverage.Value!.Value });
        Assert.Equal(1_800, after.Labels.DelayP95Seconds.Value!.Value, 1_800 * 0.0434);
        var last = after.Series.Points[^1];
        Assert.Same(before.Series.Points[^1], last); // Its minute did not change.
    }

    [Fact]
    public void A_correction_takes_the_old_label_off_and_puts_the_new_one_on()
    {
        for (var i = 0; i < 100; i++)
        {
            _feed.Predict($"p{i}", "yes");
            _feed.Truth($"p{i}", "yes");
        }

        _feed.Commit();
        _feed.Time.Advance(TimeSpan.FromMinutes(5));
        _feed.Truth("p99", "no");
        _feed.Commit();

        var snapshot = _feed.Snapshot(Hour);
        Assert.Equal(0.99, snapshot.Classification!.Accuracy.Value);
        Assert.Equal((100L, 1L), (snapshot.Labels.Labelled, snapshot.Labels.Corrections));
        Assert.Equal(0.98, snapshot.CountWindows.Last50Labelled.Value);
        Assert.Equal([0L, 1L, 0L, 99L], snapshot.Classification.Matrix.Counts.Cast<long>());
        Assert.Equal(0, snapshot.Labels.DelayP95Seconds.Value); // The first label's delay stays.
    }

    [Fact]
    public void A_truth_that_comes_first_waits_for_its_prediction()
    {
        _feed.Truth("a", 10.0);
        _feed.Commit();
        Assert.Equal(1, _feed.Projection.Status.ParkedTruths);

        _feed.Time.Advance(TimeSpan.FromDays(6.9));
        _feed.Predict("a", 12.0);
        _feed.Commit();

        var snapshot = _feed.Snapshot(Hour);
        Assert.Equal(2, snapshot.Regression!.MeanAbsoluteError.Value);
        Assert.Equal((1L, 0L), (snapshot.Labels.Labelled, snapshot.Labels.Parked));
        Assert.Equal(0, snapshot.Labels.DelayP50Seconds.Value);
    }

    [Fact]
    public void After_seven_days_a_waiting_truth_is_dropped_and_counted()
    {
        _feed.Truth("a", "yes");
        _feed.Predict("b", "yes");
        _feed.Commit();
        _feed.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(2));
        _feed.SaveCells();

        Assert.Equal((0L, 1L), (_feed.Projection.Status.ParkedTruths, _feed.Projection.Status.ExpiredTruths));
        Assert.Equal(Verdict.Accepted, _feed.Predict("a", "yes"));
        _feed.Commit();
        Assert.Equal(0, _feed.Snapshot(Hour).Labels.Labelled);
    }

    [Fact]
    public void A_truth_for_a_forgotten_prediction_is_parked()
    {
        var feed = new EventFeed(new StorageOptions { MaxOpenPredictions = 2 });
        foreach (var id in new[] { "a", "b", "c" })
        {
            feed.Predict(id, "yes");
        }

        Assert.Equal(Verdict.Accepted, feed.Truth("a", "yes"));
        feed.Commit();

        var status = feed.Projection.Status;
        Assert.Equal((2L, 1L, 1L), (status.OpenPredictions, status.ForgottenPredictions, status.ParkedTruths));
        Assert.Equal((3L, 0L), (feed.Snapshot(Hour).Traffic.Predictions, feed.Snapshot(Hour).Labels.Labelled));
        Assert.Equal(Verdict.Accepted, feed.Predict("a", "other")); // Beyond the identity window an id is new again.
    }
}
