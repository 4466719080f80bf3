using CsCheck;
using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;

namespace Dashboard.Tests.Comparison;

public class VersionComparisonTests
{
    private static readonly ComparedVersions ByAccuracy = ComparedVersions.ByAccuracy("v1", "v2");

    [Theory]
    [InlineData(9_000, 10_000, 9_400, 10_000, ComparisonVerdict.Better, true)]
    [InlineData(9_400, 10_000, 9_000, 10_000, ComparisonVerdict.Worse, false)]
    [InlineData(90_000, 100_000, 90_010, 100_000, ComparisonVerdict.Equivalent, true)]
    [InlineData(900, 1_000, 910, 1_000, ComparisonVerdict.Undecided, false)]
    [InlineData(90, 99, 900, 1_000, ComparisonVerdict.TooEarly, false)]
    [InlineData(1_000, 1_000, 991, 1_000, ComparisonVerdict.TooEarly, false)]
    public void Live_traffic_is_judged(long right1, long n1, long right2, long n2, ComparisonVerdict verdict, bool isNotWorse)
    {
        var look = new LiveComparison(ByAccuracy).Observe(new Share(right1, n1), new Share(right2, n2));

        Assert.Equal((verdict, isNotWorse), (look.Verdict, look.IsNotWorse));
        Assert.Equal(verdict == ComparisonVerdict.TooEarly, look.Sequence is null);
        Assert.Equal(verdict is ComparisonVerdict.Better or ComparisonVerdict.Worse, look.PValue <= 0.05);
        Assert.Equal(verdict == ComparisonVerdict.Undecided, look.More is not null);
    }

    [Fact]
    public void Sentences_say_who_by_how_much_and_how_sure()
    {
        Assert.Equal(
            "v2 is better than v1: its accuracy is 4.0 pp higher (2.8 pp to 5.2 pp higher).".Replace(" pp", "\u00A0pp", StringComparison.Ordinal),
            new LiveComparison(ByAccuracy).Observe(new Share(9_000, 10_000), new Share(9_400, 10_000)).Sentence);
        Assert.Equal(
            "Too early to tell: needs 100 labelled predictions of each, v2 has 7.",
            new LiveComparison(ByAccuracy).Observe(new Share(500, 600), new Share(5, 7)).Sentence);
        Assert.Matches(
            "^Undecided between v1 and v2: its accuracy is 1.0.pp higher .*\\. If it stays so, about [0-9,]+ more labelled predictions of each bring a verdict\\.$",
            new LiveComparison(ByAccuracy).Observe(new Share(900, 1_000), new Share(910, 1_000)).Sentence);
        Assert.Equal("v2 is very likely better, for a single look", ComparisonText.Likelihood(ByAccuracy, 0.97));
        Assert.Equal("v1 is almost certainly better, for a single look", ComparisonText.Likelihood(ByAccuracy, 0.003));
    }

    [Fact]
    public void So_many_more_bring_the_verdict_and_one_fewer_does_not()
    {
        Gen.Select(Gen.Double[0.6, 0.95], Gen.Double[-0.02, 0.02], Gen.Int[2_000, 20_000]).Sample((accuracy, difference, n) =>
        {
            Share first = new((long)(n * accuracy), n), second = new((long)(n * (accuracy + difference)), n);
            if (new LiveComparison(ByAccuracy).Observe(first, second) is not { Verdict: ComparisonVerdict.Undecided, More: { } more, Difference.Value: { } d })
            {
                return true;
            }

            double Reach(long m) => ConfidenceSequence.Reach((first.SquaredError + second.SquaredError) * n / (n + m), ConfidenceSequence.Tau);
            var target = Math.Max(Math.Abs(d), ByAccuracy.Delta - Math.Abs(d));
            return more > 0 && Reach(more) <= target && Reach(more - 1) >= target * (1 - 1e-9);
        });
    }

    [Fact]
    public void Evidence_never_weakens_and_goes_on_after_a_restart()
    {
        var comparison = new LiveComparison(ByAccuracy);
        comparison.Observe(new Share(900, 1_000), new Share(950, 1_000));
        var strong = comparison.Evidence.PValue;
        Assert.InRange(strong, 0, 0.05);

        Assert.Equal(strong, comparison.Observe(new Share(1_850, 2_000), new Share(1_850, 2_000)).PValue);
        var restarted = new LiveComparison(ByAccuracy, comparison.Evidence.Strongest);
        Assert.Equal(strong, restarted.Observe(new Share(1_850, 2_000), new Share(1_850, 2_000)).PValue);
    }

