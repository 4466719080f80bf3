using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The confusion matrix, its rarest labels folded into one so that it stays readable.</summary>
public sealed partial class ConfusionPanel
{
    /// <summary>
    /// From this share on, a right cell is filled and its text turns. Between half and 85 % fill neither text colour has
    /// contrast 4.5 in both themes, so no cell has such a fill.
    /// </summary>
    private const double StrongShare = 0.7;

    /// <summary>Labels with a row of their own that fit any card; more scroll.</summary>
    private const int Usual = 7;

    private static readonly IReadOnlyList<(MatrixDivisor? Value, string Text, string? Hint)> Shown =
    [
        (null, "Counts", "Labelled predictions"),
        (MatrixDivisor.Truth, "By truth", "Shares of each row: the diagonal is the recall"),
        (MatrixDivisor.Prediction, "By prediction", "Shares of each column: the diagonal is the precision"),
    ];

    private ConfusionMatrix _matrix = null!;
    private KeptTable? _kept;
    private MatrixDivisor? _divisor;
    private double?[][] _shares = [];

    [Parameter, EditorRequired]
    public ConfusionMatrix Matrix { get; set; } = null!;

    /// <summary>Place in the page's 12 columns.</summary>
    [Parameter]
    public string Class { get; set; } = "span-5";

    /// <summary>Lets the viewer choose shares in place of counts.</summary>
    [Parameter]
    public bool HasShares { get; set; }

    /// <summary>Most labels with a row of their own; the rest share one.</summary>
    [Parameter]
    public int Most { get; set; } = Usual;

    /// <summary>Keeps it as a file; null offers none.</summary>
    [Parameter]
    public ChartLink? Link { get; set; }

    /// <summary>Address of the predictions behind a cell, by truth and prediction; null links nowhere.</summary>
    [Parameter]
    public Func<string, string, string>? LinkTo { get; set; }

    private string Caption => _divisor switch
    {
        MatrixDivisor.Truth => "Shares of each ground truth",
        MatrixDivisor.Prediction => "Shares of each prediction",
        _ => "Counts of predictions",
    };

    protected override void OnParametersSet()
    {
        _matrix = Matrix.Folded(Most);
        _kept = Link is null || Matrix.Labels.Count == 0 ? null : _kept ?? new(Link, () => ChartTables.OfMatrix(Matrix));
        Divide(_divisor);
    }

    private void Divide(MatrixDivisor? divisor)
    {
        _divisor = divisor;
        _shares = MatrixShares.Of(_matrix, divisor ?? MatrixDivisor.Truth);
    }

    private double Share(int truth, int predicted) => _shares[truth][predicted] ?? 0;

    /// <summary>Errors are rarer than hits: the square root keeps a 2 % error visible.</summary>
    private double Strength(int truth, int predicted) => (truth == predicted, Share(truth, predicted)) switch
    {
        (true, >= StrongShare and var share) => 0.85 + (0.15 * (share - StrongShare) / (1 - StrongShare)),
        (true, var share) => 0.5 * share / StrongShare,
        (false, var share) => Math.Min(0.55, 1.6 * Math.Sqrt(share)),
    };

    private string ClassOf(int truth, int predicted) => (truth == predicted, Share(truth, predicted)) switch
    {
        (true, >= StrongShare) => "right strong",
        (true, _) => "right",
        _ => "wrong",
    };

    private string TextOf(int truth, int predicted) =>
        (_divisor is null ? NumberText.Count(_matrix.Counts[truth, predicted]) : NumberText.Percent(_shares[truth][predicted])).ToString();

    /// <summary>Folded labels have no name to ask for, and nothing lies behind an empty cell.</summary>
    private string? LinkOf(int truth, int predicted) =>
        LinkTo is null || _matrix.Counts[truth, predicted] == 0 || IsFolded(truth) || IsFolded(predicted)
            ? null
            : LinkTo(_matrix.Labels[truth], _matrix.Labels[predicted]);

    private bool IsFolded(int label) => _matrix.Labels[label] == ConfusionMatrix.OtherLabel;

    private string Words(int truth, int predicted) => _divisor == MatrixDivisor.Prediction
        ? $"{NumberText.Percent(_shares[truth][predicted])} of what was predicted as {_matrix.Labels[predicted]} is {_matrix.Labels[truth]}, n {NumberText.Count(_matrix.PredictedTotal(predicted))}"
        : $"{NumberText.Percent(Share(truth, predicted))} of {_matrix.Labels[truth]} was predicted as {_matrix.Labels[predicted]}, n {NumberText.Count(_matrix.TruthTotal(truth))}";
}
