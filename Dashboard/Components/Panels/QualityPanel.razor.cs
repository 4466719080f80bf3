using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The page's main chart.</summary>
public sealed partial class QualityPanel
{
    private ChartFigure _figure = ChartFigure.Accuracy;
    private bool _showsTable;
    private bool _hasQuality;
    private string _title = "";
    private string _note = "";
    private string _label = "";

    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    private bool IsRegression => Snapshot.Regression is not null;

    protected override void OnParametersSet()
    {
        _figure = IsRegression ? ChartFigure.AbsoluteError : ChartFigure.Accuracy;
        _hasQuality = Snapshot.Series.Points.Any(p => p.Quality is not null);
        _title = IsRegression ? "Mean absolute error" : "Rolling accuracy";
        _note = $"each point covers {NumberText.Duration(Snapshot.Series.Span)}, 95 % interval";
        _label = $"{_title} over time. {Now()}";
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
