using System.ComponentModel;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Endpoints.Answers;

/// <summary>The confusion matrix of a window.</summary>
internal sealed record ConfusionAnswer(
    WindowAnswer Window,
    FigureAnswer Accuracy,
    [property: Description("Labelled / predictions that can have a label, 0 to 1")] FigureAnswer Coverage,
    [property: Description("The 20 most frequent, in ordinal order; __other__ last holds all further ones")] IReadOnlyList<string> Labels,
    [property: Description("counts[truth][prediction]")] long[][] Counts,
    [property: Description("none, truth, prediction or all")] string Normalise,
    [property: Description("The counts divided; null where the divisor is 0, and as a whole with normalise=none")] double?[][]? Shares,
    [property: Description("The 100 most frequent as ground truth")] IReadOnlyList<ClassRow> Classes,
    long ClassesTotal)
{
    private const int MaxClasses = 100;

    public static ConfusionAnswer Of(WindowReading sums, MatrixDivisor? divisor)
    {
        var matrix = sums.Matrix;
        var labels = Enumerable.Range(0, matrix.Labels.Count).ToArray();
        var classes = ClassificationMetrics.PerClass(ConfusionTable.Of(sums.Tally.Matrix));
        return new(
            WindowAnswer.Of(sums), FigureAnswer.Of(QualityAnswer.Observe(sums).Observed), FigureAnswer.Of(sums.Coverage),
            matrix.Labels, [.. labels.Select(truth => labels.Select(predicted => matrix.Counts[truth, predicted]).ToArray())],
            divisor is { } by ? WireWord.Of(by) : "none", divisor is { } known ? MatrixShares.Of(matrix, known) : null,
            [.. classes.OrderByDescending(row => row.Support).ThenBy(row => sums.LabelOf(row.Code), StringComparer.Ordinal).Take(MaxClasses)
                .Select(row => ClassRow.Of(sums.LabelOf(row.Code), row))],
            classes.Count);
    }
}

/// <summary>One class against all others.</summary>
internal sealed record ClassRow(
    string Label,
    [property: Description("How often it is the ground truth")] long Support,
    FigureAnswer Precision,
    FigureAnswer Recall,
    FigureAnswer F1)
{
    public static ClassRow Of(string label, ClassFigures row) =>
        new(label, row.Support, FigureAnswer.Of(row.Precision), FigureAnswer.Of(row.Recall), FigureAnswer.Of(row.F1));
}
