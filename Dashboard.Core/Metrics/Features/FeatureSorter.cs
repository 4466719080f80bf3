using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Features;

/// <summary>Sorts the features of predictions by a baseline, without allocating. One caller at a time.</summary>
public sealed class FeatureSorter
{
    private readonly IReadOnlyList<BaselineFeature> _features;
    private readonly sbyte[] _places; // By the name's number, less the lowest; -1 for no feature of the baseline.
    private readonly int _lowest;
    private readonly FeatureMark[] _marks;

    public FeatureSorter(IReadOnlyList<BaselineFeature> features, FieldNames names)
    {
        var ids = features.Select(feature => names.InternStored(feature.Name)).ToList();
        (_features, _marks, _lowest) = (features, new FeatureMark[features.Count], ids.DefaultIfEmpty().Min());
        _places = new sbyte[ids.DefaultIfEmpty(-1).Max() - _lowest + 1];
        Array.Fill(_places, (sbyte)-1);
        foreach (var (place, id) in ids.Index())
        {
            _places[id - _lowest] = (sbyte)place;
        }
    }

    /// <summary>Whether a prediction carries any feature.</summary>
    /// <param name="attributes">In the form of <see cref="AttributeReader"/>.</param>
    public static bool HasFeatures(ReadOnlySpan<byte> attributes)
    {
        foreach (var attribute in new AttributeReader(attributes))
        {
            if (attribute.Group == AttributeGroup.Feature)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A mark for each value of a baseline's feature; valid until the next call.</summary>
    /// <returns>Whether the prediction carries any feature.</returns>
    public bool TrySort(ReadOnlySpan<byte> attributes, out ReadOnlySpan<FeatureMark> marks)
    {
        var (any, count) = (false, 0);
        foreach (var attribute in new AttributeReader(attributes))
        {
            if (attribute.Group != AttributeGroup.Feature)
            {
                continue;
            }

            any = true;
            var index = attribute.NameId - _lowest;
            if ((uint)index < (uint)_places.Length && _places[index] >= 0 && count < _marks.Length)
            {
                _marks[count++] = _features[_places[index]].Mark(attribute);
            }
        }

        marks = _marks.AsSpan(0, count);
        return any;
    }
}
