using System.Text;
using System.Text.Unicode;

namespace Dashboard.Core.Evaluations;

/// <summary>Texts by number in order of arrival, up to a limit.</summary>
internal sealed class LabelCodes
{
    /// <summary>Longest text, in bytes of UTF-8.</summary>
    public const int MaxBytes = 256;

    private readonly List<string> _texts = []; // Bounded by the limit.
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal); // Likewise.
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int _limit;

    /// <param name="limit">At most 65,536: codes are kept in two bytes.</param>
    public LabelCodes(int limit)
    {
        _limit = limit;
        _lookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Plain words why a text cannot be a label; null when it can.</summary>
    public static string? WhyNot(ReadOnlySpan<byte> utf8) =>
        utf8.IsEmpty ? "is empty"
        : utf8.Length > MaxBytes ? $"is longer than {MaxBytes} bytes"
        : !Utf8.IsValid(utf8) ? "is not UTF-8"
        : utf8.ContainsAnyInRange((byte)0, (byte)31) ? "has control characters"
        : null;

    /// <summary>The code of a text, which becomes known; null when too many are. Whole numbers are one label with or without decimals: 1.0 is 1.</summary>
    /// <param name="utf8">Something <see cref="WhyNot"/> has nothing against.</param>
    public ushort? CodeOf(ReadOnlySpan<byte> utf8)
    {
        Span<char> buffer = stackalloc char[MaxBytes];
        ReadOnlySpan<char> text = buffer[..Encoding.UTF8.GetChars(WithoutZeroDecimals(utf8), buffer)];
        if (_lookup.TryGetValue(text, out var code))
        {
            return (ushort)code;
        }

        if (_texts.Count == _limit)
        {
            return null;
        }

        var owned = text.ToString();
        _codes[owned] = _texts.Count;
        _texts.Add(owned);
        return (ushort)(_texts.Count - 1);
    }

    private static ReadOnlySpan<byte> WithoutZeroDecimals(ReadOnlySpan<byte> text)
    {
        var point = text.IndexOf((byte)'.');
        var digits = text.StartsWith("-"u8) ? text[1..Math.Max(1, point)] : text[..Math.Max(0, point)];
        return point > 0 && point < text.Length - 1 && !digits.IsEmpty
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && !text[(point + 1)..].ContainsAnyExcept((byte)'0')
            ? text[..point]
            : text;
    }
}
