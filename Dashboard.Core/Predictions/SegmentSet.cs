using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;

namespace Dashboard.Core.Predictions;

/// <summary>
/// The segments of one model: of the first <see cref="CatalogLimits.SegmentDimensions"/> dimensions, the first
/// <see cref="CatalogLimits.SegmentValues"/> values each; further values are one segment, <see cref="Segment.Other"/>. First
/// seen and not most frequent: a replay must find the same cells (docs/decisions/0010). Filled by one writer, read by any
/// thread.
/// </summary>
public sealed class SegmentSet(Model model, CatalogLimits limits, FieldNames names)
{
    private static readonly ulong OtherKey = KeyOf(Encoding.UTF8.GetBytes(Segment.Other));

    private readonly ConcurrentDictionary<int, ConcurrentDictionary<ulong, Segment>> _dimensions = new(); // Bounded by limits.
    private int _count;
    private long _folded;
    private long _ignored;

    /// <summary>Values that were counted as <see cref="Segment.Other"/>.</summary>
    public long FoldedCount => Interlocked.Read(ref _folded);

    /// <summary>Values of dimensions beyond the limit, which are not broken down.</summary>
    public long IgnoredCount => Interlocked.Read(ref _ignored);

    /// <summary>How many there are: rises, never falls.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>All segments, by dimension and value.</summary>
    public IReadOnlyList<Segment> All =>
    [
        .. _dimensions.Values.SelectMany(d => d.Values)
            .OrderBy(s => s.Dimension, StringComparer.Ordinal).ThenBy(s => s.Value, StringComparer.Ordinal),
    ];

    /// <summary>Names of the dimensions broken down, in ordinal order.</summary>
    public IReadOnlyList<string> Dimensions => [.. All.Select(segment => segment.Dimension).Distinct(StringComparer.Ordinal)];

    /// <summary>The values of a dimension, in ordinal order; none when it is not broken down.</summary>
    public IReadOnlyList<string> ValuesOf(string dimension) => [.. All.Where(segment => segment.Dimension == dimension).Select(segment => segment.Value)];

    public Segment? Find(string dimension, string value) =>
        _dimensions.TryGetValue(names.Find(dimension), out var known) ? known.GetValueOrDefault(KeyOf(Encoding.UTF8.GetBytes(value))) : null;

    /// <summary>The segment a value belongs to, made if there is room; null for a dimension beyond the limit.</summary>
    /// <param name="dimension">Number of its name in the catalogue's <see cref="FieldNames"/>.</param>
    /// <param name="value">UTF-8.</param>
    public Segment? Intern(int dimension, ReadOnlySpan<byte> value)
    {
        if (!_dimensions.TryGetValue(dimension, out var known))
        {
            if (_dimensions.Count >= limits.SegmentDimensions)
            {
                Interlocked.Increment(ref _ignored);
                return null;
            }

            _dimensions[dimension] = known = new ConcurrentDictionary<ulong, Segment>(); // Bounded by SegmentValues + 1.
        }

        var key = KeyOf(value);
        return known.GetValueOrDefault(key) ?? Add(known, dimension, key, value);
    }

    /// <summary>The segment of stored cells: what was kept once is found again, whatever the limits are now.</summary>
    public Segment InternStored(string dimension, string value)
    {
        var id = names.InternStored(dimension);
        var key = KeyOf(Encoding.UTF8.GetBytes(value));
        var known = _dimensions.GetOrAdd(id, _ => new ConcurrentDictionary<ulong, Segment>());
        return known.GetOrAdd(key, _ => new Segment(model, dimension, value, _count++));
    }

    private Segment Add(ConcurrentDictionary<ulong, Segment> values, int dimension, ulong key, ReadOnlySpan<byte> value)
    {
        if (values.Count < limits.SegmentValues)
        {
            return values[key] = new Segment(model, names[dimension], Encoding.UTF8.GetString(value), _count++);
        }

        Interlocked.Increment(ref _folded);
        return values.GetValueOrDefault(OtherKey) ?? (values[OtherKey] = new Segment(model, names[dimension], Segment.Other, _count++));
    }

    private static ulong KeyOf(ReadOnlySpan<byte> value) => XxHash3.HashToUInt64(value);
}
