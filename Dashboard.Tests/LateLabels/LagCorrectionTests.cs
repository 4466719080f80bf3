using CsCheck;
using Dashboard.Core.LateLabels;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.LateLabels;

/// <summary>Made-up streams whose truth is known: is the corrected figure near it, and does its interval hold it as often as it says?</summary>
public class LagCorrectionTests(ITestOutputHelper output)
{
    private const int FewSeeds = 20;
    private const int ManySeeds = 200;

    private static readonly LabelStream RightIsSlow = new();
    private static readonly LabelStream WrongIsSlow = new() { RightDelayHours = 1, WrongDelayHours = 24 };

    public static readonly TheoryData<string> Streams = [.. Cases.Keys];

    private static Dictionary<string, LabelStream> Cases => new(StringComparer.Ordinal)
    {
        ["right slow, wrong fast"] = RightIsSlow,
        ["right slow, 500 an hour"] = RightIsSlow with { PerHour = 500 },
        ["right slow, 2000 an hour, 5 days"] = RightIsSlow with { PerHour = 2_000, HistoryHours = 5 * 24 },
        ["right fast, wrong slow"] = WrongIsSlow,
        ["equally slow"] = RightIsSlow with { RightDelayHours = 6, WrongDelayHours = 6 },
        ["log-normal, right slow"] = RightIsSlow with { RightDelayHours = 8, WrongDelayHours = 1, LogSpread = 1 },
        ["one in ten never comes"] = RightIsSlow with { EverLabelled = 0.9 },
        ["worse in the window"] = RightIsSlow with { AccuracyInWindow = 0.85 },
        ["worse in the window, wrong slow"] = WrongIsSlow with { AccuracyInWindow = 0.85 },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void The_corrected_share_is_near_the_truth(string stream)
    {
        var outcome = Try(Cases[stream], FewSeeds);
        Assert.InRange(Math.Abs(outcome.Bias), 0, 0.01);
        Assert.InRange(outcome.Covered, 0.85 * FewSeeds, FewSeeds); // 17 of 20: what chance alone leaves in 98 of 100 runs.
    }

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Streams))]
    public void Its_interval_holds_the_truth_as_often_as_it_says(string stream)
    {
        var outcome = Try(Cases[stream], ManySeeds);
        Assert.InRange(Math.Abs(outcome.Bias), 0, 0.005);
        Assert.InRange(outcome.Covered, 0.93 * ManySeeds, ManySeeds);
    }

    [Fact]
    public void Labels_so_far_are_far_from_the_truth_where_the_corrected_share_is_not()
    {
        var (_, window) = RightIsSlow.See(1);
        var soFar = window.Sum(b => b.Labels.Total.Correct) / (double)window.Sum(b => b.Labels.Total.Labelled);
        Assert.InRange(soFar, 0.6, 0.7); // Truth 0.93.
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    public void The_corrected_mean_loss_follows_the_level_of_losses(double scale)
    {
        var stream = RightIsSlow with { LossScaleInWindow = scale };
        var truth = scale * ((0.93 * 1) + (0.07 * 5));
        var (covered, error) = (0, 0.0);
        for (var seed = 0; seed < FewSeeds; seed++)
        {
            var (history, window) = stream.See(seed);
            var loss = LagCorrection.MeanLoss(window, DelayHistory.Learn(history, out _)!);
            error += (loss.Figure.Value!.Value - truth) / truth / FewSeeds;
            covered += loss.Figure.Interval!.Value.Low <= truth && truth <= loss.Figure.Interval.Value.High ? 1 : 0;
            Assert.Equal(LagCorrection.AssumesLossDelays, loss.Assumes);
        }

        Assert.InRange(Math.Abs(error), 0, 0.02);
        Assert.InRange(covered, 0.85 * FewSeeds, FewSeeds);
    }

    [Fact]
    public void With_all_labels_in_it_is_the_plain_share_and_its_wilson_interval()
    {
        var (history, _) = (RightIsSlow with { RightDelayHours = 0.1, WrongDelayHours = 0.1 }).See(1);
        var curves = DelayHistory.Learn(history, out _)!;
        var old = history.Take(48).ToList();
        var (right, labelled) = (old.Sum(b => b.Labels.Total.Correct), old.Sum(b => b.Labels.Total.Labelled));

        var share = LagCorrection.ShareCorrect(old, curves).Figure;

        Assert.Equal((double)right / labelled, share.Value!.Value, 1e-9);
        Assert.Equal(labelled, share.Count);
        Assert.Equal(Core.Metrics.Proportion.Wilson(right, labelled).Low, share.Interval!.Value.Low, 1e-4);
    }

    [Fact]
    public void A_window_of_right_answers_only_has_an_interval_below_1()
    {
        var (history, window) = (RightIsSlow with { AccuracyInWindow = 1 }).See(2);
        var share = LagCorrection.ShareCorrect(window, DelayHistory.Learn(history, out _)!).Figure;
        Assert.Equal(1, share.Value);
        Assert.Equal(1, share.Interval!.Value.High);
        Assert.InRange(share.Interval.Value.Low, 0.99, 0.9999);
    }

    [Fact]
    public void Without_wrong_answers_in_the_history_it_says_what_it_assumes()
    {
        var (history, window) = (RightIsSlow with { Accuracy = 1, AccuracyInWindow = 0.5, WrongDelayHours = 24 }).See(3);
        var share = LagCorrection.ShareCorrect(window, DelayHistory.Learn(history, out _)!);
        Assert.Equal(LagCorrection.AssumesEqualDelays, share.Assumes);
        Assert.InRange(share.Figure.Value!.Value, 0.45, 0.55);
    }

    [Fact]
    public void What_the_data_do_not_allow_is_undefined_with_its_reason()
    {
        var (history, window) = RightIsSlow.See(4);
        var curves = DelayHistory.Learn(history, out var reason)!;
        Assert.Null(reason);
        Assert.StartsWith("too few labels yet: ", Undefined(LagCorrection.ShareCorrect([.. window.TakeLast(20)], curves)), StringComparison.Ordinal);
        var many = (RightIsSlow with { PerHour = 20_000, HistoryHours = 1, WindowHours = 1 }).See(5).Window;
        Assert.StartsWith("too early: ", Undefined(LagCorrection.ShareCorrect([.. many.TakeLast(30)], curves)), StringComparison.Ordinal);
        Assert.Equal("no losses in the label history", Undefined(LagCorrection.MeanLoss(window, DelayHistory.Learn(Lossless(history), out _)!)));

        Assert.Null(DelayHistory.Learn([], out reason));
        Assert.StartsWith("too little label history: 0 labels", reason, StringComparison.Ordinal);
        Assert.Null(DelayHistory.Learn([.. history.TakeLast(24)], out reason));
        Assert.StartsWith("the label history is too young: ", reason, StringComparison.Ordinal);
    }

    /// <summary>Every right label of the history is in one bucket: without that bucket nothing is known of them.</summary>
    [Fact]
    public void A_kind_of_label_that_one_part_of_the_history_tells_of_is_not_corrected_by()
    {
        var (early, hour) = (DelayRungs.RungOf(15 * TimeSpan.TicksPerSecond), DelayRungs.RungOf(90 * TimeSpan.TicksPerMinute));
        var history = Enumerable.Range(0, 40).Select(i => Past(minutes: 5, answered: 100, (early, right: i == 0 ? 40 : 0, wrong: 10))).ToList();
        history.Add(Past(minutes: 3_000, answered: 100, (hour, right: 60, wrong: 0)));
        var window = new[] { Past(minutes: 5, answered: 200, (early, right: 50, wrong: 20)) };

        var share = LagCorrection.ShareCorrect(window, DelayHistory.Learn(history, out _)!);

        Assert.Equal("too little label history: labels of some kind are in one part of it only", Undefined(share));
    }

    /// <summary>Buckets with few predictions are not learned from, and their labels must not count as if they were.</summary>
    [Fact]
    public void Labels_of_ages_the_history_does_not_know_make_no_curve()
    {
        var (early, late) = (DelayRungs.RungOf(15 * TimeSpan.TicksPerSecond), DelayRungs.RungOf(90 * TimeSpan.TicksPerMinute));
        var history = Enumerable.Range(0, 40).Select(_ => Past(minutes: 5, answered: 100, (early, right: 0, wrong: 10))).ToList();
        history.Add(Past(minutes: 3_000, answered: 100, (late, right: 60, wrong: 0)));

        var curves = DelayHistory.Learn(history, out _)!;

        Assert.Null(curves.Right);
        Assert.Equal(400, curves.Labelled);
        Assert.Equal(0.1, curves.ExpectedCoverage(TimeSpan.FromMinutes(5)), 0.01);
    }

    /// <summary>Whatever the history is like, an interval has ends and no share below 2 % is divided by.</summary>
    [Fact]
    public void A_corrected_value_always_has_a_finite_interval_around_it()
    {
        var labels = Gen.OneOf(Gen.Const(0), Gen.Int[1, 60]);
        var bucket = Gen.Select(Gen.OneOf(Gen.Int[1, 10], Gen.Int[1, 3_000]), Gen.Int[1, 400], Gen.Int[0, 12], labels, labels);
        Gen.Select(bucket.List[2, 12], bucket.List[1, 4], Gen.Bool).Sample((past, now, isMean) =>
        {
            if (DelayHistory.Learn([.. past.Select(Of)], out _) is not { } curves)
            {
                return;
            }

            var window = now.ConvertAll(Of);
            var figure = (isMean ? LagCorrection.MeanLoss(window, curves) : LagCorrection.ShareCorrect(window, curves)).Figure;
            Assert.NotEqual("not a finite number", figure.Undefined);
            Assert.NotEqual("its interval is not finite", figure.Undefined);
            if (figure.Value is { } value)
            {
                Assert.InRange(value, figure.Interval!.Value.Low, figure.Interval.Value.High);
            }
        });

        static LabelledBucket Of((int Minutes, int Answered, int Rung, int Right, int Wrong) b) =>
            Past(b.Minutes, b.Answered + b.Right + b.Wrong, (b.Rung, b.Right, b.Wrong));
    }

    private static LabelledBucket Past(int minutes, int answered, (int Rung, int right, int wrong) labels)
    {
        var ladder = new DelayLadder();
        var count = labels.right + labels.wrong;
        ladder.Add(labels.Rung, new LabelSums(count, labels.right, count, 1.5 * count));
        return new LabelledBucket(minutes * TimeSpan.TicksPerMinute, (minutes + 1) * TimeSpan.TicksPerMinute, answered, ladder);
    }

    private static string? Undefined(LagCorrected corrected)
    {
        Assert.Null(corrected.Figure.Value);
        Assert.Null(corrected.Assumes);
        return corrected.Figure.Undefined;
    }

    private static List<LabelledBucket> Lossless(List<LabelledBucket> buckets) => [.. buckets.Select(bucket =>
    {
        var ladder = new DelayLadder();
        for (var rung = 0; rung < DelayLadder.Rungs; rung++)
        {
            ladder.Add(rung, bucket.Labels[rung] with { Loss = 0, SquaredLoss = 0 });
        }

        return bucket with { Labels = ladder };
    })];

    private (double Bias, int Covered) Try(LabelStream stream, int seeds)
    {
        var (bias, squared, covered) = (0.0, 0.0, 0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            var (history, window) = stream.See(seed);
            var share = LagCorrection.ShareCorrect(window, DelayHistory.Learn(history, out _)!);
            var error = share.Figure.Value!.Value - stream.AccuracyInWindow;
            bias += error / seeds;
            squared += error * error / seeds;
            var interval = share.Figure.Interval!.Value;
            covered += interval.Low <= stream.AccuracyInWindow && stream.AccuracyInWindow <= interval.High ? 1 : 0;
            Assert.Equal(LagCorrection.AssumesOwnDelays, share.Assumes);
        }

        output.WriteLine($"bias {bias:F4}, RMSE {Math.Sqrt(squared):F4}, interval holds the truth in {covered} of {seeds}");
        return (bias, covered);
    }
}
