using System.Text;
using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Puts predictions into the leaves of a tree, without allocating. Immutable.</summary>
internal sealed class LossSorter
{
    /// <summary>A longer text is no category of a tree: it counts as missing.</summary>
    private const int LongestCategory = 128;

    private readonly LossModel _loss;
    private readonly int _versionPlace;
    private readonly Dictionary<(AttributeGroup Group, int NameId), int> _places = []; // Bounded by LossTree.MaxFeatures.

    public LossSorter(LossModel loss, FieldNames names)
    {
        _loss = loss;
        _versionPlace = -1;
        foreach (var (place, field) in loss.Fields.Index())
        {
            if (field.Kind == LossFieldKind.Version)
            {
                _versionPlace = place;
            }
            else
            {
                var group = field.Kind == LossFieldKind.Segment ? AttributeGroup.Segment : AttributeGroup.Feature;
                _places[(group, names.InternStored(field.Name))] = place;
            }
        }
    }

    public LeafMark Sort(EventBatch events, in PredictionRow row)
    {
        Span<double> values = stackalloc double[LossTree.MaxFeatures + 1];
        values = values[..(_loss.Fields.Count + 1)];
        values.Fill(double.NaN);
        values[^1] = row.Predicted.Value;
        if (_versionPlace >= 0)
        {
            values[_versionPlace] = _loss.Tree.Encode(_versionPlace, row.Version.Name);
        }

        foreach (var attribute in new AttributeReader(events.Text(row.Attributes)))
        {
            if (_places.TryGetValue((attribute.Group, attribute.NameId), out var place))
            {
                values[place] = Encode(place, attribute);
            }
        }

        return new LeafMark(_loss.Number, _loss.Tree.LeafOf(values));
    }

    private double Encode(int place, in PredictionAttribute attribute)
    {
        if (attribute.Type != AttributeType.Text)
        {
            return _loss.Tree.Encode(place, attribute.ToNumber());
        }

        Span<char> category = stackalloc char[LongestCategory];
        return Encoding.UTF8.TryGetChars(attribute.Text, category, out var length) ? _loss.Tree.Encode(place, category[..length]) : double.NaN;
    }
}
