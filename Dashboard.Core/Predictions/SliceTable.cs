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
    private readonly List<Segment> _found = []; // Of the prediction at hand. Bounded by MaxSegments.
    private long _unsegmented;

    /// <summary>Predictions whose segments could not be kept. Any thread.</summary>
    public long UnsegmentedCount => Interlocked.Read(ref _unsegmented);

    public Slice this[int index] => _slices[index];

    /// <param name="attributes">In the form of <see cref="AttributeReader"/>.</param>
    public Slice Of(ModelVersion version, ReadOnlySpan<byte> attributes)
    {
        FindSegments(version.Model, attributes);
        if (Find(version, out var key) is { } known)
        {
            return known;
        }

        if (_found.Count > 0 && _slices.Count >= limits.Slices)
        {
            _unsegmented++;
            return Of(version, []);
        }

        var slice = new Slice(_slices.Count, version, [.. _found]);
        _slices.Add(slice);
        return _byKey[key] = slice;
    }

    private void FindSegments(Model model, ReadOnlySpan<byte> attributes)
    {
        _found.Clear();
        foreach (var attribute in new AttributeReader(attributes))
        {
            if (attribute.Group == AttributeGroup.Segment && _found.Count < MaxSegments
                && model.Segments.Intern(attribute.NameId, attribute.Text) is { } segment)
            {
                _found.Add(segment);
            }
        }
    }

    private Slice? Find(ModelVersion version, out ulong key)
    {
        Span<int> indexes = stackalloc int[1 + MaxSegments];
        indexes[0] = version.Index;
        for (var i = 0; i < _found.Count; i++)
        {
            indexes[1 + i] = _found[i].Index;
        }

        indexes = indexes[..(1 + _found.Count)];
        indexes[1..].Sort(); // Senders do not keep an order.
        key = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(indexes));
        return _byKey.GetValueOrDefault(key);
    }
}
