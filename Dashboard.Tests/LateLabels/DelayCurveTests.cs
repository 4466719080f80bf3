using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.LateLabels;

public class DelayCurveTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(4)] // The 95 % point of all labels is 70 h: only a sixth of these buckets has seen it.
    public void Curves_of_a_censored_history_are_those_the_delays_were_drawn_from(int days)
    {
        var curves = Learn(new LabelStream { HistoryHours = days * 24, PerHour = 2_000 });
        foreach (var hours in new[] { 0.5, 1, 3, 6, 12, 30, 60 })
        {
            Near(1 - Math.Exp(-hours / 24), curves.Right!.ShareBy(Hours(hours)), 0.015);
            Near(1 - Math.Exp(-hours), curves.Wrong!.ShareBy(Hours(hours)), 0.015);
        }

        Near(24 * Math.Log(2), curves.Right!.AgeOf(0.5)!.Value.TotalHours, 0.5);
        Near(Math.Log(20), curves.Wrong!.AgeOf(0.95)!.Value.TotalHours, 0.2);
        Near(1, curves.EverLabelled, 0.01);
    }

    /// <summary>Log-normal delays of median 8 h: the normal distribution function at ln(hours / 8) / 0.5.</summary>
    [Theory]
    [InlineData(1, 0.00002)]
    [InlineData(3, 0.02490)]
    [InlineData(5, 0.17361)]
    [InlineData(8, 0.50000)]
    [InlineData(15, 0.89566)]
    [InlineData(40, 0.99936)]
    public void Delays_that_are_not_exponential_are_followed_between_the_edges(int hours, double share)
    {
        var curve = Learn(new LabelStream { RightDelayHours = 8, LogSpread = 0.5 }).Right!;
        Near(share, curve.ShareBy(Hours(hours)), 0.01);
    }

    [Fact]
    public void The_mean_share_of_a_bucket_is_the_mean_of_the_shares_in_it()
    {
        var curve = Learn(new LabelStream { RightDelayHours = 3 }).Right!;
        foreach (var (from, to) in new[] { (0.0, 1.0), (0.2, 9.0), (5.0, 5.1), (100.0, 400.0) })
        {
            const int Points = 20_000;
            var mean = Enumerable.Range(0, Points).Average(i => curve.ShareBy(Hours(from + ((to - from) * (i + 0.5) / Points))));
            Near(mean, curve.ShareBy(Hours(from), Hours(to)), 1e-6);
        }

        Assert.Equal(0, curve.ShareBy(0));
        Assert.Equal(curve.ShareBy(Hours(2)), curve.ShareBy(Hours(2), Hours(2)));
    }

    [Fact]
    public void Labels_that_never_come_leave_a_plateau_and_do_not_hinder_maturity()
    {
        var curves = Learn(new LabelStream { RightDelayHours = 2, EverLabelled = 0.8, HistoryHours = 96 });
        Near(0.8, curves.EverLabelled, 0.01);
        Near(0.8, curves.ExpectedCoverage(TimeSpan.FromDays(2)), 0.01);
        Near(0.8 * ((0.93 * (1 - Math.Exp(-0.5))) + (0.07 * (1 - Math.Exp(-1)))), curves.ExpectedCoverage(TimeSpan.FromHours(1)), 0.015);
        Assert.True(curves.IsMature(TimeSpan.FromDays(1), 0.02));
    }

    [Fact]
    public void Coverage_is_expected_with_an_interval_and_not_at_all_from_little()
    {
        var window = new LabelStream().See(1).Window;
        var known = Learn(new LabelStream()).ExpectedCoverage(window);
        Assert.InRange(known.Interval!.Value.High - known.Interval.Value.Low, 0.001, 0.05);

        var little = Learn(new LabelStream { HistoryHours = 4, PerHour = 60, RightDelayHours = 0.2, WrongDelayHours = 0.2, EverLabelled = 0.5 });
        Assert.StartsWith("too little label history: ", little.ExpectedCoverage(window).Undefined, StringComparison.Ordinal);
    }

    [Fact]
    public void Coverage_that_was_always_whole_is_not_certain()
    {
        var (history, _) = new LabelStream { RightDelayHours = 0.01, WrongDelayHours = 0.01, HistoryHours = 100, PerHour = 30 }.See(11);
        var known = DelayHistory.Learn(history, out _)!.ExpectedCoverage(history);

        Assert.InRange(known.Value!.Value, 0.9999, 1);
        Assert.InRange(known.Interval!.Value.Low, 0.99, Proportion.Wilson(known.Count, known.Count).Low);
        Assert.InRange(known.Interval.Value.High, known.Value.Value, 1);
    }

    [Fact]
    public void Maturity_asks_for_more_labels_the_smaller_the_change_that_matters()
    {
        var curves = Learn(new LabelStream { RightDelayHours = 2, WrongDelayHours = 2 });
        var in98 = TimeSpan.FromHours(2 * Math.Log(50));
        var in993 = TimeSpan.FromHours(2 * Math.Log(1 / 0.007));
        Assert.False(curves.IsMature(in98, 0.5));
        Assert.True(curves.IsMature(in993, 0.02));
        Assert.False(curves.IsMature(in993, 0.01));
    }

    [Fact]
    public void Mature_buckets_alone_teach_once_they_hold_enough_labels()
    {
        var stream = new LabelStream { RightDelayHours = 1, HistoryHours = 100, PerHour = 200 };
        var (history, _) = stream.See(1);
        var old = history.Where(b => b.YoungestTicks >= TimeSpan.TicksPerDay).Sum(b => b.Labels.YoungerThan(b.YoungestTicks).Labelled);
        Assert.Equal(old, DelayHistory.Learn(history, out _)!.Labelled);
    }

    [Theory]
    [InlineData(24, 1, true)]
    [InlineData(1, 24, true)]
    [InlineData(6, 6, false)]
    public void Right_and_wrong_labels_of_different_delay_are_warned_of(double right, double wrong, bool warns)
    {
        var difference = Learn(new LabelStream { RightDelayHours = right, WrongDelayHours = wrong }).DelayDifference;
        Assert.Equal(warns, difference.IsWarning);
        Assert.Equal(wrong > right, warns && difference.WrongIsLater.Value > 0.5);
    }

    /// <summary>Worked out pair by pair in Python: wrong in rungs 1 (2) and 2 (3), right in 0 (4), 1 (3) and 2 (5).</summary>
    [Fact]
    public void The_rank_test_counts_every_pair_and_corrects_for_ties()
    {
        var difference = DelayDifference.Of([new LabelSums(4, 4, 0, 0), new LabelSums(5, 3, 0, 0), new LabelSums(8, 5, 0, 0)]);
        Assert.Equal(0.6583333333333333, difference.WrongIsLater.Value!.Value, 1e-12);
        Assert.Equal(0.2803026244616864, difference.PValue!.Value, 1e-9);
        Assert.Null(DelayDifference.Of([new LabelSums(4, 4, 0, 0)]).PValue);
        Assert.Equal(1, DelayDifference.Of([new LabelSums(4, 2, 0, 0)]).PValue);
    }

    private static DelayCurves Learn(LabelStream stream) => DelayHistory.Learn(stream.See(11).History, out _)!;

    private static long Hours(double hours) => (long)(hours * TimeSpan.TicksPerHour);

    private static void Near(double expected, double got, double tolerance) => Assert.InRange(got, expected - tolerance, expected + tolerance);
}
