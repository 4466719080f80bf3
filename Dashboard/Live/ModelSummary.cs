using Dashboard.Core.Predictions;

namespace Dashboard.Live;

/// <summary>A model that can be watched.</summary>
/// <param name="Kind">classification, regression or undecided.</param>
/// <param name="Versions">In order of first sight.</param>
public sealed record ModelSummary(string Name, string Kind, IReadOnlyList<string> Versions)
{
    public static IReadOnlyList<ModelSummary> All(ModelCatalog catalog) =>
        [.. catalog.Models.Select(m => new ModelSummary(m.Name, ModelKind.Of(m.OutcomeKind), [.. m.Versions.Select(v => v.Name)]))];
}
