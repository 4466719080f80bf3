using System.Text;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>A segment must have one of some values; a prediction without the segment does not hold.</summary>
public sealed class SegmentCondition(string name, IEnumerable<string> values)
{
    private readonly byte[][] _values = [.. values.Select(Encoding.UTF8.GetBytes)];

    /// <param name="attributes">In the form of <see cref="AttributeReader"/>.</param>
    public bool Holds(ReadOnlySpan<byte> attributes, FieldNames names)
    {
        foreach (var attribute in new AttributeReader(attributes))
        {
            if (attribute.Group == AttributeGroup.Segment && names[attribute.NameId] == name)
            {
                return Accepts(attribute.Text);
            }
        }

        return false;
    }

    private bool Accepts(ReadOnlySpan<byte> value)
    {
        foreach (var accepted in _values)
        {
            if (value.SequenceEqual(accepted))
            {
                return true;
            }
        }

        return false;
    }
}
