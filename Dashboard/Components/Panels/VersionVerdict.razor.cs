using Dashboard.Core.Comparison;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Components.Panels;

/// <summary>The verdict of a comparison.</summary>
public sealed partial class VersionVerdict
{
    private string _tone = "";
    private string _icon = "";
    private string _claim = "";
    private string _detail = "";

    [Parameter, EditorRequired]
    public VersionComparison Result { get; set; } = null!;

    protected override void OnParametersSet()
    {
        (_tone, _icon) = Result.Verdict switch
        {
            ComparisonVerdict.Better => ("steady", Icons.Material.Outlined.TrendingUp),
            ComparisonVerdict.Worse => ("worse", Icons.Material.Outlined.TrendingDown),
            ComparisonVerdict.Equivalent => ("", Icons.Material.Outlined.DragHandle),
            _ => ("", Icons.Material.Outlined.HourglassEmpty),
        };
        var sentence = Result.Sentence;
        var colon = sentence.IndexOf(": ", StringComparison.Ordinal);
        (_claim, _detail) = Result.Verdict == ComparisonVerdict.Undecided || colon < 0
            ? ("No difference seen yet.", sentence)
            : (sentence[..(colon + 1)], sentence[(colon + 2)..]);
    }
}
