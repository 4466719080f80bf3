using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The versions of the model on screen, side by side.</summary>
public sealed partial class VersionsPanel
{
    [Parameter, EditorRequired]
    public IReadOnlyList<VersionFigures> Versions { get; set; } = [];

    [Parameter]
    public bool IsRegression { get; set; }

    [Parameter]
    public VersionChoice Picked { get; set; } = VersionChoice.All;

    [Parameter]
    public string Class { get; set; } = "span-4";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string LinkTo(string version) =>
        Navigation.GetUriWithQueryParameter("v", Picked.Equals(VersionChoice.Of(version)) ? null : version);

    private string Quality(double? value) => IsRegression ? NumberText.Value(value).ToString() : Percent(value);

    private static string Percent(double? value) => NumberText.Percent(value).ToString();

    private static string Milliseconds(double? value) => NumberText.Milliseconds(value).ToString();
}
