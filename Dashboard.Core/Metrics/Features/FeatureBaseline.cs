namespace Dashboard.Core.Metrics.Features;

/// <summary>The features of a model's first predictions: how later ones are sorted, and what they are compared with. Immutable.</summary>
/// <param name="Number">
/// Sequence number of the first event it sorts: a replay sorts the same events again, and of two baselines the later has the higher
/// number. 0 while it sorts none.
/// </param>
/// <param name="Features">By name; at most <see cref="MostFeatures"/>.</param>
/// <param name="Counts">Of the baseline itself.</param>
/// <param name="Beyond">Features it had besides, which are not counted.</param>
/// <param name="From">Prediction time of its oldest prediction.</param>
/// <param name="To">Prediction time of its newest prediction.</param>
public sealed record FeatureBaseline(
    long Number, IReadOnlyList<BaselineFeature> Features, FeatureCounts Counts, int Beyond, DateTimeOffset From, DateTimeOffset To)
{
    public const int MostFeatures = 64;

    public const int MostSlots = MostFeatures * (FeatureBins.Most + 1 + BaselineFeature.SlotsBeside);

    private const byte FormatVersion = 2; // 2: whether it reaches back.

    private const byte WithoutReach = 1;

    /// <summary>The stored cells count the predictions from before it too.</summary>
    public bool ReachesBack { get; init; }

    /// <summary>Predictions it was learned from.</summary>
    public long Predictions => Counts.Rows;

    public int NumericFeatures { get; } = CountNumeric(Features);

    public FeatureCounts NewCounts() => new(Number, NumericFeatures);

    /// <summary>For those of a baseline itself.</summary>
    public static FeatureCounts NewCounts(IReadOnlyList<BaselineFeature> features) => new(0, CountNumeric(features));

    /// <summary>Gives each feature its place in the counts.</summary>
    public static IReadOnlyList<BaselineFeature> Lay(IEnumerable<(string Name, FeatureBins Bins)> found)
    {
        var features = new List<BaselineFeature>();
        var (slot, numbers) = (0, 0);
        foreach (var (name, bins) in found)
        {
            features.Add(new BaselineFeature(name, bins, slot, bins.Kind == FeatureKind.Number ? (short)numbers++ : FeatureMark.None));
            slot = features[^1].EndSlot;
        }

        return features;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(ReachesBack);
        writer.Write7BitEncodedInt64(Number);
        writer.Write(From.UtcTicks);
        writer.Write(To.UtcTicks);
        writer.Write7BitEncodedInt(Beyond);
        writer.Write((byte)Features.Count);
        foreach (var feature in Features)
        {
            writer.Write(feature.Name);
            feature.Bins.Write(writer);
        }

        Counts.Write(writer);
    }

    /// <summary>Null when the bytes are of another format version.</summary>
    /// <exception cref="FormatException">The bytes tell of what cannot be.</exception>
    public static FeatureBaseline? Read(BinaryReader reader)
    {
        var format = reader.ReadByte();
        if (format is not (FormatVersion or WithoutReach))
        {
            return null;
        }

        var reachesBack = format != WithoutReach && reader.ReadBoolean();
        var (number, from, to, beyond) = (reader.Read7BitEncodedInt64(), ReadTime(reader), ReadTime(reader), reader.Read7BitEncodedInt());
        var count = reader.ReadByte();
        var found = count <= MostFeatures ? new (string, FeatureBins)[count] : throw new FormatException($"{count} features");
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = (reader.ReadString(), FeatureBins.Read(reader));
        }

        var features = Lay(found);
        var counts = NewCounts(features);
        counts.Merge(FeatureCounts.Read(reader));
        return new FeatureBaseline(number, features, counts, beyond, from, to) { ReachesBack = reachesBack };
    }

    private static int CountNumeric(IReadOnlyList<BaselineFeature> features) => features.Count(feature => feature.Kind == FeatureKind.Number);

    private static DateTimeOffset ReadTime(BinaryReader reader)
    {
        var ticks = reader.ReadInt64();
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw new FormatException("no time");
    }
}
