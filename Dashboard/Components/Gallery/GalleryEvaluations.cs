using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Components.Gallery;

/// <summary>Made-up evaluations of one model, newest first.</summary>
internal static class GalleryEvaluations
{
    private static readonly string[] Labels = ["approve", "decline"];

    public static readonly IReadOnlyList<EvaluationHead> Heads = [Head(3, "June", 871), Head(2, "May", 902), Head(1, "April", 911)];

    public static readonly Evaluation Newest = new(
        Heads[0], Rejected, ["Two columns looked like scores; the first was taken."], 412, "decline",
        [Class("approve", 640, 610), Class("decline", 360, 261)], new EvaluatedMatrix(Labels, [[610, 30], [99, 261]]),
        new EvaluatedCurves(
            [.. Enumerable.Range(0, 11).Select(i => new CurvePoint(i / 10.0, Math.Pow(i / 10.0, 0.35), 1 - (i / 10.0)))],
            [.. Enumerable.Range(0, 11).Select(i => new CurvePoint(i / 10.0, 1 - (0.5 * Math.Pow(i / 10.0, 3)), 1 - (i / 10.0)))],
            [.. Enumerable.Range(0, 10).Select(i => new ReliabilityPoint(i, (i + 0.5) / 10, Share((i * 9) + 6, 100)))]),
        [new EvaluatedSegment("country", "DE", 700, [Accuracy(630, 700)]), new EvaluatedSegment("country", "PL", 300, [Accuracy(241, 300)])]);

    public static IReadOnlyList<RejectedRow> Rejected => [new(17, "prediction", "is empty", "order-17"), new(203, null, "has 4 fields instead of 5")];

    public static EvaluationComparison Comparison { get; } = EvaluationComparison.Of(Heads[1], Heads[0]);

    public static EvaluationTrend Trend { get; } = EvaluationTrend.Of(GalleryStory.Credit, "accuracy", Heads.Reverse(), DateTimeOffset.MinValue);

    public static EvaluationTrend NoTrend { get; } = EvaluationTrend.Of(GalleryStory.Credit, "accuracy", [Heads[0]], DateTimeOffset.MinValue);

    public static ClassicVerdict Verdict { get; } = ClassicRule.Judge([0.911, 0.902, 0.841]);

    private static EvaluationHead Head(int number, string name, int right) => new(
        new Guid(number, 0, 0, new byte[8]), name, GalleryStory.Credit, "v2.2", GalleryFigures.Now.AddDays(number - 3), EvaluationKind.Classification,
        1_000, 12, 2, null, null, [Accuracy(right, 1_000), Of("roc_auc", Figure.None("one label has no rows", 1_000))])
    {
        Format = EvaluationHead.CurrentFormat,
    };

    private static EvaluationFigure Accuracy(long right, long of) => Of("accuracy", Share(right, of));

    private static EvaluationFigure Of(string name, Figure figure)
    {
        var metric = MetricCatalogue.Find(name)!;
        return new(name, metric.Title, metric.Unit, metric.Better, figure);
    }

    private static EvaluatedClass Class(string label, long support, long right) =>
        new(label, support, Share(right, support), Share(right, support), Share(right, support), RocAuc: null);

    private static Figure Share(long part, long of) => Proportion.Of(part, of, "no rows");
}
