using System.Numerics;
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
        switch (other._width)
        {
            case 1: AddCounts(other.Touched<byte>(), other.Lowest, sign, shift); break;
            case 2: AddCounts(other.Touched<ushort>(), other.Lowest, sign, shift); break;
            case 4: AddCounts(other.Touched<uint>(), other.Lowest, sign, shift); break;
            default: AddCounts(other.Touched<long>(), other.Lowest, sign, shift); break;
        }
    }

    /// <summary>Adds <paramref name="sign"/> (1 or -1) times all of another's counts, each to the bucket that stands in its place.</summary>
    /// <param name="places">By the other's buckets, which start at 0.</param>
    public void AddAll(in BucketCounts other, int sign, ReadOnlySpan<ushort> places)
    {
        if (other.IsEmpty)
        {
            return;
        }

        places = places[other.Lowest..(other.Highest + 1)];
        var (low, high) = (int.MaxValue, 0);
        foreach (var place in places)
        {
            (low, high) = (Math.Min(low, place), Math.Max(high, place));
        }

        Cover(low, high);
        Widen(long.MaxValue);
        switch (other._width)
        {
            case 1: AddCounts(other.Touched<byte>(), places, sign); break;
            case 2: AddCounts(other.Touched<ushort>(), places, sign); break;
            case 4: AddCounts(other.Touched<uint>(), places, sign); break;
            default: AddCounts(other.Touched<long>(), places, sign); break;
        }
    }

    /// <summary>The bucket that holds the count number <paramref name="rank"/> (from 0) in ascending order; the highest when there are fewer.</summary>
    public readonly int BucketOfRank(long rank) => _width switch
    {
        1 => BucketOfRank(Touched<byte>(), rank),
        2 => BucketOfRank(Touched<ushort>(), rank),
        4 => BucketOfRank(Touched<uint>(), rank),
        _ => BucketOfRank(Touched<long>(), rank),
    };

    private readonly int BucketOfRank<T>(ReadOnlySpan<T> counts, long rank)
        where T : unmanaged, IBinaryInteger<T>
    {
        var below = 0L;
        for (var i = 0; i < counts.Length - 1; i++)
        {
            below += long.CreateTruncating(counts[i]);
            if (below > rank)
            {
                return Lowest + i;
            }
        }

        return Highest;
    }

    /// <summary>This has 8 bytes a bucket and covers what is added.</summary>
    private readonly void AddCounts<T>(ReadOnlySpan<T> counts, int lowest, int sign, int shift)
        where T : unmanaged, IBinaryInteger<T>
    {
        var sums = MemoryMarshal.Cast<byte, long>(_bytes.AsSpan());
        if (shift == 0)
        {
            sums = sums.Slice(lowest - _origin, counts.Length);
            for (var i = 0; i < counts.Length; i++)
            {
                sums[i] += sign * long.CreateTruncating(counts[i]);
            }
        }
        else
        {
            for (var i = 0; i < counts.Length; i++)
            {
                sums[((lowest + i) >> shift) - _origin] += sign * long.CreateTruncating(counts[i]);
            }
        }
    }

    private readonly void AddCounts<T>(ReadOnlySpan<T> counts, ReadOnlySpan<ushort> places, int sign)
        where T : unmanaged, IBinaryInteger<T>
    {
        var sums = MemoryMarshal.Cast<byte, long>(_bytes.AsSpan());
        for (var i = 0; i < counts.Length; i++)
        {
            sums[places[i] - _origin] += sign * long.CreateTruncating(counts[i]);
        }
    }

    private readonly ReadOnlySpan<T> Touched<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_bytes.AsSpan()).Slice(Lowest - _origin, Span);

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

    /// <summary>Copies the counts into an array for [low, high] with some room at the ends they have reached.</summary>
    private void Resize(int low, int high, int width)
    {
        var room = _bytes.Length == 0 ? Slack / 2 : Slack + ((high - low) / 8);
        var origin = low < _origin || IsEmpty ? low - room : _origin;
        var end = _origin + (_bytes.Length / _width);
        end = high >= end || IsEmpty ? high + 1 + room : end;
        var grown = new BucketCounts { _bytes = new byte[(end - origin) * width], _origin = origin, _width = width };
        for (var bucket = Lowest; bucket <= Highest; bucket++)
        {
            grown.Write(bucket - grown._origin, Read(bucket - _origin));
        }

        (_bytes, _origin, _width) = (grown._bytes, grown._origin, grown._width);
    }
}
