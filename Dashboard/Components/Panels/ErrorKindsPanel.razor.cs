using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The most frequent errors of a range.</summary>
public sealed partial class ErrorKindsPanel
{
    /// <summary>Reasons listed; a table of hundreds helps nobody.</summary>
    private const int Most = 20;

    private string _note = "";
    private long _others;

    [Parameter, EditorRequired]
    public ErrorKinds Kinds { get; set; } = null!;

    /// <summary>Where the failed rows are.</summary>
    [Parameter, EditorRequired]
    public string RowsPath { get; set; } = "";

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override void OnParametersSet()
    {
        _others = Kinds.Failed - Kinds.Kinds.Take(Most).Sum(kind => kind.Count);
        _note = "failures by the error sent" + (Kinds is { IsThrough: false, LookedBackTo: { } back }
            ? $", among the newest {NumberText.Count(Kinds.Examined)} events of all models, back to {Clock.Instant(back)}" : "");
    }
}
