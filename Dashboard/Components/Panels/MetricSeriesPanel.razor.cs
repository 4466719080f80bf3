using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>A metric over time.</summary>
public sealed partial class MetricSeriesPanel
{
    private readonly string _role = $"series-{Guid.NewGuid():N}"; // One metric may stand on a page twice.
    private MetricSeries? _shown;
    private LineFigures? _lines;
    private string _label = "";
    private string _note = "";
    private Lack _lack = new("", "");

    [Parameter, EditorRequired]
    public MetricSeries Series { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    [Parameter]
    public string Class { get; set; } = "span-4";

    [Parameter]
    public RenderFragment? Picker { get; set; }

    /// <summary>Labels of the newest points are still on their way.</summary>
    [Parameter]
    public bool IsMaturing { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override void OnParametersSet()
    {
        _note = $"each point covers {NumberText.Duration(Series.Step)}" + (IsMaturing ? ", labels of the newest still arrive" : "");
        if (ReferenceEquals(Series, _shown))
        {
            return;
        }

        _shown = Series;
        var points = Series.Points;
        var last = points.LastOrDefault(p => p.Figure.Value is not null);
        _lines = last.Figure.Value is null ? null : Draw(points);
        _lack = new("Undefined in this range", points.Count == 0 ? "Cells as short as the steps are no longer kept." : points[^1].Figure.Undefined ?? "");
        _label = last.Figure.Value is { } value
            ? $"{Series.Metric.Title} over time. Last {NumberText.Of(Series.Metric.Unit, value)}, n {NumberText.Count(last.Figure.Count)}."
            : "";
    }

    private LineFigures Draw(IReadOnlyList<MetricPoint> points) => new(
        points[0].From, points[^1].To, [.. points.Select(p => p.To)], new FigureLine(Series.Metric.Name, [.. points.Select(p => p.Figure)], HasBand: true))
    {
        IsShare = Series.Metric.Unit == MetricUnit.Share,
    };

    private PointRows Rows() => new(
        [Clock.Head("Until"), Series.Metric.Title, "95 % interval", "n"],
        Series.Points.Reverse().Select(p => (string[])
        [
            Clock.Cell(p.To), NumberText.Of(Series.Metric.Unit, p.Figure.Value).ToString(),
            p.Figure.Interval is { } range ? FigureWords.Range(Series.Metric.Unit, range) : p.Figure.Undefined ?? "–", NumberText.Count(p.Figure.Count).ToString(),
        ]));
}
