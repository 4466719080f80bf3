using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>Ground truth that is withdrawn: afterwards its prediction is unlabelled, as if the label had never come.</summary>
public class RetractionScenarios
{
    private const double Rounding = 1e-9;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly EventFeed _feed = new();

    [Fact]
    public void Any_life_leaves_the_cells_of_the_events_in_force()
    {
        var deeds = Gen.OneOf(LabelDeed.Predict, LabelDeed.Predict, LabelDeed.Label, LabelDeed.Label, LabelDeed.Label, LabelDeed.Retract, LabelDeed.Retract, LabelDeed.Wait);
        var step = Gen.Select(deeds, Gen.Int[0, 9], Gen.Int[0, 2], Gen.OneOf(0, 0, 1, 9, 200), (deed, id, value, ago) => new LabelStep(deed, id, value, ago));
        var retractions = 0;
        Gen.Select(step.List[1, 100], Gen.Bool).Sample((steps, isRegression) =>
        {
            var life = new LabelLife(steps, isRegression);
            var (whole, inForce) = (life.PlayAll(), life.PlayInForce());
            Interlocked.Add(ref retractions, life.Retractions);
            var (pictures, expected) = (Pictures(whole), Pictures(inForce));
            Assert.Equal(expected.Keys, pictures.Keys);
            foreach (var (address, picture) in pictures)
            {
                Assert.Equal(expected[address].Counts, picture.Counts);
                Assert.All(picture.Sums.Zip(expected[address].Sums), sums => Assert.Equal(sums.Second, sums.First, Rounding * (1 + Math.Abs(sums.Second))));
            }
        }, iter: 300);
        Assert.InRange(retractions, 300, int.MaxValue);
    }

    [Fact]
    public void A_label_and_its_retraction_leave_the_figures_of_a_prediction_that_had_none()
    {
        foreach (var (predicted, truth) in new (object, object)[] { ("yes", "no"), (4.2, 7.9) })
        {
            var (never, taken) = (new EventFeed(), new EventFeed());
            foreach (var feed in new[] { never, taken })
            {
                feed.Predict("a", predicted, score: 0.7);
                feed.Commit();
                feed.Time.Advance(TimeSpan.FromMinutes(5));
            }

            taken.Truth("a", truth);
            taken.Commit();
            Assert.Equal(1.0, taken.Snapshot(Hour).Labels.Coverage.Value);
            Assert.Equal(Verdict.Accepted, taken.Retract("a"));
            taken.Commit();

            var (before, after) = (never.Snapshot(Hour), taken.Snapshot(Hour));
            Assert.Equal(before.Labels with { Retractions = 1 }, after.Labels);
            Assert.Equal((before.Classification?.Accuracy, before.Classification?.MacroF1), (after.Classification?.Accuracy, after.Classification?.MacroF1));
            Assert.Equal(before.Classification?.Matrix.Labels ?? [], after.Classification?.Matrix.Labels ?? []);
            Assert.Equal((before.Regression, before.Quality), (after.Regression, after.Quality));
            Assert.Equal(before.Versions, after.Versions);
            Assert.Equal(before.CountWindows, after.CountWindows);
            Assert.Equal(before.Series.Points.Select(point => point.Quality), after.Series.Points.Select(point => point.Quality));
        }
    }

    [Fact]
    public void A_later_ground_truth_labels_it_again_with_a_delay_of_its_own()
    {
        _feed.Predict("a", "yes");
        _feed.Commit();
        _feed.Time.Advance(TimeSpan.FromMinutes(2));
        _feed.Truth("a", "no");
        _feed.Retract("a");
        _feed.Time.Advance(TimeSpan.FromMinutes(28));
        Assert.Equal(Verdict.Accepted, _feed.Truth("a", "no"));
        _feed.Commit();

        var labels = _feed.Snapshot(Hour).Labels;
        Assert.Equal((1L, 0L, 1L), (labels.Labelled, labels.Corrections, labels.Retractions));
        Assert.Equal(TimeSpan.FromMinutes(30).TotalSeconds, labels.DelayP50Seconds.Value!.Value, 100.0); // Buckets of 9 %.
        Assert.Equal((2L, 0L, 1L), (_feed.Projection.Status.JoinedTruths, _feed.Projection.Status.Corrections, _feed.Projection.Status.Retractions));
    }

