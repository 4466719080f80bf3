using System.Buffers.Text;
using System.Globalization;

namespace Dashboard.Core.Ingestion;

/// <summary>The one text of a number that is used as a class label, so that 1, 1.0 and 10e-1 are the same label.</summary>
internal static class CanonicalNumber
{
    /// <summary>The longest number accepted anywhere in an event, in characters; also the most that is written here.</summary>
    public const int MaxLength = 64;

    private const double ExactIntegers = 1L << 53;

    /// <summary>
    /// Writes the label of a JSON number. An integer literal keeps its digits whatever its size (an id beyond 2^53 must not
    /// be rounded into its neighbour); anything else is the shortest text that reads back as the same double.
    /// </summary>
    /// <returns>Bytes written, at most <see cref="MaxLength"/>.</returns>
    public static int Write(ReadOnlySpan<byte> json, double value, Span<byte> destination)
    {
        int written;
        if (json.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && value != 0)
        {
            json.CopyTo(destination);
            return json.Length;
        }

        if (Math.Abs(value) <= ExactIntegers && Math.Truncate(value) == value)
        {
            Utf8Formatter.TryFormat((long)value, destination, out written);
            return written;
        }

        value.TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
        return written;
    }
}
