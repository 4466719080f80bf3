using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>The main chart as a table.</summary>
public sealed partial class SeriesTable
{
    /// <summary>Rows shown, newest first; all of them are in the CSV.</summary>
    private const int MostRows = 120;

    private Dictionary<DateTimeOffset, OutlookPoint> _outlook = []; // The points of one snapshot.
    private Dictionary<DateTimeOffset, int> _places = []; // The points of the other versions.
    private bool _hasEstimate;

    [Parameter, EditorRequired]
    public Series Series { get; set; } = null!;

    [Parameter]
    public bool IsRegression { get; set; }

    /// <summary>Its points are further apart than those of the series.</summary>
    [Parameter]
    public Outlook Outlook { get; set; } = Outlook.Empty;

    /// <summary>Of other versions; null where there is none.</summary>
    [Parameter]
    public LineFigures? Over { get; set; }

    /// <summary>Null: all labels have had their time, or it is not known.</summary>
    [Parameter]
    public DateTimeOffset? MaturingSince { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override void OnParametersSet()
    {
        _outlook = Outlook.Points.ToDictionary(p => p.Time);
        _places = (Over?.Times ?? []).Index().ToDictionary(place => place.Item, place => place.Index);
        _hasEstimate = Outlook.Points.Any(p => p.Estimated is not null);
    }

    private string Maturity(SeriesPoint point) => MaturingSince is not { } since ? "–" : point.Time > since ? "arriving" : "in";

    private string Text(double? value) => (IsRegression ? NumberText.Value(value) : NumberText.Percent(value)).ToString();

    private string Range(double? low, double? high) => low is null ? "–" : $"{Text(low)} to {Text(high)}";
}
