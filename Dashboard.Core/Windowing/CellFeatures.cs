using Dashboard.Core.Metrics.Features;

namespace Dashboard.Core.Windowing;

/// <summary>
/// The features of a cell: open to be counted on while its bucket fills, then packed into the bytes they are stored as, about two thirds
/// as large. Changed by the writer only; read by any thread that holds the projection's gate.
/// </summary>
internal sealed class CellFeatures
{
    /// <summary>Position in <see cref="Resolutions"/> of the finest cells that have them.</summary>
    public const int Finest = 1;

    private volatile FeatureCounts? _open;
    private volatile byte[]? _packed; // While it is not open.

    /// <summary>Under the gate.</summary>
    /// <param name="features">With a baseline.</param>
    public void Add(in FeatureMarks features)
    {
        var baseline = features.Baseline!;
        if (_open is not { } counts)
        {
            counts = _packed is { } bytes ? Unpack(bytes) : baseline.NewCounts();
            (_open, _packed) = (counts, null);
        }

        counts.TakeBaseline(baseline);
        counts.Add(features.Marks);
    }

    /// <summary>Counts as the packed features of a cell.</summary>
    public static CellFeatures Packed(FeatureCounts counts)
    {
        var features = new CellFeatures { _open = counts };
        features.Pack();
        return features;
    }

    /// <summary>These and the predictions from before the baseline; null when these hold them already. Neither is changed, so the writer needs no gate.</summary>
    public CellFeatures? With(CellFeatures earlier)
    {
        var own = _open ?? Unpack(_packed!);
        var before = Unpack(earlier._packed!);
        if (own.Baseline > before.Baseline || (own.Baseline == before.Baseline && own.ReachesBack))
        {
            return null;
        }

        before.Merge(own);
        return _open is null ? Packed(before) : new CellFeatures { _open = before };
    }

    /// <summary>What is quick to take is merged into a sum, the rest is for <see cref="Unpack"/>, which needs no gate.</summary>
    /// <param name="packed">At most one more.</param>
    public void Take(FeatureCounts sum, List<byte[]> packed)
    {
        if (_open is { } counts)
        {
            MergeOwn(sum, counts);
        }
        else
        {
            packed.Add(_packed!);
        }
    }

    /// <summary>Leaves out what another baseline counted, also a newer one.</summary>
    public static void MergeOwn(FeatureCounts sum, FeatureCounts counts)
    {
        if (counts.Baseline == sum.Baseline)
        {
            sum.Merge(counts);
        }
    }

    /// <summary>Readers may be at it: what was open stays as it is.</summary>
    public void Pack()
    {
        if (_open is not null)
        {
            _packed = Bytes();
            _open = null;
        }
    }

    /// <param name="features">Null writes a single byte.</param>
    public static void Write(BinaryWriter writer, CellFeatures? features)
    {
        var bytes = features?.Bytes() ?? [];
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }

    /// <exception cref="FormatException">The bytes tell of what cannot be, or not of all.</exception>
    public static CellFeatures? ReadFrom(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        if (length <= 0)
        {
            return length == 0 ? null : throw new FormatException("fewer than no bytes");
        }

        var bytes = reader.ReadBytes(length);
        _ = bytes.Length == length ? Unpack(bytes) : throw new EndOfStreamException();
        return new CellFeatures { _packed = bytes };
    }

    private byte[] Bytes()
    {
        if (_open is not { } counts)
        {
            return _packed!;
        }

        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        counts.Write(writer);
        return bytes.ToArray();
    }

    public static FeatureCounts Unpack(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return FeatureCounts.Read(reader);
    }
}