    [Theory]
    [InlineData(800, 40, 100, 90, ComparisonVerdict.Better)]
    [InlineData(800, 100, 40, 90, ComparisonVerdict.Worse)]
    [InlineData(90_000, 300, 310, 4_000, ComparisonVerdict.Equivalent)]
    [InlineData(800, 40, 50, 90, ComparisonVerdict.Undecided)]
    [InlineData(80, 0, 19, 0, ComparisonVerdict.TooEarly)]
    [InlineData(800, 0, 9, 0, ComparisonVerdict.TooEarly)]
    [InlineData(0, 0, 0, 0, ComparisonVerdict.TooEarly)]
    public void A_shadow_is_judged_by_the_answers_that_differ(long both, long first, long second, long neither, ComparisonVerdict verdict) =>
        Assert.Equal(verdict, new ShadowComparison(ByAccuracy).Observe(new PairedCounts(both, first, second, neither)).Verdict);

    [Theory]
    [InlineData(0, 0, 1, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 0, 30, 0)]
    [InlineData(0, 3, 2, 0)]
    public void Few_pairs_leave_a_difference_open(long both, long first, long second, long neither)
    {
        var pairs = new PairedCounts(both, first, second, neither);
        var difference = new ShadowComparison(ByAccuracy).Observe(pairs).Difference;

        var (low, high) = difference.Interval!.Value;
        Assert.InRange(difference.Value!.Value, low, high);
        Assert.True(low >= -1 && high <= 1 && high - low > 2.0 / (pairs.Count + 1)); // About 3 / n, the rule of three.
    }

    [Fact]
    public void Pairs_that_all_tell_the_same_bring_a_verdict()
    {
        var look = new ShadowComparison(ByAccuracy).Observe(new PairedCounts(0, 0, 200, 0));

        Assert.Equal(ComparisonVerdict.Better, look.Verdict);
        Assert.True(look.Sequence is { Low: > 0 and < 1, High: >= 1 });
    }

    [Fact]
    public void Lower_errors_are_better_and_pairs_tell_sooner()
    {
        var versions = ComparedVersions.ByAbsoluteError("v1", "v2", 0.5);
        var random = new Random(1);
        Moments first = default, second = default, difference = default;
        for (var i = 0; i < 2_000; i++)
        {
            var hardness = 20 * random.NextDouble();
            double a = hardness + random.NextDouble() + 0.3, b = hardness + random.NextDouble();
            first.Add(a);
            second.Add(b);
            difference.Add(b - a);
        }

        var look = new LossComparison(versions).Observe(first, second);
        var paired = new LossComparison(versions).ObservePaired(difference);
        Assert.Equal((ComparisonVerdict.Undecided, ComparisonVerdict.Better), (look.Verdict, paired.Verdict));
        Assert.Equal(look.Difference.Value!.Value, paired.Difference.Value!.Value, 1e-9);
        Assert.Equal("v2 is better than v1: its mean absolute error is 0.292 lower (0.264 to 0.319 lower).", paired.Sentence);
        Assert.Equal("Too early to tell: needs 100 labelled predictions of each, v1 has 0.", new LossComparison(versions).Observe(default, second).Sentence);
        Assert.Equal(ComparisonVerdict.TooEarly, new LossComparison(versions).ObservePaired(default).Verdict);
    }

    [Fact]
    public void A_comparison_of_errors_goes_on_after_a_restart_with_the_same_spread()
    {
        var versions = ComparedVersions.ByAbsoluteError("v1", "v2", 0.5);
        Moments few = default, many = default;
        for (var i = 0; i < 1_000; i++)
        {
            (i < 200 ? ref few : ref many).Add((i % 7) + (i / 400.0));
        }

        many.Merge(few);
        var comparison = new LossComparison(versions);
        comparison.ObservePaired(few);
        var restarted = new LossComparison(versions, comparison.Evidence.Strongest, comparison.Tau);

        Assert.True(comparison.Tau > 0);
        Assert.Equal(comparison.ObservePaired(many).Sequence, restarted.ObservePaired(many).Sequence);
        Assert.NotEqual(comparison.ObservePaired(many).Sequence, new LossComparison(versions).ObservePaired(many).Sequence);
    }

    [Fact]
    public void The_chance_of_being_higher_mirrors_and_stays_exact_for_large_counts()
    {
        Gen.Select(Gen.Long[0, 3_000], Gen.Long[0, 3_000], Gen.Long[1, 3_000], Gen.Long[1, 3_000]).Sample((k1, k2, n1, n2) =>
        {
            Share first = new(Math.Min(k1, n1), n1), second = new(Math.Min(k2, n2), n2);
            var sum = BetaComparison.ProbabilityOfSecondHigher(first, second) + BetaComparison.ProbabilityOfSecondHigher(second, first);
            return Math.Abs(sum - 1) < 1e-9;
        });

        Assert.Equal(0.5, BetaComparison.ProbabilityOfSecondHigher(new Share(900_000, 1_000_000), new Share(900_000, 1_000_000)), 1e-6);
        Assert.Equal(0.5, BetaComparison.ProbabilityOfSecondHigher(default, default), 1e-12);
    }

    [Fact]
    public void A_difference_of_nothing_is_undefined() =>
        Assert.Equal("one side has no labelled predictions", Share.Difference(default, new Share(1, 2)).Undefined);
}
