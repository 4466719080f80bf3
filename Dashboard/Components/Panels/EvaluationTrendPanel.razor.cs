using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>How a model's evaluations moved.</summary>
public sealed partial class EvaluationTrendPanel
{
    private IReadOnlyList<double?> _shares = [];

    [Parameter, EditorRequired]
    public EvaluationTrend Trend { get; set; } = null!;

    [Parameter]
    public int Days { get; set; }

    [Parameter]
    public ClassicVerdict? Verdict { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private Metric? Metric => MetricCatalogue.Find(Trend.Metric);

    private MetricUnit Unit => Metric?.Unit ?? MetricUnit.None;

    private string Note => $"{Metric?.Title ?? Trend.Metric}, {NumberText.Counted(Trend.Points.Count, "evaluation")}";

    private string Slope => Trend.SlopePerDay.Undefined ?? FigureWords.Difference(Unit, Trend.SlopePerDay.Value)
        + (Trend.SlopePerDay.Interval is { } interval ? $" ({FigureWords.Difference(Unit, interval.Low)} to {FigureWords.Difference(Unit, interval.High)})" : "");

    protected override void OnParametersSet()
    {
        double[] values = [.. Trend.Points.Select(point => point.Figure.Value!.Value)];
        var (low, high) = values.Length == 0 ? (0, 0) : (values.Min(), values.Max());
        _shares = [.. values.Select(value => high > low ? (double?)((value - low) / (high - low)) : 0.5)];
    }

    private string Value(double? value) => NumberText.Of(Unit, value).ToString();

    private string LinkTo(int days) => Navigation.GetUriWithQueryParameter("days", days);
}
