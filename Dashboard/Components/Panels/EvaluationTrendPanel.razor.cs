using Dashboard.Components.Charts;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>How a model's evaluations moved.</summary>
public sealed partial class EvaluationTrendPanel
{
    private EvaluationTrend? _shown;
    private LineFigures? _lines;
    private string _label = "";
    private Lack _lack = new("", "");

    [Parameter, EditorRequired]
    public EvaluationTrend Trend { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    [Parameter]
    public int Days { get; set; }

    [Parameter]
    public ClassicVerdict? Verdict { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private Metric? Metric => MetricCatalogue.Find(Trend.Metric);

    private MetricUnit Unit => Metric?.Unit ?? MetricUnit.None;

    private string Note => $"{Metric?.Title ?? Trend.Metric}, {NumberText.Counted(Trend.Points.Count, "evaluation")}";

    private string Slope => Trend.SlopePerDay.Undefined ?? FigureWords.Difference(Unit, Trend.SlopePerDay.Value)
        + (Trend.SlopePerDay.Interval is { } interval ? $" ({FigureWords.Difference(Unit, interval.Low)} to {FigureWords.Difference(Unit, interval.High)})" : "");

    protected override void OnParametersSet()
    {
        _lack = new("Not a trend yet", $"It takes two evaluations within {Days} days; there {(Trend.Points.Count == 1 ? "is one" : "are none")}.");
        if (ReferenceEquals(Trend, _shown))
        {
            return;
        }

        _shown = Trend;
        _lines = Trend.Points.Count < 2 ? null : Draw(Trend.Points);
        _label = _lines is null ? "" : $"{Metric?.Title ?? Trend.Metric} from evaluation to evaluation: first {Value(Trend.Points[0].Figure.Value)}, last {Value(Trend.Points[^1].Figure.Value)}.";
    }

    private LineFigures Draw(IReadOnlyList<TrendPoint> points) => new(
        points[0].CreatedAt, points[^1].CreatedAt, [.. points.Select(point => point.CreatedAt)],
        new FigureLine(Trend.Metric, [.. points.Select(point => point.Figure)], HasBand: true))
    {
        IsShare = Unit == MetricUnit.Share,
    };

    private PointRows Rows() => new(
        [Clock.Head("Evaluated"), Metric?.Title ?? Trend.Metric, "95 % interval", "n"],
        Trend.Points.Reverse().Select(point => (string[])
        [
            Clock.Cell(point.CreatedAt), Value(point.Figure.Value),
            point.Figure.Interval is { } range ? FigureWords.Range(Unit, range) : "–", NumberText.Count(point.Figure.Count).ToString(),
        ]));

    private string Value(double? value) => NumberText.Of(Unit, value).ToString();

    private string LinkTo(int days) => Navigation.GetUriWithQueryParameter("days", days);
}
