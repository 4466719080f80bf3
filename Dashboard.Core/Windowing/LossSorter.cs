using System.Text;
using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Puts predictions into the leaves of a tree, without allocating. Immutable.</summary>
internal sealed class LossSorter
{
    private readonly LossModel _loss;
    private readonly int _versionPlace;
    private readonly Dictionary<(LossFieldKind? Kind, int NameId), int> _places = []; // Bounded by LossTree.MaxFeatures.

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
                _places[(field.Kind, names.InternStored(field.Name))] = place;
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
            if (_places.TryGetValue((LossFields.KindOf(attribute.Group), attribute.NameId), out var place))
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

        Span<char> category = stackalloc char[LossFields.LongestCategory];
        return Encoding.UTF8.TryGetChars(attribute.Text, category, out var length) ? _loss.Tree.Encode(place, category[..length]) : double.NaN;
    }
}