    [Fact]
    public void What_has_no_ground_truth_has_nothing_to_retract_and_nothing_waits_for_it()
    {
        _feed.Predict("a", "yes");
        Assert.Equal(Verdict.Duplicate, _feed.Retract("a"));
        Assert.Equal(Verdict.Duplicate, _feed.Retract("unknown"));
        Assert.Equal(Verdict.Accepted, _feed.Truth("unknown", "yes"));
        Assert.Equal(Verdict.Accepted, _feed.Predict("unknown", "yes"));
        _feed.Commit();

        Assert.Equal((1L, 0L), (_feed.Snapshot(Hour).Labels.Labelled, _feed.Projection.Status.Retractions));
    }

    [Fact]
    public void A_parked_ground_truth_is_taken_out_of_the_parking()
    {
        _feed.Truth("a", "yes");
        Assert.Equal(1, _feed.Projection.Status.ParkedTruths);
        Assert.Equal(Verdict.Accepted, _feed.Retract("a"));
        Assert.Equal(Verdict.Duplicate, _feed.Retract("a"));
        _feed.Predict("a", "yes");
        _feed.Commit();

        Assert.Equal((1, 0L), (_feed.Snapshot(Hour).Traffic.Predictions, _feed.Snapshot(Hour).Labels.Labelled));
        Assert.Equal((0L, 1L), (_feed.Projection.Status.ParkedTruths, _feed.Projection.Status.Retractions));
        Assert.Equal(0, _feed.Snapshot(Hour).Labels.Retractions); // No prediction lost a label.
    }

    [Fact]
    public void The_past_still_has_the_label_and_the_present_has_not()
    {
        _feed.Predict("a", "yes");
        _feed.Predict("b", "yes");
        _feed.Truth("a", "yes");
        _feed.Truth("b", "no");
        _feed.Commit();
        _feed.Time.Advance(TimeSpan.FromMinutes(30));
        _feed.Retract("b");
        _feed.Commit();
        _feed.Time.Advance(TimeSpan.FromMinutes(1));

        var (past, now) = (_feed.Past(Hour, EventFeed.Start.AddMinutes(20)), _feed.Snapshot(Hour));
        Assert.Equal((2L, 0.5, 0L), (past.Labels.Labelled, past.Classification!.Accuracy.Value, past.Labels.Retractions));
        Assert.Equal((1L, 1.0, 1L), (now.Labels.Labelled, now.Classification!.Accuracy.Value, now.Labels.Retractions));
    }

    [Fact]
    public void It_leaves_the_windows_of_the_last_labels_and_the_newest_pairs()
    {
        for (var i = 0; i < 101; i++)
        {
            _feed.Predict($"p{i}", 10.0);
            _feed.Truth($"p{i}", i == 50 ? 1_000.0 : 11.0);
        }

        _feed.Commit();
        _feed.Retract("p50");
        _feed.Commit();

        var reading = _feed.Projection.Read(EventFeed.Key(Hour));
        Assert.Equal((100, 100.0), (reading.Pairs.Count, reading.Tally.Labelled));
        Assert.All(reading.Pairs, pair => Assert.Equal(11.0, pair.Truth));
        Assert.Equal((1.0, 100), (_feed.Snapshot(Hour).CountWindows.Last100Labelled.Value, _feed.Snapshot(Hour).CountWindows.Last100Labelled.Count));
        _feed.Truth("p50", 12.0);
        _feed.Commit();
        Assert.Equal(12.0, _feed.Projection.Read(EventFeed.Key(Hour)).Pairs[0].Truth); // The newest again.
    }

    private static SortedDictionary<string, CellPicture> Pictures(EventFeed feed)
    {
        feed.SaveCells();
        return new(feed.StoredCells.ToDictionary(cell => $"{cell.Address}", cell => CellPicture.Of(StoredCells.Decode(cell, [0, 1, 2]))), StringComparer.Ordinal);
    }
}
