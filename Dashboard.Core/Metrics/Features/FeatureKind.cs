namespace Dashboard.Core.Metrics.Features;

/// <summary>What the values of a feature are; of each feature, what most of its baseline's were.</summary>
public enum FeatureKind : byte
{
    Number = 0,
    Category = 1,
    Boolean = 2,
}
