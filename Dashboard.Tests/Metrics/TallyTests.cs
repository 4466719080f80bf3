using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class TallyTests
{
    private static readonly Gen<(int Truth, int Predicted)> LabelPair = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]);
    private static readonly Gen<(double Truth, double Predicted)> NumberPair =
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[-50, 50]).Select((truth, error) => (truth, truth + error));

    [Fact]
    public void Labels_put_on_and_taken_off_leave_the_rest_exactly()
    {
        Gen.Select(LabelPair.List[0, 60], LabelPair.List[0, 60]).Sample((kept, passing) =>
        {
            var tally = Classified(kept.Concat(passing));
            passing.ForEach(p => tally.AddLabel(Label(p.Predicted), Label(p.Truth), BinnedScore.None, false, -1));
            return Same(Classified(kept), tally);
        });
    }

    [Fact]
    public void Tallies_of_parts_merge_to_the_tally_of_the_whole()
    {
        Gen.Select(LabelPair.List[0, 90], Gen.Int[1, 6]).Sample((pairs, parts) =>
        {
            var whole = new Tally();
            for (var part = 0; part < parts; part++)
            {
                whole.Merge(Classified(pairs.Where((_, i) => i % parts == part)));
            }

            return Same(Classified(pairs), whole);
        });
    }

    [Fact]
    public void Regression_moments_agree_however_rows_are_ordered_split_and_corrected()
    {
        Gen.Select(NumberPair.List[3, 80], NumberPair.List[0, 20], Gen.Int[1, 5]).Sample((rows, corrected, parts) =>
        {
            var shards = Enumerable.Range(0, parts).Select(_ => new RegressionSums()).ToArray();
            var all = rows.Concat(corrected).ToList();
            for (var i = all.Count - 1; i >= 0; i--)
            {
                shards[i % parts].Add(all[i].Predicted, all[i].Truth);
            }

            for (var i = rows.Count; i < all.Count; i++)
            {
                shards[i % parts].Remove(all[i].Predicted, all[i].Truth);
            }

            var merged = new RegressionSums();
            shards.ToList().ForEach(merged.Merge);
            return Close(TwoPass(rows), merged);
        });
    }

    [Fact]
    public void Bytes_give_the_same_tally_back()
    {
        Gen.Select(LabelPair.List[0, 40], NumberPair.List[0, 20], Gen.Int[0, 100_000].List[0, 40]).Sample((labels, numbers, latencies) =>
        {
            var tally = Classified(labels);
            numbers.ForEach(n => tally.AddLabel(Outcome.FromValue(n.Predicted), Outcome.FromValue(n.Truth), BinnedScore.None, true, 1));
            latencies.ForEach(l => tally.AddPrediction(l % 3 == 0, l % 3 != 0, l, Tally.LatencyBucket(l)));
            latencies.ForEach(l => tally.AddDelay(l * TimeSpan.TicksPerSecond, Tally.DelayBucket(l * TimeSpan.TicksPerSecond)));
            using var bytes = new MemoryStream();
            tally.Write(new BinaryWriter(bytes));
            bytes.Position = 0;
            var copy = Tally.Read(new BinaryReader(bytes), [0, 1, 2, 3, 4, 5, 6]);
            return Same(tally, copy)
                && tally.Regression?.Moments.SquaredError.Equals(copy.Regression!.Moments.SquaredError) != false
                && tally.Delay?.Quantile(0.9) == copy.Delay?.Quantile(0.9) && tally.Delay?.Range == copy.Delay?.Range && tally.Latency.Range == copy.Latency.Range;
        });
    }

    [Fact]
    public void Labels_without_a_code_are_compared_exactly_and_folded()
    {
        var set = new LabelSet(1);
        var tally = new Tally();
        tally.AddLabel(set.Intern("a"), set.Intern("b"), BinnedScore.None, false, 1);
        tally.AddLabel(set.Intern("b"), set.Intern("b"), BinnedScore.None, false, 1);
        tally.AddLabel(set.Intern("c"), set.Intern("b"), BinnedScore.None, false, 1);

        Assert.Equal(1, tally.Correct);
        Assert.Equal(
            [(0, 1L), (ConfusionCounts.OtherMismatchCode, 1L), (ConfusionCounts.OtherCode, 1L)],
            tally.Matrix!.Pairs.OrderBy(p => p.Predicted).Select(p => (p.Predicted, p.Count)));
    }

    [Fact]
    public void Labels_that_lost_their_codes_stay_different()
    {
        var matrix = new ConfusionCounts();
        matrix.Add(1, 2, 3);
        matrix.Add(2, 2, 4);
        using var bytes = new MemoryStream();
        matrix.Write(new BinaryWriter(bytes));
        bytes.Position = 0;
        var read = ConfusionCounts.Read(new BinaryReader(bytes), [0, ConfusionCounts.OtherCode, ConfusionCounts.OtherCode]);

        Assert.Equal(4, ConfusionTable.Of(read).Correct);
        Assert.Equal(7, ConfusionTable.Of(read).Total);
    }

    [Fact]
    public void A_full_matrix_folds_further_pairs_and_still_subtracts()
    {
        var matrix = new ConfusionCounts();
        for (var i = 0; i < ConfusionCounts.MaxPairs + 500; i++)
        {
            matrix.Add(i, i + 1, 1);
        }

        Assert.InRange(matrix.Pairs.Count(), ConfusionCounts.MaxPairs, ConfusionCounts.MaxPairs + 2);
        Assert.Equal(ConfusionCounts.MaxPairs + 500, matrix.Pairs.Sum(p => p.Count));
        for (var i = 0; i < ConfusionCounts.MaxPairs + 500; i++)
        {
            matrix.Add(i, i + 1, -1);
        }

        Assert.All(matrix.Pairs, p => Assert.Equal(0, p.Count));
    }

    [Fact]
    public void Wilsons_interval_contains_the_share_and_stays_between_0_and_1()
    {
        Gen.Select(Gen.Long[1, 100_000], Gen.Double[0, 1]).Sample((n, share) =>
        {
            var k = (long)(share * n);
            var interval = Proportion.Wilson(k, n);
            return interval.Low >= 0 && interval.High <= 1 && interval.Low <= (double)k / n && interval.High >= (double)k / n;
        });
    }

    private static Outcome Label(int code) => Outcome.FromLabelCode(code);

    private static Tally Classified(IEnumerable<(int Truth, int Predicted)> pairs)
    {
        var tally = new Tally();
        foreach (var (truth, predicted) in pairs)
        {
            tally.AddLabel(Label(predicted), Label(truth), BinnedScore.None, false, 1);
        }

        return tally;
    }

    private static bool Same(Tally a, Tally b) =>
        (a.Predictions, a.Failed, a.Answered, a.Labelled, a.Correct, a.LatencyMicros) == (b.Predictions, b.Failed, b.Answered, b.Labelled, b.Correct, b.LatencyMicros)
        && a.Latency.Count == b.Latency.Count && a.Latency.Quantile(0.5) == b.Latency.Quantile(0.5)
        && Counted(a).SequenceEqual(Counted(b));

    private static IEnumerable<(int, int, long)> Counted(Tally tally) => (tally.Matrix?.Pairs ?? []).Where(p => p.Count != 0).Order();

    private static (double MeanTruth, double VarianceTruth, double Mae, double Mse, double Bias) TwoPass(List<(double Truth, double Predicted)> rows)
    {
        var mean = rows.Average(r => r.Truth);
        return (mean, rows.Average(r => (r.Truth - mean) * (r.Truth - mean)), rows.Average(r => Math.Abs(r.Predicted - r.Truth)),
            rows.Average(r => (r.Predicted - r.Truth) * (r.Predicted - r.Truth)), rows.Average(r => r.Predicted - r.Truth));
    }

    private static bool Close((double MeanTruth, double VarianceTruth, double Mae, double Mse, double Bias) exact, RegressionSums sums) =>
        Near(exact.MeanTruth, sums.Moments.Truth.Mean, 1e6) && Near(exact.VarianceTruth, sums.Moments.Truth.Variance, 1e12)
        && Near(exact.Mae, sums.Moments.AbsoluteError.Mean, 50) && Near(exact.Mse, sums.Moments.SquaredError.Mean, 2_500) && Near(exact.Bias, sums.Moments.Error.Mean, 50);

    /// <summary>Within 1e-9 of the scale of what was added.</summary>
    private static bool Near(double exact, double got, double scale) => Math.Abs(exact - got) <= 1e-9 * Math.Max(Math.Abs(exact), scale);
}
