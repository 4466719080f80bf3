using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class RegressionSumsTests
{
    /// <summary>Errors from 0.01 to 50: within the span that the sketch holds at its finest.</summary>
    private static readonly Gen<(double Truth, double Predicted)> Pair =
        Gen.Select(Gen.Double[-1e4, 1e4], Gen.Int[-5_000, 5_000]).Select((truth, error) => (truth, truth + (error / 100.0)));

    [Fact]
    public void What_is_added_and_removed_leaves_counts_and_quantiles_exactly_and_means_nearly()
    {
        Gen.Select(Pair.List[2, 60], Pair.List[0, 30]).Sample((kept, passing) =>
        {
            var sums = Sum(kept.Concat(passing));
            passing.ForEach(p => sums.Remove(p.Predicted, p.Truth));
            return SameCounts(Sum(kept), sums) && Near(Sum(kept), sums);
        });
    }

    [Fact]
    public void Parts_merge_to_the_whole()
    {
        Gen.Select(Pair.List[2, 90], Gen.Int[1, 6]).Sample((rows, parts) =>
        {
            var merged = new RegressionSums();
            for (var part = 0; part < parts; part++)
            {
                merged.Merge(Sum(rows.Where((_, i) => i % parts == part).Reverse()));
            }

            return SameCounts(Sum(rows), merged) && Near(Sum(rows), merged)
                && merged.Largest.Equals(Sum(rows).Largest) && rows.Max(r => Math.Abs(r.Predicted - r.Truth)) == RegressionMetrics.MaxError(merged).Value;
        });
    }

    [Fact]
    public void Running_sums_and_two_passes_over_the_rows_agree()
    {
        Pair.List[2, 90].Sample(rows =>
        {
            double[] predicted = [.. rows.Select(r => r.Predicted)], truth = [.. rows.Select(r => r.Truth)];
            return Near(RegressionSums.Of(predicted, truth), Sum(rows));
        });
    }

    [Fact]
    public void Bytes_give_the_same_figures_back()
    {
        Pair.List[0, 60].Sample(rows =>
        {
            var sums = Sum(rows.Append((1e300, 1)));
            using var bytes = new MemoryStream();
            sums.Write(new BinaryWriter(bytes));
            bytes.Position = 0;
            var copy = RegressionSums.Read(new BinaryReader(bytes));
            return Figures(sums).SequenceEqual(Figures(copy)) && bytes.Position == bytes.Length && copy.Largest.Equals(sums.Largest) && copy.TooLarge == 1;
        });
    }

    [Fact]
    public void The_maximum_is_unknown_once_the_largest_error_is_corrected_until_a_larger_one_comes()
    {
        var sums = Sum([(0, 1), (0, 5), (0, -5), (0, 3)]);
        sums.Remove(5, 0);
        Assert.Equal(5, RegressionMetrics.MaxError(sums).Value);
        sums.Remove(-5, 0);
        Assert.Null(RegressionMetrics.MaxError(sums).Value);
        Assert.Contains("cannot be known", RegressionMetrics.MaxError(sums).Undefined, StringComparison.Ordinal);

        var other = Sum([(0, 4)]);
        other.Merge(sums);
        Assert.Null(RegressionMetrics.MaxError(other).Value); // The bound of 5 may still be reached by nobody or by 4.9.
        other.Merge(Sum([(0, 6)]));
        Assert.Equal(6, RegressionMetrics.MaxError(other).Value);

        sums.Remove(1, 0);
        sums.Remove(3, 0);
        sums.Add(2, 0);
        Assert.Equal(2, RegressionMetrics.MaxError(sums).Value);
    }

    [Fact]
    public void Values_too_large_to_sum_are_told_and_leave_no_trace_when_corrected()
    {
        var sums = Sum([(1, 2), (3, 3)]);
        var before = Figures(sums);
        sums.Add(1e300, 0);
        Assert.Equal("1 pair with a value beyond 1e72", RegressionMetrics.MeanAbsoluteError(sums).Undefined);
        Assert.Equal(3, RegressionMetrics.MeanAbsoluteError(sums).Count);
        sums.Remove(1e300, 0);
        Assert.Equal(before, Figures(sums));
    }

    [Fact]
    public void Quantiles_of_signed_errors_are_those_of_the_sorted_ones()
    {
        Gen.Double[-1e3, 1e3].List[1, 80].Sample(errors =>
        {
            var sketch = new SignedSketch(6);
            errors.ForEach(e => sketch.Add(e, 1));
            var sorted = errors.Order().ToList();
            return new[] { 0, 0.05, 0.5, 0.95, 1 }.All(q =>
            {
                var exact = sorted[(int)Math.Floor(q * (sorted.Count - 1))];
                var figure = sketch.Quantile(q);
                return Math.Abs(figure.Value!.Value - exact) <= sketch.RelativeError * 1.0001 * Math.Abs(exact)
                    && figure.Interval!.Value is var (low, high) && low <= figure.Value && figure.Value <= high
                    && low - 1e-9 <= exact && exact <= high + 1e-9;
            });
        });
    }

    [Fact]
    public void Buckets_of_a_signed_sketch_rise_and_hold_every_value()
    {
        var sketch = new SignedSketch(6);
        foreach (var value in (ReadOnlySpan<double>)[-8, -8, -0.3, 0, 0, 0, 2, 5])
        {
            sketch.Add(value, 1);
        }

        var buckets = sketch.Buckets.ToList();
        Assert.Equal([2L, 1, 3, 1, 1], buckets.Select(b => b.Count));
        Assert.Equal(buckets.OrderBy(b => b.High), buckets);
        Assert.InRange(-0.3, buckets[1].Low, buckets[1].High);
        Assert.Equal((0, 0, 3), buckets[2]);
        Assert.InRange(5, buckets[4].Low, buckets[4].High);
    }

    [Fact]
    public void Pinball_of_any_tau_has_the_mean_and_interval_of_its_losses()
    {
        Gen.Select(Pair.List[2, 60], Gen.Double[0.01, 0.99]).Sample((rows, tau) =>
        {
            var losses = rows.ConvertAll(r => r.Truth > r.Predicted ? tau * (r.Truth - r.Predicted) : (1 - tau) * (r.Predicted - r.Truth));
            var exact = Moments.Of(losses.ToArray()).ToMeanLossFigure("");
            var got = RegressionMetrics.Pinball(Sum(rows), tau);
            return Math.Abs(got.Value!.Value - exact.Value!.Value) <= 1e-9 * 50 && Math.Abs(got.Interval!.Value.Low - exact.Interval!.Value.Low) <= 1e-6 * 50;
        });
    }

    /// <summary>The residuals |e| - R |y| written out, as Cochran has it. The covariance is a difference of variances: lost when one is nothing beside the other.</summary>
    [Fact]
    public void Wapes_interval_is_that_of_a_ratio_of_means()
    {
        Pair.List[3, 60].Where(rows => rows.Max(r => Math.Abs(r.Truth)) > 1).Sample(rows =>
        {
            double y = rows.Sum(r => Math.Abs(r.Truth)), ratio = rows.Sum(r => Math.Abs(r.Predicted - r.Truth)) / y;
            var variance = rows.Average(r => Math.Pow(Math.Abs(r.Predicted - r.Truth) - (ratio * Math.Abs(r.Truth)), 2));
            var reach = StudentInterval.Point(rows.Count - 1) * Math.Sqrt(variance / (rows.Count - 1)) / (y / rows.Count);
            var got = RegressionMetrics.Wape(Sum(rows));
            return Math.Abs(ratio + reach - got.Interval!.Value.High) <= 1e-6 * (ratio + reach);
        });
    }

    private static RegressionSums Sum(IEnumerable<(double Truth, double Predicted)> rows)
    {
        var sums = new RegressionSums();
        foreach (var (truth, predicted) in rows)
        {
            sums.Add(predicted, truth);
        }

        return sums;
    }

    private static List<Figure> Figures(RegressionSums sums)
    {
        var input = new MetricInput(new Tally(), MetricParameters.Default) { Regression = sums };
        return [.. MetricCatalogue.All.Where(m => m.Family == MetricFamily.Regression).Select(m => m.Compute(input))];
    }

    private static bool SameCounts(RegressionSums a, RegressionSums b) =>
        a.Count == b.Count && a.Moments.Percentage.Count == b.Moments.Percentage.Count && a.Moments.SquaredLog.Count == b.Moments.SquaredLog.Count
        && a.Errors.Buckets.SequenceEqual(b.Errors.Buckets)
        && a.Errors.Quantile(0.3).Equals(b.Errors.Quantile(0.3)) && a.Errors.MagnitudeQuantile(0.5).Equals(b.Errors.MagnitudeQuantile(0.5));

    /// <summary>Within 1e-9 of the scale of what was added: truths of 1e4 and errors of 50.</summary>
    private static bool Near(RegressionSums a, RegressionSums b) =>
        Close(a.Moments.Truth, b.Moments.Truth, 1e4) && Close(a.Moments.Error, b.Moments.Error, 50) && Close(a.Moments.AbsoluteError, b.Moments.AbsoluteError, 50)
        && Close(a.Moments.SquaredError, b.Moments.SquaredError, 2_500) && Close(a.Moments.SymmetricPercentage, b.Moments.SymmetricPercentage, 2)
        && Close(a.Moments.SquaredLog, b.Moments.SquaredLog, 100) && Close(a.Moments.AbsoluteTruth, b.Moments.AbsoluteTruth, 1e4);

    private static bool Close(Moments a, Moments b, double scale) =>
        Math.Abs(a.Mean - b.Mean) <= 1e-9 * scale && Math.Abs(a.Variance - b.Variance) <= 1e-9 * scale * scale;
}
