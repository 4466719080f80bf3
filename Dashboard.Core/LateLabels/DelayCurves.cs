using Dashboard.Core.Metrics;

namespace Dashboard.Core.LateLabels;

/// <summary>
/// How late the labels of a model come, for all of them and for right and wrong answers apart. The estimator is that of
/// Aalen and Johansen (Scandinavian Journal of Statistics 5, 1978) for competing risks on the rungs of the delay ladder:
/// what arrives in a rung, per prediction, is S x arrived / at risk, with S the Kaplan-Meier share still without a label.
/// The correctness of a prediction without a label is never needed: right and wrong labels compete to be the first, and
/// each curve is its own arrivals over all that ever arrive of it. Labels that never come leave S at a plateau above 0.
/// Assumed: how late a label comes depends on whether the answer was right and not on when it was given, and labels that
/// never come are missing alike for right and wrong answers (nothing in the data could tell otherwise).
/// </summary>
public sealed class DelayCurves
{
    /// <summary>Fewest labels a curve is learned from.</summary>
    public const int MinLabels = 30;

    /// <summary>A rung is known when this many predictions have lived through it.</summary>
    private const int MinExposed = 200;

    /// <summary>Half the width of the widest interval that still says what coverage to expect.</summary>
    private const double MaxReach = 0.05;

    /// <summary>Largest estimated share of labels that come later than the oldest age known.</summary>
    private const double MaxTail = 0.1;

    private DelayCurves(ArrivalTable table, int rungs, int minLabels)
    {
        var (labelled, right, wrong, loss) = (new double[rungs], new double[rungs], new double[rungs], new double[rungs]);
        var left = 1.0;
        for (var rung = 0; rung < rungs; rung++)
        {
            var perLabel = left / Math.Max(1, table.AtRisk(rung));
            var arrived = table.Arrived(rung);
            labelled[rung] = perLabel * arrived.Labelled;
            right[rung] = perLabel * arrived.Correct;
            wrong[rung] = perLabel * arrived.Wrong;
            loss[rung] = perLabel * arrived.Loss;
            left = Math.Max(0, left - labelled[rung]);
        }

        var total = table.Within(rungs);
        All = ArrivalCurve.Of(labelled, left); // No more labels can come than predictions have none.
        EverLabelled = Math.Min(1, (1 - left) / (1 - All.Tail));
        Right = total.Correct >= minLabels ? CurveOf(right, left) : null;
        Wrong = total.Wrong >= minLabels ? CurveOf(wrong, left) : null;
        Loss = CurveOf(loss, double.PositiveInfinity);
        Labelled = total.Labelled;
        DelayDifference = DelayDifference.Of(Enumerable.Range(0, rungs).Select(table.Arrived));
    }

    public ArrivalCurve All { get; }

    /// <summary>Null when the history holds fewer than <see cref="MinLabels"/> right answers.</summary>
    public ArrivalCurve? Right { get; }

    /// <summary>Null when the history holds fewer than <see cref="MinLabels"/> wrong answers.</summary>
    public ArrivalCurve? Wrong { get; }

    /// <summary>Of the loss of all labels that ever come, the share that has come by an age; null without losses.</summary>
    public ArrivalCurve? Loss { get; }

    /// <summary>Share of predictions whose label ever comes.</summary>
    public double EverLabelled { get; }

    /// <summary>Labels learned from.</summary>
    public long Labelled { get; }

    /// <summary>Do wrong answers get their labels later than right ones?</summary>
    public DelayDifference DelayDifference { get; }

    /// <summary>
    /// The same curves learned with one block of buckets left out, for the jackknife; blocks without labels are none. A block is
    /// every twentieth bucket, so each spans the whole history.
    /// </summary>
    internal IReadOnlyList<DelayCurves> Replicas { get; private set; } = []; // Bounded by DelayHistory.Blocks.

    /// <summary>Expected share of labelled predictions among those of an age.</summary>
    public double ExpectedCoverage(TimeSpan age) => EverLabelled * All.ShareBy(age.Ticks);

