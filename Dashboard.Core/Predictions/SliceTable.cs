using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Dashboard.Core.Predictions;

/// <summary>
/// The slices met so far, each with a number, so that an open prediction remembers its version and segments in a few bits.
/// Bounded by <see cref="CatalogLimits.Slices"/> beside one slice per version: predictions with yet another combination of
/// segments count for their version only. One writer.
/// </summary>
public sealed class SliceTable(CatalogLimits limits)
{
    /// <summary>A prediction in more segments than this is counted in the first of them.</summary>
    private const int MaxSegments = 32;

    private readonly List<Slice> _slices = []; // Bounded by CatalogLimits.Slices and the versions.
    private readonly Dictionary<ulong, Slice> _byKey = []; // The same.
    private long _unsegmented;

    /// <summary>Predictions whose segments could not be kept. Any thread.</summary>
    public long UnsegmentedCount => Interlocked.Read(ref _unsegmented);

    public Slice this[int index] => _slices[index];

    /// <param name="attributes">In the form of <see cref="AttributeReader"/>.</param>
    public Slice Of(ModelVersion version, ReadOnlySpan<byte> attributes)
    {
        Span<int> indexes = stackalloc int[1 + MaxSegments];
        indexes[0] = version.Index;
        var count = 1;
        foreach (var attribute in new AttributeReader(attributes))
        {
            if (attribute.Group == AttributeGroup.Segment && count <= MaxSegments && SegmentOf(version.Model, attribute) is { } segment)
            {
                indexes[count++] = segment.Index;
            }
        }

        indexes[1..count].Sort(); // Senders do not keep an order.
        var key = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(indexes[..count]));
        return _byKey.TryGetValue(key, out var known) ? known : Add(key, version, attributes, count > 1);
    }

    private static Segment? SegmentOf(Model model, in PredictionAttribute attribute) =>
        model.Segments.Intern(attribute.NameId, attribute.Text);

    private Slice Add(ulong key, ModelVersion version, ReadOnlySpan<byte> attributes, bool hasSegments)
    {
        if (hasSegments && _slices.Count >= limits.Slices)
        {
            _unsegmented++;
            return Of(version, []);
        }

        var segments = new List<Segment>();
        foreach (var attribute in new AttributeReader(attributes))
        {
            if (attribute.Group == AttributeGroup.Segment && segments.Count < MaxSegments && SegmentOf(version.Model, attribute) is { } segment)
            {
                segments.Add(segment);
            }
        }

        var slice = new Slice(_slices.Count, version, segments);
        _slices.Add(slice);
        return _byKey[key] = slice;
    }
}
