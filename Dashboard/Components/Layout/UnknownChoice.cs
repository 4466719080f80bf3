using Dashboard.Core.Predictions;
using Dashboard.ViewState;

namespace Dashboard.Components.Layout;

/// <summary>What a link names and this server does not have.</summary>
/// <param name="Missing">What the model lacks; null when the model itself is unknown.</param>
/// <param name="Choices">What there is instead, by name and address.</param>
internal sealed record UnknownChoice(string Model, string? Missing, IReadOnlyList<(string Name, string Link)> Choices)
{
    /// <summary>Null when all that the selection names is there.</summary>
    public static UnknownChoice? Find(Model model, ViewSelection selection, Func<ViewSelection, string> link)
    {
        if (selection.Versions.Names.FirstOrDefault(name => ModelCatalog.FindVersion(model, name) is null) is { } version)
        {
            return new(model.Name, $"version “{version}”",
                [("All versions", link(selection with { Versions = VersionChoice.All })),
                 .. model.Versions.Select(v => (v.Name, link(selection with { Versions = VersionChoice.Of(v.Name) })))]);
        }

        return selection.Segment is { } segment && model.Segments.Find(segment.Dimension, segment.Value) is null
            ? new(model.Name, $"segment “{segment}”", [("All segments", link(selection with { Segment = null }))])
            : null;
    }
}
