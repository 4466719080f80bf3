using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>One segment, feature or score class as a column of a table.</summary>
/// <param name="NameId">Number of <paramref name="Name"/> in the catalogue.</param>
public readonly record struct AttributeColumn(AttributeGroup Group, string Name, int NameId)
{
    /// <summary>The column's name: that of the ingest field, a dot, the attribute's own.</summary>
    public string Title => Group switch
    {
        AttributeGroup.Segment => $"segments.{Name}",
        AttributeGroup.Feature => $"features.{Name}",
        _ => $"scores.{Name}",
    };
}