    /// <summary>
    /// Expected share of labelled predictions in a window. Its interval says how well the history knows it, and is never
    /// narrower than Wilson's for as many labels: blocks that are all alike are not certain. Undefined when the history does
    /// not know it well enough.
    /// </summary>
    public Figure ExpectedCoverage(IReadOnlyList<LabelledBucket> window)
    {
        var answered = window.Sum(b => b.Answered);
        if (answered == 0)
        {
            return Figure.None(LabelMetrics.NoOutcomes, Labelled);
        }

        var coverage = MeanCoverage(window, answered);
        var reach = Proportion.Z95 * Math.Sqrt(VarianceOf(coverage, Replicas.Select(r => r.MeanCoverage(window, answered))));
        var least = Proportion.Wilson(Math.Clamp(coverage, 0, 1), Labelled);
        return reach <= MaxReach
            ? Figure.Of(coverage, Labelled, new Interval(Math.Min(least.Low, Math.Max(0, coverage - reach)), Math.Max(least.High, Math.Min(1, coverage + reach))))
            : Figure.None($"too little label history: {Labelled} labels do not tell what coverage to expect", Labelled);
    }

    /// <summary>How uncertain a value is for what was learned, from what it is by each replica; without end when there are no two.</summary>
    internal double VarianceOf(double value, IEnumerable<double> byReplica) => Replicas.Count < 2
        ? double.PositiveInfinity
        : Jackknife.Variance(value, [.. byReplica.Zip(Replicas, (without, replica) => (without, (double)(Labelled - replica.Labelled)))]);

    private double MeanCoverage(IReadOnlyList<LabelledBucket> window, long answered) =>
        EverLabelled * window.Sum(b => b.Answered * All.ShareBy(b.YoungestTicks, b.OldestTicks)) / answered;

    /// <summary>
    /// Is what ever comes for predictions of this age (nearly) all there? F(age) at least 1 - min(0.01, delta / 2): slow
    /// labels are often those of wrong answers, so even 4 % of them missing can hide two points of accuracy.
    /// </summary>
    /// <param name="age">Of the youngest prediction: the instant minus the end of its bucket.</param>
    /// <param name="delta">The smallest change that matters, as a share.</param>
    public bool IsMature(TimeSpan age, double delta) => All.ShareBy(age.Ticks) >= 1 - Math.Min(0.01, delta / 2);

    /// <summary>The curves of a table, or the reason there are none.</summary>
    internal static DelayCurves? Learn(ArrivalTable table, IReadOnlyList<ArrivalTable> blocks, out string? undefined)
    {
        var rungs = KnownRungs(table);
        var labelled = table.Within(rungs).Labelled;
        if (rungs < 2 || labelled < MinLabels)
        {
            undefined = $"too little label history: {labelled} labels on predictions old enough to learn from, {MinLabels} are needed";
            return null;
        }

        var curves = new DelayCurves(table, rungs, MinLabels);
        var tail = new[] { curves.All, curves.Right, curves.Wrong }.Max(curve => curve?.Tail ?? 0);
        if (tail > MaxTail)
        {
            undefined = $"the label history is too young: about {NumberText.Percent(tail)} of its labels are still to come";
            return null;
        }

        undefined = null;
        curves.Replicas = [.. blocks.Select(table.Without).Where(rest => rest.Within(rungs).Labelled is var left && left > 0 && left < labelled).Select(rest => new DelayCurves(rest, rungs, 1))];
        return curves;
    }

    private static ArrivalCurve? CurveOf(double[] arrived, double most) => arrived.Sum() > 0 ? ArrivalCurve.Of(arrived, most) : null;

    private static int KnownRungs(ArrivalTable table)
    {
        var rungs = 0;
        while (rungs < DelayLadder.Rungs && table.Exposed(rungs) >= MinExposed)
        {
            rungs++;
        }

        return rungs;
    }
}
