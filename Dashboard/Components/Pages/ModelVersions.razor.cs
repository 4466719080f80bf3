using Dashboard.Core.Predictions;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>Two versions of one model against each other: <c>a</c> and <c>b</c> in the address name them, as in the HTTP API.</summary>
public sealed partial class ModelVersions
{
    [Parameter]
    public string Model { get; set; } = "";

    [SupplyParameterFromQuery(Name = "a")]
    private string? FirstQuery { get; set; }

    [SupplyParameterFromQuery(Name = "b")]
    private string? SecondQuery { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>What the address names; else the version on screen, or the newest, against the next one picked, or the one that came before it.</summary>
    private (string First, string Second) Choose(Model model, VersionChoice picked)
    {
        string[] names = [.. model.Versions.Select(version => version.Name)];
        var second = SecondQuery ?? picked.Names.FirstOrDefault(name => name != FirstQuery) ?? names.Last(name => name != FirstQuery);
        var place = Array.IndexOf(names, second);
        return (FirstQuery ?? picked.Others.FirstOrDefault(name => name != second) ?? (place > 0 ? names[place - 1] : names.First(name => name != second)), second);
    }

    private static string? Missing(Model model, string first, string second) =>
        first == second ? "Choose two different versions"
        : new[] { first, second }.FirstOrDefault(name => ModelCatalog.FindVersion(model, name) is null) is { } unknown ? $"{model.Name} has no version “{unknown}”"
        : null;

    private string LinkTo(string first, string second) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["a"] = first, ["b"] = second });

    private void Pick(string first, string second) => Navigation.NavigateTo(LinkTo(first, second), new NavigationOptions { ReplaceHistoryEntry = true });
}
