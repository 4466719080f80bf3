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
    private LineFigures? _over;
    private (object? Others, VersionChoice Picked, bool IsRegression) _drawn = (null, VersionChoice.All, false);

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

    /// <summary>The versions picked; the snapshot is of the first.</summary>
    [Parameter]
    public VersionChoice Picked { get; set; } = VersionChoice.All;

    /// <summary>Of the further versions picked, as far as they are read.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, Series>? Others { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    private bool HasOthers => Picked.Names.Count > 1;

    private bool IsRegression => Snapshot.Regression is not null;

    protected override void OnParametersSet()
    {
        _figure = IsRegression ? ChartFigure.AbsoluteError : ChartFigure.Accuracy;
        DrawOthers();
        _hasQuality = Snapshot.Series.Points.Any(p => p.Quality is not null) || (_over?.Lines.Any(line => line.Figures.Any(f => f.Value is not null)) ?? false);
        _offered = (Snapshot.Outlook.Points.Any(p => p.Estimated is not null) ? ChartLines.Estimated : 0)
            | (Snapshot.Outlook.Points.Any(p => p.Believed is not null) ? ChartLines.Believed : 0);
        _title = IsRegression ? "Mean absolute error" : "Rolling accuracy";
        _note = $"each point covers {NumberText.Duration(Snapshot.Series.Span)}, 95 % interval" + (HasOthers ? $" of {Picked.First}" : "");
    }

    private string Label() => $"{_title} over time. {Now()}{OthersNow()}"
        + (Snapshot.MaturingSince is { } since ? $" Labels after {Clock.Instant(since)} are still arriving." : "");

    /// <summary>They come every few seconds; a tick draws nothing of them.</summary>
    private void DrawOthers()
    {
        var drawn = (Others, Picked, IsRegression);
        if (!drawn.Equals(_drawn))
        {
            (_drawn, _over) = (drawn, VersionLines.Of(Picked, Others, IsRegression));
        }
    }

    private string Now() =>
        Snapshot.Series.Points.LastOrDefault(p => p.Quality is not null) is { } last ? $"Now {Words(last.ToFigure())}." : "Nothing is labelled yet.";

    private string OthersNow() => string.Concat((_over?.Lines ?? []).Select(line =>
        $" {line.Name}: {(line.Figures.LastOrDefault(figure => figure.Value is not null) is { Value: not null } last ? Words(last) : "nothing labelled yet")}."));

    private string Words(Figure figure) =>
        $"{(IsRegression ? NumberText.Value(figure.Value) : NumberText.Percent(figure.Value))} on {NumberText.Count(figure.Count)} labelled";
}
