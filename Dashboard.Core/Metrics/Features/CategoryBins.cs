using System.IO.Hashing;
using System.Text;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Features;

/// <summary>
/// Bins of categories: the most frequent of the baseline, the more frequent first, and one for the others it had. Looked up by the
/// 64-bit hash of their text.
/// </summary>
public sealed record CategoryBins : FeatureBins
{
    /// <summary>Categories that are known; of a feature with more, none is unseen.</summary>
    public const int MostKnown = 256;

    private readonly ulong[] _others; // At most MostKnown less the named ones.
    private readonly ulong[] _hashes; // Of all that are known, ascending.
    private readonly byte[] _bins; // Of each of them.

    private CategoryBins(string[] names, ulong[] others, bool knowsAll)
    {
        (Names, _others, KnowsAll) = (names, others, knowsAll);
        _hashes = [.. names.Select(HashOf), .. others];
        _bins = [.. names.Index().Select(name => (byte)name.Index), .. others.Select(_ => (byte)names.Length)];
        Array.Sort(_hashes, _bins);
    }

    public override FeatureKind Kind => FeatureKind.Category;

    public override int Count => Names.Count + (HasOthers ? 1 : 0);

    public IReadOnlyList<string> Names { get; }

    /// <summary>The last bin is that of all others.</summary>
    public bool HasOthers => _others.Length > 0 || !KnowsAll;

    /// <summary>Every category of the baseline is known, so that others are unseen.</summary>
    public bool KnowsAll { get; }

    /// <param name="names">Of the baseline, the most frequent first.</param>
    public static CategoryBins Of(IReadOnlyList<string> names) => new(
        [.. names.Take(Most)],
        [.. names.Take(MostKnown).Skip(Most).Select(HashOf)],
        names.Count <= MostKnown);

    public override int BinOf(in PredictionAttribute value)
    {
        if (value.Type != AttributeType.Text)
        {
            return OtherKind;
        }

        var found = Array.BinarySearch(_hashes, XxHash3.HashToUInt64(value.Text));
        return found >= 0 ? _bins[found] : KnowsAll ? Unseen : Count - 1;
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write((byte)Kind);
        writer.Write(KnowsAll);
        writer.Write((byte)Names.Count);
        foreach (var name in Names)
        {
            writer.Write(name);
        }

        writer.Write((byte)_others.Length);
        Array.ForEach(_others, writer.Write);
    }

    internal static CategoryBins ReadRest(BinaryReader reader)
    {
        var (knowsAll, count) = (reader.ReadBoolean(), reader.ReadByte());
        var names = count <= Most ? new string[count] : throw new FormatException($"{count} categories; there are at most {Most}");
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.ReadString();
        }

        var others = new ulong[reader.ReadByte()];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = reader.ReadUInt64();
        }

        return new CategoryBins(names, others, knowsAll);
    }

    private static ulong HashOf(string name) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(name));
}
