using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Features;

/// <summary>How the values of a feature are sorted into bins, as its baseline had them. Immutable; allocates nothing.</summary>
public abstract record FeatureBins
{
    /// <summary>Of numbers: 20 quantiles; of categories, with one more for the others.</summary>
    public const int Most = 20;

    /// <summary>A value that <see cref="BinOf"/> does not know: of another kind than the baseline's.</summary>
    public const int OtherKind = -1;

    /// <summary>A category the baseline never had.</summary>
    public const int Unseen = -2;

    public abstract FeatureKind Kind { get; }

    public abstract int Count { get; }

    /// <returns>A bin, <see cref="OtherKind"/> or <see cref="Unseen"/>.</returns>
    public abstract int BinOf(in PredictionAttribute value);

    public abstract void Write(BinaryWriter writer);

    /// <exception cref="FormatException">The bytes tell of no bins there can be.</exception>
    public static FeatureBins Read(BinaryReader reader) => (FeatureKind)reader.ReadByte() switch
    {
        FeatureKind.Number => NumberBins.ReadRest(reader),
        FeatureKind.Category => CategoryBins.ReadRest(reader),
        FeatureKind.Boolean => new BooleanBins(),
        _ => throw new FormatException("a feature of no known kind"),
    };
}
