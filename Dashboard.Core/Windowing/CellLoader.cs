using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>Puts saved models and cells back into memory.</summary>
internal sealed class CellLoader(ModelCatalog catalog, CellTable cells)
{
    /// <param name="revision">The stamp of the loaded cells.</param>
    public void Load(StoredRollups rollups, long revision)
    {
        var codes = new Dictionary<string, int[]>(StringComparer.Ordinal); // Bounded by the stored models.
        foreach (var stored in rollups.Models)
        {
            codes[stored.Name] = LoadModel(stored, catalog.GetOrAddStored(stored.Name));
        }

        foreach (var stored in rollups.Cells)
        {
            var resolution = Resolutions.IndexOfSeconds(stored.Address.ResolutionSeconds);
            if (resolution >= 0 && codes.TryGetValue(stored.Address.Model, out var map) && FindTimeline(stored.Address) is { } timeline)
            {
                LoadCell(CellCodec.Decode(stored, timeline, resolution, map), revision);
            }
        }
    }

    /// <summary>Returns the present code of each stored label code: equal unless labels came in before, or limits shrank.</summary>
    private int[] LoadModel(StoredModel stored, Model model)
    {
        model.DecideKind(stored.OutcomeKind);
        model.HasEvents = true;
        foreach (var version in stored.Versions)
        {
            catalog.GetOrAddStoredVersion(model, version);
        }

        return [.. stored.Labels.Select(label => Tally.CodeOf(model.Labels.Intern(label)))];
    }

    private Timeline? FindTimeline(in CellAddress address) =>
        catalog.Find(address.Model) is { } model && ModelCatalog.FindVersion(model, address.Version) is { } version
            ? cells.TimelineOf(version)
            : null;

    private void LoadCell(Cell cell, long revision)
    {
        cell.Revision = revision;
        cell.Timeline.SeePrediction(cell.LastPredictionTicks);
        cell.Timeline.SeeReceipt(cell.LastReceivedTicks);
        cells.Add(cell);
    }
}
