using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Demo;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Layout;

/// <summary>The places one can go to from here, by name.</summary>
public sealed partial class Palette
{
    private IReadOnlyList<(string Id, string Title, string Kind, string Address)> _places = []; // Bounded by the catalogue of models.

    [Inject]
    private ModelCatalog Catalog { get; set; } = null!;

    [Inject]
    private DemoControl Demo { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private void Fill()
    {
        var here = Navigation.ToBaseRelativePath(Navigation.Uri);
        var named = ModelAddress.Read(here);
        var (query, range) = (ViewSelection.QueryOf(here), ViewSelection.RangeOf(here));
        _places =
        [
            .. named is null ? [] : ModelPages.OfModel.Select(page =>
                ($"go-page-{page.Path}", page.Title, named.Value.Model, ModelAddress.Of(named.Value.Model, page.Path, query))),
            .. ModelPages.OfSite.Select(page => ($"go-{page.Path}", page.Title, "Page", page.Path)),
            .. Catalog.Models.Select(model => ($"go-model-{model.Name}", model.Name, "Model", ModelAddress.Of(model.Name, named?.Page ?? "", range))),
            .. RangeChoice.Presets.Select(preset => ($"go-range-{RangeChoice.Print(preset).From}", RangeChoice.Words(preset, TimeText.Utc), "Time range", Ranged(preset))),
        ];
    }

    private string Ranged(Core.Windowing.TimeRange range)
    {
        var (from, to) = RangeChoice.Print(range);
        return Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["from"] = from, ["to"] = to });
    }
}
