using System.Text.Json;
using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;

namespace Dashboard.Tests.Reference;

/// <summary>Comparisons against statsmodels and the reference implementation of oraclelib.py.</summary>
public class ComparisonGoldenTests(ITestOutputHelper output)
{
    private static readonly JsonElement Cases = Golden.Document("ab").GetProperty("cases");
    private int _checked;

    [Fact]
    public void Shares_of_different_traffic_agree()
    {
        foreach (var item in Cases.GetProperty("unpaired").EnumerateArray())
        {
            Share first = new(Whole(item, "ka"), Whole(item, "na")), second = new(Whole(item, "kb"), Whole(item, "nb"));
            var test = item.GetProperty("msprt_tau_02");
            var difference = Share.Difference(first, second);
            var variance = first.SquaredError + second.SquaredError;
            var evidence = new RunningEvidence();
            var ratio = ConfidenceSequence.LogRatio(difference.Value!.Value, variance, ConfidenceSequence.Tau);
            evidence.Observe(ratio);

            Same(item, item.GetProperty("newcombe95"), difference.Interval!.Value);
            Same(item, item.GetProperty("statsmodels_newcomb"), difference.Interval!.Value);
            Same(item, test.GetProperty("diff"), difference.Value.Value);
            Same(item, test.GetProperty("V"), variance);
            Same(item, test.GetProperty("log_lambda"), ratio);
            Same(item, test.GetProperty("p_instant"), evidence.PValue);
            Same(item, test.GetProperty("cs"), ConfidenceSequence.Of(difference.Value.Value, variance, ConfidenceSequence.Tau));
            var probability = BetaComparison.ProbabilityOfSecondHigher(first, second);
            Assert.Equal(item.GetProperty("prob_b_gt_a").GetDouble(), probability, item.GetProperty("prob_tol").GetDouble());
            _checked++;
        }

        output.WriteLine($"ab unpaired: {_checked} values; skipped z_pooled and p_two_sided: the product has no test that looking again breaks");
    }

    [Fact]
    public void Pairs_agree()
    {
        foreach (var item in Cases.GetProperty("paired").EnumerateArray())
        {
            var pairs = new PairedCounts(
                Whole(item, "both_right"), Whole(item, "a_only_right"), Whole(item, "b_only_right"), Whole(item, "both_wrong"));
            var look = new ShadowComparison(ComparedVersions.ByAccuracy("1", "2")).Observe(pairs);

            Same(item, item.GetProperty("p_exact"), ShadowComparison.ExactPValue(pairs));
            Same(item, item.GetProperty("log_e_value_a20"), ShadowComparison.LogEvidence(pairs));
            Same(item, item.GetProperty("always_valid_p"), look.PValue);
            Same(item, item.GetProperty("diff"), look.Difference.Value!.Value);
        }

        output.WriteLine($"ab paired: {_checked} values; skipped p_chi2_cc: an approximation of the exact p that is shown");
    }

    private static long Whole(JsonElement item, string name) => item.GetProperty(name).GetInt64();

    private void Same(JsonElement item, JsonElement expected, Interval got)
    {
        Same(item, expected[0], got.Low);
        Same(item, expected[1], got.High);
    }

    private void Same(JsonElement item, JsonElement expected, double got)
    {
        var value = expected.GetDouble();
        Assert.Equal(value, got, Math.Max(item.GetProperty("abs_tol").GetDouble(), item.GetProperty("rel_tol").GetDouble() * Math.Abs(value)));
        _checked++;
    }
}
