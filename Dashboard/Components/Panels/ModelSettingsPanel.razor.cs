using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The table of models on the page of settings.</summary>
public sealed partial class ModelSettingsPanel
{
    private const int MostNames = 5;

    [Parameter, EditorRequired]
    public IReadOnlyList<ModelSettings> Models { get; set; } = [];

    [Parameter]
    public EventCallback<Model> OnRemove { get; set; }

    private static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "–",
        <= MostNames => string.Join(", ", names),
        _ => $"{string.Join(", ", names.Take(MostNames))} and {NumberText.Count(names.Count - MostNames)} more",
    };

    /// <summary>With the number of values each.</summary>
    private static IReadOnlyList<string> Dimensions(Model model) =>
        [.. model.Segments.All.GroupBy(segment => segment.Dimension).Select(group => $"{group.Key} ({NumberText.Count(group.Count())})")];
}
