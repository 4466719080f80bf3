using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The page's main chart.</summary>
public sealed partial class QualityPanel
{
    private ChartFigure _figure = ChartFigure.Accuracy;
    private bool _showsTable;
    private bool _hasQuality;
    private ChartLines _offered;
    private string _title = "";
    private string _note = "";
    private string _label = "";

    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    /// <summary>Lines beside the quality known now.</summary>
    [Parameter]
    public ChartLines Lines { get; set; } = ChartLineNames.Default;

    [Parameter]
    public EventCallback<ChartLines> OnLines { get; set; }

    /// <summary>Place in the page's 12 columns.</summary>
    [Parameter]
    public string Class { get; set; } = "span-8";

    /// <summary>Beside the title: a choice of other metrics, where there is one.</summary>
    [Parameter]
    public RenderFragment? Picker { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    private bool IsRegression => Snapshot.Regression is not null;

    protected override void OnParametersSet()
    {
        _figure = IsRegression ? ChartFigure.AbsoluteError : ChartFigure.Accuracy;
        _hasQuality = Snapshot.Series.Points.Any(p => p.Quality is not null);
        _offered = (Snapshot.Outlook.Points.Any(p => p.Estimated is not null) ? ChartLines.Estimated : 0)
            | (Snapshot.Outlook.Points.Any(p => p.Believed is not null) ? ChartLines.Believed : 0);
        _title = IsRegression ? "Mean absolute error" : "Rolling accuracy";
        _note = $"each point covers {NumberText.Duration(Snapshot.Series.Span)}, 95 % interval";
        _label = $"{_title} over time. {Now()}"
            + (Snapshot.MaturingSince is { } since ? $" Labels after {Clock.Instant(since)} are still arriving." : "");
    }

    private string Now()
    {
        var last = Snapshot.Series.Points.LastOrDefault(p => p.Quality is not null);
        if (last is null)
        {
            return "Nothing is labelled yet.";
        }

        return IsRegression
            ? $"Now {NumberText.Value(last.Quality)} on {NumberText.Count(last.Labelled)} labelled."
            : $"Now {NumberText.Percent(last.Quality)} on {NumberText.Count(last.Labelled)} labelled.";
    }
}
