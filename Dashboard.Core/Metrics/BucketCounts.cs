using System.Runtime.InteropServices;

namespace Dashboard.Core.Metrics;

/// <summary>
/// Counts for a contiguous run of whole-number buckets, as narrow as the largest count allows (1, 2, 4 or 8 bytes each):
/// thousands of sketches live in memory and most of their buckets hold a handful. Grows by the span it has seen, which
/// its owner bounds.
/// </summary>
internal struct BucketCounts
{
    private const int Slack = 8;

    private byte[] _bytes = [];
    private int _origin;
    private int _width = 1;

    public BucketCounts()
    {
    }

    /// <summary>Lowest bucket ever touched; meaningless while <see cref="IsEmpty"/>.</summary>
    public int Lowest { get; private set; } = int.MaxValue;

    public int Highest { get; private set; } = int.MinValue;

    public readonly bool IsEmpty => Highest < Lowest;

    /// <summary>Buckets from the lowest to the highest touched.</summary>
    public readonly int Span => IsEmpty ? 0 : Highest - Lowest + 1;

    public readonly long this[int bucket] => bucket < Lowest || bucket > Highest ? 0 : Read(bucket - _origin);

    public void Add(int bucket, long count)
    {
        Cover(bucket, bucket);
        var sum = Read(bucket - _origin) + count;
        if (_width < 8 && sum >> (_width * 8) != 0)
        {
            Widen(sum);
        }

        Write(bucket - _origin, sum);
    }

    /// <summary>Adds <paramref name="sign"/> (1 or -1) times all of another's counts, its buckets shifted right.</summary>
    public void AddAll(in BucketCounts other, int sign, int shift)
    {
        if (other.IsEmpty)
        {
            return;
        }

        Cover(other.Lowest >> shift, other.Highest >> shift);
        Widen(long.MaxValue); // What takes merges is a window's, and windows are few.
        var sums = MemoryMarshal.Cast<byte, long>(_bytes.AsSpan());
        var first = other.Lowest - other._origin;
        for (var i = 0; i < other.Span; i++)
        {
            sums[((other.Lowest + i) >> shift) - _origin] += sign * other.Read(first + i);
        }
    }

    private readonly long Read(int slot) => _width switch
    {
        1 => _bytes[slot],
        2 => MemoryMarshal.Cast<byte, ushort>(_bytes.AsSpan())[slot],
        4 => MemoryMarshal.Cast<byte, uint>(_bytes.AsSpan())[slot],
        _ => MemoryMarshal.Cast<byte, long>(_bytes.AsSpan())[slot],
    };

    private readonly void Write(int slot, long count)
    {
        switch (_width)
        {
            case 1: _bytes[slot] = (byte)count; break;
            case 2: MemoryMarshal.Cast<byte, ushort>(_bytes.AsSpan())[slot] = (ushort)count; break;
            case 4: MemoryMarshal.Cast<byte, uint>(_bytes.AsSpan())[slot] = (uint)count; break;
            default: MemoryMarshal.Cast<byte, long>(_bytes.AsSpan())[slot] = count; break;
        }
    }

    private void Cover(int low, int high)
    {
        if (low >= Lowest && high <= Highest)
        {
            return;
        }

        low = Math.Min(low, Lowest);
        high = Math.Max(high, Highest);
        if (low < _origin || high >= _origin + (_bytes.Length / _width))
        {
            Resize(low, high, _width);
        }

        Lowest = low;
        Highest = high;
    }

    private void Widen(long largest)
    {
        var width = largest <= ushort.MaxValue ? 2 : largest <= uint.MaxValue ? 4 : 8;
        if (width > _width)
        {
            Resize(Lowest, Highest, width);
        }
    }

    /// <summary>Copies the counts into an array for [low, high] with some room at both ends.</summary>
    private void Resize(int low, int high, int width)
    {
        var room = _bytes.Length == 0 ? Slack / 2 : Slack + ((high - low) / 8);
        var grown = new BucketCounts { _bytes = new byte[(high - low + 1 + (2 * room)) * width], _origin = low - room, _width = width };
        for (var bucket = Lowest; bucket <= Highest; bucket++)
        {
            grown.Write(bucket - grown._origin, Read(bucket - _origin));
        }

        (_bytes, _origin, _width) = (grown._bytes, grown._origin, grown._width);
    }
}
