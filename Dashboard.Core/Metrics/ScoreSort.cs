using System.Buffers;
using System.Runtime.InteropServices;

namespace Dashboard.Core.Metrics;

/// <summary>
/// Sorts many finite doubles: three passes of radix sort by their upper 33 bits (sign, exponent, 21 of 52 bits of the
/// mantissa), then whatever still shares these bits by comparison. O(n) for scores, never worse than O(n log n).
/// </summary>
internal static class ScoreSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;
    private const int Passes = 3;
    private const int LowBits = 64 - (Passes * DigitBits);
    private const int WorthIt = 2_048;
    private const ulong SignBit = 1UL << 63;

    /// <summary>Ascending; -0 becomes 0.</summary>
    public static void Sort(Span<double> values)
    {
        if (values.Length < WorthIt)
        {
            foreach (ref var value in values)
            {
                value += 0.0; // -0 + 0 is 0.
            }

            values.Sort();
            return;
        }

        var rented = ArrayPool<ulong>.Shared.Rent(values.Length);
        var counts = ArrayPool<int>.Shared.Rent(Passes * Digits);
        var keys = MemoryMarshal.Cast<double, ulong>(values);
        var other = rented.AsSpan(0, values.Length);
        Encode(values, counts.AsSpan(0, Passes * Digits));
        Scatter(keys, other, counts.AsSpan(0, Digits), LowBits);
        Scatter(other, keys, counts.AsSpan(Digits, Digits), LowBits + DigitBits);
        Scatter(keys, other, counts.AsSpan(2 * Digits, Digits), LowBits + (2 * DigitBits));
        SortRuns(other);
        Decode(other, keys);
        ArrayPool<ulong>.Shared.Return(rented);
        ArrayPool<int>.Shared.Return(counts);
    }

    /// <summary>Turns doubles into integers of the same order, in place, and counts their digits.</summary>
    private static void Encode(Span<double> values, Span<int> counts)
    {
        counts.Clear();
        foreach (ref var value in values)
        {
            var bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
            var key = (bits & SignBit) != 0 ? ~bits : bits | SignBit;
            value = BitConverter.UInt64BitsToDouble(key);
            counts[(int)(key >> LowBits) & (Digits - 1)]++;
            counts[Digits + ((int)(key >> (LowBits + DigitBits)) & (Digits - 1))]++;
            counts[(2 * Digits) + (int)(key >> (LowBits + (2 * DigitBits)))]++;
        }
    }

    private static void Scatter(ReadOnlySpan<ulong> from, Span<ulong> to, Span<int> counts, int shift)
    {
        var start = 0;
        foreach (ref var count in counts)
        {
            (count, start) = (start, start + count);
        }

        foreach (var key in from)
        {
            to[counts[(int)(key >> shift) & (Digits - 1)]++] = key;
        }
    }

    private static void SortRuns(Span<ulong> keys)
    {
        for (var start = 0; start < keys.Length;)
        {
            var first = keys[start];
            var end = start + 1;
            var differ = 0UL;
            while (end < keys.Length && (keys[end] ^ first) >> LowBits == 0)
            {
                differ |= keys[end++] ^ first;
            }

            if (differ != 0)
            {
                keys[start..end].Sort();
            }

            start = end;
        }
    }

    private static void Decode(ReadOnlySpan<ulong> from, Span<ulong> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = (from[i] & SignBit) != 0 ? from[i] ^ SignBit : ~from[i];
        }
    }
}
