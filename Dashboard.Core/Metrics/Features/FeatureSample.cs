using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Features;

/// <summary>Predictions of one model that carry features, from which a baseline is learned. Its owner bounds them.</summary>
public sealed class FeatureSample(FieldNames names)
{
    private readonly List<byte[]> _rows = [];
    private long _first = long.MaxValue;
    private long _last;

    public int Count => _rows.Count;

    /// <summary>Passes by a prediction without features.</summary>
    /// <param name="attributes">In the form of <see cref="AttributeReader"/>.</param>
    /// <param name="ticks">Prediction time, UTC.</param>
    public void Add(ReadOnlySpan<byte> attributes, long ticks)
    {
        if (FeatureSorter.HasFeatures(attributes))
        {
            _rows.Add(attributes.ToArray());
            (_first, _last) = (Math.Min(_first, ticks), Math.Max(_last, ticks));
        }
    }

    /// <summary>Holds at least one prediction. The same sample always gives the same baseline.</summary>
    /// <param name="most">Features that are taken, those sent most often first; at most <see cref="FeatureBaseline.MostFeatures"/>.</param>
    public FeatureBaseline ToBaseline(int most)
    {
        var columns = ReadColumns();
        var features = FeatureBaseline.Lay(columns.OrderByDescending(column => column.Present).ThenBy(column => column.Name, StringComparer.Ordinal)
            .Take(Math.Min(most, FeatureBaseline.MostFeatures)).OrderBy(column => column.Name, StringComparer.Ordinal)
            .Select(column => (column.Name, column.ToBins())));
        var counts = FeatureBaseline.NewCounts(features);
        var sorter = new FeatureSorter(features, names);
        foreach (var row in _rows)
        {
            sorter.TrySort(row, out var marks);
            counts.Add(marks);
        }

        return new FeatureBaseline(
            0, features, counts, columns.Count - features.Count, new DateTimeOffset(_first, TimeSpan.Zero), new DateTimeOffset(_last, TimeSpan.Zero));
    }

    private List<FeatureColumn> ReadColumns()
    {
        var columns = new Dictionary<int, FeatureColumn>(); // Bounded by CatalogLimits.FieldNames.
        foreach (var row in _rows)
        {
            foreach (var attribute in new AttributeReader(row))
            {
                if (attribute.Group == AttributeGroup.Feature)
                {
                    var column = columns.TryGetValue(attribute.NameId, out var known) ? known : columns[attribute.NameId] = new(names[attribute.NameId]);
                    column.Add(attribute);
                }
            }
        }

        return [.. columns.Values];
    }
}
