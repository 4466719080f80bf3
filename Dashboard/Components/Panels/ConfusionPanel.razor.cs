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

    /// <summary>Most labels with a row of their own on screen; the rest share one.</summary>
    private const int MostLabels = 7;

    private ConfusionMatrix _matrix = null!;
    private long[] _rowTotals = [];

    [Parameter, EditorRequired]
    public ConfusionMatrix Matrix { get; set; } = null!;

    protected override void OnParametersSet()
    {
        _matrix = Matrix.Folded(MostLabels);
        _rowTotals = [.. Enumerable.Range(0, _matrix.Labels.Count).Select(_matrix.TruthTotal)];
    }

    /// <summary>Share of the row: how often this truth was predicted so.</summary>
    private double Share(int truth, int predicted) =>
        _rowTotals[truth] == 0 ? 0 : (double)_matrix.Counts[truth, predicted] / _rowTotals[truth];

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

    private string Words(int truth, int predicted) =>
        $"{NumberText.Percent(Share(truth, predicted))} of {_matrix.Labels[truth]} was predicted as {_matrix.Labels[predicted]}";
}
