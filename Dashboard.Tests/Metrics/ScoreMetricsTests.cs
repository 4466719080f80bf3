using CsCheck;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class ScoreMetricsTests
{
    private const double Rounding = 1e-12;

    private static readonly Gen<double> Probability = Gen.OneOf(
        Gen.Double[0, 1], Gen.Int[0, 10].Select(i => i / 10.0), Gen.Double[-12, 12].Select(x => 1 / (1 + Math.Exp(-x))));

    private static readonly Gen<double> Score = Gen.OneOf(Probability, Gen.Double[-3, 3], Gen.Double[-1e6, 1e6]);

    private static readonly Gen<Rows> Any = RowsOf(Score);
    private static readonly Gen<Rows> Probable = RowsOf(Probability);

    [Fact]
    public void Exact_ranking_lies_within_the_certificate_at_any_scale() =>
        Gen.Select(Any, Gen.Int[0, 6]).Sample((rows, scale) =>
        {
            var histogram = Cube(rows, scale).ReadBinary(1);
            var exact = ExactBinary.Compute(rows.Scores, rows.Positive);
            AssertInside(RankingMetrics.RocAuc(histogram), exact.RocAuc);
            AssertInside(RankingMetrics.AveragePrecision(histogram), exact.AveragePrecision);
        });

    [Fact]
    public void The_certificate_of_few_distinct_scores_has_no_width() =>
        RowsOf(Gen.Int[0, 100].Select(i => i / 100.0)).Sample(rows =>
        {
            if (RankingMetrics.RocAuc(Cube(rows).ReadBinary(1)).Exact is { } exact)
            {
                Assert.Equal(exact.Low, exact.High);
            }
        });

    [Fact]
    public void The_exact_area_is_the_share_of_pairs_in_order() =>
        Any.Sample(rows =>
        {
            var pairs = from p in rows.Of(true) from n in rows.Of(false) select p > n ? 1.0 : p == n ? 0.5 : 0;
            var area = ExactBinary.Compute(rows.Scores, rows.Positive).RocAuc.Value;
            Assert.Equal(pairs.Any(), area is not null);
            Assert.Equal(pairs.DefaultIfEmpty().Average(), area ?? 0, Rounding);
        });

    [Fact]
    public void A_monotone_map_of_the_scores_changes_no_exact_area_and_leaves_it_certified() =>
        Probable.Sample(rows =>
        {
            var mapped = rows with { Scores = [.. rows.Scores.Select(s => (8 * s) - 3)] }; // Out of 0 to 1: margins.
            var (exact, other) = (ExactBinary.Compute(rows.Scores, rows.Positive).RocAuc, ExactBinary.Compute(mapped.Scores, rows.Positive).RocAuc);
            var kept = rows.Scores.Distinct().Count() == mapped.Scores.Distinct().Count(); // Rounding may tie two scores.
            Assert.True(!kept || exact.Value == other.Value);
            AssertInside(RankingMetrics.RocAuc(Cube(mapped).ReadBinary(1)), other);
        });

    [Fact]
    public void The_area_of_the_other_label_or_the_opposite_scores_is_one_minus_it() =>
        Any.Sample(rows =>
        {
            var cube = Cube(rows);
            var area = RankingMetrics.RocAuc(cube.ReadBinary(1)).Figure.Value;
            AssertSum(area, RankingMetrics.RocAuc(cube.ReadBinary(0)).Figure.Value);
            var exact = ExactBinary.Compute(rows.Scores, rows.Positive).RocAuc.Value;
            AssertSum(exact, ExactBinary.Compute([.. rows.Scores.Select(s => -s)], rows.Positive).RocAuc.Value);
        });

    [Fact]
    public void Losses_of_the_cube_are_those_of_the_rows_whichever_label_is_positive() =>
        Probable.Sample(rows =>
        {
            var cube = Cube(rows);
            foreach (var (positive, truth) in new[] { (1, rows.Positive), (0, rows.Positive.Select(p => !p).ToArray()) })
            {
                var (histogram, exact) = (cube.ReadBinary(positive), ExactBinary.Compute(rows.Scores, truth));
                AssertSame(exact.LogLoss, CalibrationMetrics.LogLoss(histogram));
                AssertSame(exact.Brier, CalibrationMetrics.Brier(histogram));
                AssertSame(exact.ExpectedError, CalibrationMetrics.ExpectedError(histogram));
            }
        });

    [Fact]
    public void Margins_are_ranked_but_never_calibrated()
    {
        var histogram = Cube(new([-2.5, 0.3, 7, 0.4], [false, true, true, false])).ReadBinary(1);
        Assert.NotNull(RankingMetrics.RocAuc(histogram).Figure.Value);
        foreach (var figure in new[]
        {
            CalibrationMetrics.LogLoss(histogram), CalibrationMetrics.Brier(histogram),
            CalibrationMetrics.ExpectedError(histogram), CalibrationMetrics.EqualMassError(histogram),
        })
        {
            Assert.Equal("the scores are not probabilities", figure.Undefined);
        }

        Assert.Empty(CalibrationMetrics.ReliabilityCurve(histogram));
    }

    [Fact]
    public void Equal_mass_error_is_that_of_the_rows_within_half_a_bin() =>
        Probable.Sample(rows =>
        {
            var got = CalibrationMetrics.EqualMassError(Cube(rows).ReadBinary(1)).Value!.Value;
            Assert.Equal(EqualMassByDefinition(rows), got, 0.004);
        });

    [Fact]
    public void Counts_at_any_threshold_are_exact_within_the_bin_it_cuts() =>
        Gen.Select(Any, Score, Gen.Int[0, 199]).Sample((rows, free, index) =>
        {
            var histogram = Cube(rows).ReadBinary(1);
            var ofRow = rows.Scores[index % rows.Scores.Length];
            foreach (var threshold in new[] { free, ofRow, ScoreBin.SmallestScore(ScoreBin.Of(ofRow, 5), 5) })
            {
                var counts = ThresholdMetrics.At(histogram, threshold);
                var (tp, fp) = (rows.Of(true).Count(s => s >= threshold), rows.Of(false).Count(s => s >= threshold));
                Assert.InRange(tp, counts.TruePositives - counts.UncertainPositives, counts.TruePositives);
                Assert.InRange(fp, counts.FalsePositives - counts.UncertainNegatives, counts.FalsePositives);
                Assert.Equal(rows.Of(true).Count(), counts.TruePositives + counts.FalseNegatives);
            }

            Assert.Equal(0, ThresholdMetrics.At(histogram, ScoreBin.SmallestScore(ScoreBin.Of(ofRow, 5), 5)).UncertainPositives);
        });

    [Fact]
    public void Counts_at_a_threshold_between_few_distinct_scores_are_exact() =>
        Gen.Select(RowsOf(Gen.Int[0, 100].Select(i => i / 100.0)), Gen.Double[0, 1]).Sample((rows, threshold) =>
        {
            var counts = ThresholdMetrics.At(Cube(rows).ReadBinary(1), threshold);
            Assert.Equal((0, 0), (counts.UncertainPositives, counts.UncertainNegatives));
            Assert.Equal(rows.Of(true).Count(s => s >= threshold), counts.TruePositives);
        });

    [Fact]
    public void The_best_thresholds_do_what_they_say_and_no_bin_edge_does_better() =>
        Any.Sample(rows =>
        {
            var histogram = Cube(rows).ReadBinary(1);
            var edges = histogram.Bins.ToArray().Select(b => ThresholdMetrics.At(histogram, ScoreBin.SmallestScore(b.Bin, 5))).ToList();
            if (ThresholdMetrics.BestF1(histogram) is { } best)
            {
                Assert.Equal(best.Counts, ThresholdMetrics.At(histogram, best.Threshold!.Value));
                Assert.Equal(edges.Max(e => e.F1.Value ?? 0), best.Counts.F1.Value!.Value, Rounding);
            }

            var cheapest = ThresholdMetrics.BestCost(histogram, 1, 5)!.Value.Counts;
            var never = 5.0 * histogram.Positives;
            Assert.Equal(Math.Min(never, edges.Min(Cost)), Cost(cheapest), Rounding);
            static double Cost(ThresholdCounts counts) => counts.FalsePositives + (5.0 * counts.FalseNegatives);
        });

    [Fact]
    public void Curves_run_from_end_to_end_in_few_points()
    {
        var cube = new ScoreCube(12);
        for (var i = 0; i < 4_000; i++)
        {
            cube.Add((i + 0.5) / 4_000, 1, i * i % 4_000 < i ? 1 : 0, 1);
        }

        var (roc, precision) = (ThresholdMetrics.RocCurve(cube.ReadBinary(1)), ThresholdMetrics.PrecisionRecallCurve(cube.ReadBinary(1)));
        Assert.InRange(roc.Count, 200, ThresholdMetrics.MaxPoints);
        Assert.InRange(precision.Count, 200, ThresholdMetrics.MaxPoints);
        Assert.Equal((0, 0), (roc[0].X, roc[0].Y));
        Assert.Equal((1, 1), (roc[^1].X, roc[^1].Y));
        Assert.Equal(1, precision[^1].X);
        Assert.All(roc.Zip(roc.Skip(1)), pair => Assert.True(pair.First.X <= pair.Second.X && pair.First.Y <= pair.Second.Y));
    }

    [Fact]
    public void Intervals_hold_their_value_and_are_the_same_every_time() =>
        Any.Sample(rows =>
        {
            var histogram = Cube(rows).ReadBinary(1);
            var (area, precision) = (RankingMetrics.RocAuc(histogram).Figure, RankingMetrics.AveragePrecision(histogram).Figure);
            Assert.True(area.Value is null || (area.Interval!.Value.Low <= area.Value + 1e-9 && area.Value <= area.Interval.Value.High + 1e-9));
            Assert.True(precision.Value is null || (precision.Interval!.Value.Low <= precision.Value && precision.Value <= precision.Interval.Value.High));
            Assert.Equal(precision, RankingMetrics.AveragePrecision(histogram).Figure);
        });

    [Fact]
    public void The_bootstrap_interval_holds_what_fresh_samples_give()
    {
        var random = new Random(7);
        var everyone = Sample(200_000);
        var truth = ExactBinary.Compute(everyone.Scores, everyone.Positive).AveragePrecision.Value!.Value;
        var held = Enumerable.Range(0, 200).Count(_ =>
        {
            var interval = RankingMetrics.AveragePrecision(Cube(Sample(500)).ReadBinary(1)).Figure.Interval!.Value;
            return interval.Low <= truth && truth <= interval.High;
        });
        Assert.InRange(held, 180, 200); // 95 % of 200 is 190.

        Rows Sample(int count)
        {
            bool[] positive = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < 0.3)];
            return new([.. positive.Select(p => 1 / (1 + Math.Exp(-(4 * random.NextDouble()) - (p ? 1 : 0) + 3)))], positive);
        }
    }

    private static Gen<Rows> RowsOf(Gen<double> score) => Gen.Select(score, Gen.Bool).List[1, 200]
        .Select(rows => new Rows([.. rows.Select(r => r.Item1)], [.. rows.Select(r => r.Item2)]));

    private static ScoreCube Cube(Rows rows, int scale = ScoreCube.DefaultScale)
    {
        var cube = new ScoreCube(scale);
        for (var i = 0; i < rows.Scores.Length; i++)
        {
            cube.Add(rows.Scores[i], rows.Scores[i] >= 0.5 ? 1 : 0, rows.Positive[i] ? 1 : 0, 1);
        }

        return cube;
    }

    private static void AssertInside(BinnedFigure binned, Figure exact)
    {
        Assert.Equal(exact.Value is null, binned.Figure.Value is null);
        Assert.Equal(exact.Undefined, binned.Figure.Undefined);
        if (exact.Value is { } value)
        {
            Assert.InRange(value, binned.Exact!.Value.Low - Rounding, binned.Exact.Value.High + Rounding);
            Assert.InRange(binned.Figure.Value!.Value, binned.Exact.Value.Low - Rounding, binned.Exact.Value.High + Rounding);
        }
    }

    private static void AssertSum(double? area, double? other)
    {
        Assert.Equal(area is null, other is null);
        Assert.Equal(1, (area ?? 1) + (other ?? 0), Rounding);
    }

    private static void AssertSame(Figure expected, Figure got)
    {
        Assert.Equal(expected.Count, got.Count);
        Assert.Equal(expected.Value!.Value, got.Value!.Value, Rounding * Math.Max(1, expected.Value.Value));
        Assert.Equal(expected.Interval?.High ?? 0, got.Interval?.High ?? 0, 1e-6);
    }

    /// <summary>Groups of whole bins as the metric makes them, but with the scores of the rows.</summary>
    private static double EqualMassByDefinition(Rows rows)
    {
        var excess = new double[10];
        var below = 0;
        foreach (var bin in Enumerable.Range(0, rows.Scores.Length).GroupBy(i => ScoreBin.Of(rows.Scores[i], 5)).OrderBy(g => g.Key))
        {
            var group = (int)Math.Min(9, 10 * (below + (bin.Count() / 2.0)) / rows.Scores.Length);
            excess[group] += bin.Sum(i => (rows.Positive[i] ? 1 : 0) - rows.Scores[i]);
            below += bin.Count();
        }

        return excess.Sum(Math.Abs) / rows.Scores.Length;
    }

    private sealed record Rows(double[] Scores, bool[] Positive)
    {
        public IEnumerable<double> Of(bool positive) => Scores.Where((_, i) => Positive[i] == positive);
    }
}
