using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>Puts saved models and cells back into memory.</summary>
internal sealed class CellLoader(ModelCatalog catalog, CellTables cells, LossModels losses, FeatureBaselines features)
{
    /// <param name="revision">The stamp of the loaded cells.</param>
    /// <returns>How many cells could not be read; the others are loaded.</returns>
    public int Load(StoredRollups rollups, long revision)
    {
        var unreadable = 0;
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
                unreadable += TryLoadCell(stored, timeline, resolution, map, revision) ? 0 : 1;
            }
        }

        return unreadable;
    }

    private bool TryLoadCell(in StoredCell stored, Timeline timeline, int resolution, int[] codes, long revision)
    {
        try
        {
            LoadCell(CellCodec.Decode(stored, timeline, resolution, codes), revision);
            return true;
        }
        catch (StorageException)
        {
            return false;
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

        losses.Load(model, stored.Learned);
        features.Load(model, stored.FeatureBaseline);
        return [.. stored.Labels.Select(label => Tally.CodeOf(model.Labels.Intern(label)))];
    }

    private Timeline? FindTimeline(in CellAddress address) =>
        catalog.Find(address.Model) is { } model && ModelCatalog.FindVersion(model, address.Version) is { } version
            ? cells.Timelines.Of(version, SegmentOf(model, address))
            : null;

    private static Segment? SegmentOf(Model model, in CellAddress address) =>
        address.Dimension.Length == 0 ? null : model.Segments.InternStored(address.Dimension, address.SegmentValue);

    private void LoadCell(Cell cell, long revision)
    {
        cell.Revision = revision;
        cell.Timeline.SeeStored(cell.LastPredictionTicks, cell.LastReceivedTicks);
        cells.Of(cell.Timeline).Add(cell);
    }
}
