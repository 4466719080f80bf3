using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The versions of the model on screen, side by side.</summary>
public sealed partial class VersionsPanel
{
    [Parameter, EditorRequired]
    public IReadOnlyList<VersionFigures> Versions { get; set; } = [];

    [Parameter]
    public bool IsRegression { get; set; }

    /// <summary>The version chosen; null: all.</summary>
    [Parameter]
    public string? Selected { get; set; }

    [Parameter]
    public string Class { get; set; } = "span-4";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string LinkTo(string version) =>
        Navigation.GetUriWithQueryParameter("v", version == Selected ? null : version);

    private string Quality(double? value) => IsRegression ? NumberText.Value(value).ToString() : Percent(value);

    private static string Percent(double? value) => NumberText.Percent(value).ToString();

    private static string Milliseconds(double? value) => NumberText.Milliseconds(value).ToString();
}
