using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The confusion matrix, its rarest labels folded into one so that it stays readable.</summary>
public sealed partial class ConfusionPanel
{
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
    private double Strength(int truth, int predicted) =>
        truth == predicted ? Share(truth, predicted) : Math.Min(0.8, 1.6 * Math.Sqrt(Share(truth, predicted)));

    private string ClassOf(int truth, int predicted) => (truth == predicted, Share(truth, predicted)) switch
    {
        (true, >= 0.7) => "right strong",
        (true, _) => "right",
        _ => "wrong",
    };

    private string Words(int truth, int predicted) =>
        $"{NumberText.Percent(Share(truth, predicted))} of {_matrix.Labels[truth]} was predicted as {_matrix.Labels[predicted]}";
}
