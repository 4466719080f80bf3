using System.Text;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>The attributes of a prediction for people.</summary>
internal static class RowAttributes
{
    /// <summary>By group, then in the sender's order. Bounded by what one event may carry.</summary>
    public static IReadOnlyList<RowAttribute> Of(EventBatch events, in PredictionRow row, FieldNames names)
    {
        var attributes = new List<RowAttribute>();
        foreach (var attribute in new AttributeReader(events.Text(row.Attributes)))
        {
            attributes.Add(attribute.Type switch
            {
                AttributeType.Number => new RowAttribute(attribute.Group, names[attribute.NameId], null, attribute.Number),
                AttributeType.Text => new RowAttribute(attribute.Group, names[attribute.NameId], Encoding.UTF8.GetString(attribute.Text), null),
                var type => new RowAttribute(attribute.Group, names[attribute.NameId], type == AttributeType.True ? "true" : "false", null),
            });
        }

        return [.. attributes.OrderBy(attribute => attribute.Group)];
    }
}
