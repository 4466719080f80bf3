using Dashboard.Components.Panels;
using Dashboard.Core.Predictions;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>Two versions of one model against each other: <c>a</c> and <c>b</c> in the address name them, as in the HTTP
/// API, and <c>shadow</c> another model that answers the same ids; empty for none. Absent, it is that of the usual name, if there is one.</summary>
public sealed partial class ModelVersions
{
    /// <summary>The log is read each time.</summary>
    private static readonly TimeSpan ShadowInterval = TimeSpan.FromSeconds(10);

    [Parameter]
    public string Model { get; set; } = "";

    [SupplyParameterFromQuery(Name = "a")]
    private string? FirstQuery { get; set; }

    [SupplyParameterFromQuery(Name = "b")]
    private string? SecondQuery { get; set; }

    [SupplyParameterFromQuery(Name = "shadow")]
    private string? ShadowName { get; set; }

    [Inject]
    private ModelCatalog Catalog { get; set; } = null!;

    [Inject]
    private ShadowReadings Shadows { get; set; } = null!;

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

    private IReadOnlyList<Model> Others(Model model) =>
        [.. Catalog.Models.Where(other => other != model && other.IsRegression == model.IsRegression)];

    private string LinkTo(string first, string second) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["a"] = first, ["b"] = second });

    private void Pick(string first, string second) => Go(LinkTo(first, second));

    private string? ShadowOf(Model model) => ShadowName switch
    {
        null => UsualShadow(model),
        "" => null,
        var name => name,
    };

    /// <summary>The shadow whose name says of which model it is one.</summary>
    private string? UsualShadow(Model model) => Others(model).FirstOrDefault(other => other.Name == FirstEvents.UsualShadow(model))?.Name;

    /// <summary>The usual one need not be in the address, but that it is not wanted must be.</summary>
    private void PickShadow(Model model, string? name)
    {
        var usual = UsualShadow(model);
        Go(Navigation.GetUriWithQueryParameter("shadow", name == usual ? null : name ?? ""));
    }

    private void Go(string address) => Navigation.NavigateTo(address, new NavigationOptions { ReplaceHistoryEntry = true });
}
