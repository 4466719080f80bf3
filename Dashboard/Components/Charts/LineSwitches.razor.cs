using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Charts;

/// <summary>Switches the main chart's further lines on and off.</summary>
public sealed partial class LineSwitches
{
    private static readonly (ChartLines Line, string Name, string Meaning)[] Known =
    [
        (ChartLines.Estimated, "estimated without labels", "From scores, or for numbers from features and predictions, with its band"),
        (ChartLines.Believed, "as believed at the time", "From the labels that had come when each point ended"),
    ];

    /// <summary>Lines there is anything to draw of.</summary>
    [Parameter, EditorRequired]
    public ChartLines Offered { get; set; }

    /// <summary>Lines shown.</summary>
    [Parameter, EditorRequired]
    public ChartLines Lines { get; set; }

    [Parameter]
    public EventCallback<ChartLines> OnChange { get; set; }
}
