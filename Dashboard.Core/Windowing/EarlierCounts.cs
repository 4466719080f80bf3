using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// A model's predictions from before its baseline, sorted by it and counted beside the cells, by version and bucket. One caller at a time.
/// Memory: at most the features of the model's kept cells once more, for what is not kept is passed by.
/// </summary>
/// <param name="keptFrom">Start of the oldest kept bucket per resolution.</param>
internal sealed class EarlierCounts(Model model, FeatureBaseline baseline, FieldNames names, long[] keptFrom)
{
    private readonly FeatureSorter _sorter = new(baseline.Features, names);
    private readonly Dictionary<(ModelVersion, int, long), FeatureCounts> _counts = []; // Bounded by WindowingOptions.MaxCells over all models.

    public Model Model { get; } = model;

    /// <summary>Of the baseline: events of lower numbers are counted here, the others as they come.</summary>
    public long Number { get; } = baseline.Number;

    /// <param name="attributes">In the form of <see cref="AttributeReader"/>.</param>
    public void Add(in PredictionRow row, ReadOnlySpan<byte> attributes)
    {
        if (!_sorter.TrySort(attributes, out var marks))
        {
            return;
        }

        for (var resolution = CellFeatures.Finest; resolution < Resolutions.Count; resolution++)
        {
            var start = Resolutions.Floor(row.EventTicks, Resolutions.Ticks[resolution]);
            if (start >= keptFrom[resolution])
            {
                CountsOf((row.Version, resolution, start)).Add(marks);
            }
        }
    }

    /// <summary>Everything counted, packed; nothing is left here.</summary>
    public IEnumerable<EarlierCell> Take()
    {
        foreach (var (bucket, counts) in _counts)
        {
            var (version, resolution, start) = bucket;
            _counts.Remove(bucket);
            yield return new EarlierCell(version, resolution, start, CellFeatures.Packed(counts));
        }
    }

    private FeatureCounts CountsOf((ModelVersion, int, long) bucket)
    {
        if (!_counts.TryGetValue(bucket, out var counts))
        {
            _counts[bucket] = counts = baseline.NewCounts();
            counts.ReachBack();
        }

        return counts;
    }
}

/// <summary>What a cell of a whole version lacks.</summary>
/// <param name="Resolution">Position in <see cref="Resolutions"/>.</param>
internal readonly record struct EarlierCell(ModelVersion Version, int Resolution, long StartTicks, CellFeatures Features);
