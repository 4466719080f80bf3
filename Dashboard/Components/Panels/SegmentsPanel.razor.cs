using Dashboard.Core.Comparison;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The ranking of a dimension's values.</summary>
public sealed partial class SegmentsPanel
{
    private long _labelled;
    private string _folded = "";

    [Parameter, EditorRequired]
    public SegmentTable Table { get; set; } = null!;

    [Parameter, EditorRequired]
    public Model Model { get; set; } = null!;

    /// <summary>The segment on screen; null: the whole traffic.</summary>
    [Parameter]
    public SegmentKey? Selected { get; set; }

    /// <summary>Right end of the head.</summary>
    [Parameter]
    public RenderFragment? Aside { get; set; }

    [Parameter, EditorRequired]
    public Func<string, string> LinkToSegment { get; set; } = null!;

    [Inject]
    private ModelCatalog Catalog { get; set; } = null!;

    private MetricUnit Unit => Table.IsRegression ? MetricUnit.Outcome : MetricUnit.Share;

    protected override void OnParametersSet()
    {
        _labelled = Table.Lines.Sum(line => line.Effect.Quality.Count);
        var (limits, segments) = (Catalog.Limits, Model.Segments);
        _folded = (segments.FoldedCount, segments.IgnoredCount) switch
        {
            (0, 0) => "",
            var (folded, ignored) => $"Only the first {NumberText.Count(limits.SegmentValues)} values of a dimension and the first "
                + $"{NumberText.Count(limits.SegmentDimensions)} dimensions have figures of their own: since the server started, further values were folded into "
                + $"“{OtherValues}” {NumberText.Counted(folded, "time")}, and further dimensions ignored {NumberText.Counted(ignored, "time")}.",
        };
    }

    private const string OtherValues = "all other values";

    private static string NameOf(string value) => value == Segment.Other ? OtherValues : value;

    private static string WordOf(SegmentEffect effect) => effect switch
    {
        { IsWorse: true } => "▼ worse",
        { AdjustedP: not null } => "no harm seen",
        { Quality.Count: < SegmentRanking.LeastCount } => $"{effect.Quality.Count} of {SegmentRanking.LeastCount} labelled",
        _ => "too few others",
    };

    private static string Percent(double? value) => NumberText.Percent(value).ToString();

    private string Difference(double? value) => FigureWords.Difference(Unit, value);

    private string Range(Figure difference) => difference.Interval is { } interval ? FigureWords.DifferenceRange(Unit, interval) : "";
}
