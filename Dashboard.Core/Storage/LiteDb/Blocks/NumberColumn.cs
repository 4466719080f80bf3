namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>
/// Finite doubles, bit-exact except that -0 becomes 0. Numbers with few decimals (scores, amounts) are stored as scaled
/// integers, about 3 bytes each; others as 8 bytes, transposed so that equal exponents lie together for the compressor.
/// </summary>
internal static class NumberColumn
{
    private const byte Transposed = 255;
    private const double MaxExact = 1L << 53;
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

    public static void Write(ByteWriter writer, ReadOnlySpan<double> values)
    {
        var scale = FindScale(values);
        writer.Byte(scale);
        if (scale == Transposed)
        {
            WriteTransposed(writer, values);
            return;
        }

        foreach (var value in values)
        {
            writer.Zigzag((long)Math.Round(value * Powers[scale]));
        }
    }

    public static void Read(ByteReader reader, Span<double> values)
    {
        var scale = reader.Byte();
        if (scale == Transposed)
        {
            ReadTransposed(reader, values);
            return;
        }

        var power = Powers[scale];
        foreach (ref var value in values)
        {
            value = reader.Zigzag() / power;
        }
    }

    /// <summary>The fewest decimals that give back every value exactly.</summary>
    private static byte FindScale(ReadOnlySpan<double> values)
    {
        var scale = 0;
        foreach (var value in values)
        {
            while (!IsExact(value, Powers[scale]))
            {
                if (++scale == Powers.Length)
                {
                    return Transposed;
                }
            }
        }

        // A larger scale may break a value that passed at a smaller one (0.1 + rounding): check them all again.
        foreach (var value in values)
        {
            if (!IsExact(value, Powers[scale]))
            {
                return Transposed;
            }
        }

        return (byte)scale;
    }

    private static bool IsExact(double value, double power)
    {
        var scaled = Math.Round(value * power);
        return Math.Abs(scaled) < MaxExact && scaled / power == value;
    }

    private static void WriteTransposed(ByteWriter writer, ReadOnlySpan<double> values)
    {
        var room = writer.Reserve(values.Length * 8);
        for (var i = 0; i < values.Length; i++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(values[i]);
            for (var k = 0; k < 8; k++)
            {
                room[k * values.Length + i] = (byte)(bits >> (8 * k));
            }
        }
    }

    private static void ReadTransposed(ByteReader reader, Span<double> values)
    {
        var bytes = reader.Bytes(values.Length * 8);
        for (var i = 0; i < values.Length; i++)
        {
            var bits = 0UL;
            for (var k = 0; k < 8; k++)
            {
                bits |= (ulong)bytes[k * values.Length + i] << (8 * k);
            }

            values[i] = BitConverter.UInt64BitsToDouble(bits);
        }
    }
}
