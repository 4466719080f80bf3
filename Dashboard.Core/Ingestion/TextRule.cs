using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dashboard.Core.Ingestion;

/// <summary>What a text of an event may look like: a length and a set of characters.</summary>
internal sealed class TextRule(int maxBytes, int maxCharacters, bool mayBeEmpty, Func<Rune, bool> forbids, EventProblem badCharacter, EventProblem badLength)
{
    private const int BytesPerCharacter = 4;

    /// <summary>Names that appear in URLs and charts: <c>[\p{L}\p{N}][\p{L}\p{N} ._:/@+-]*</c>.</summary>
    public static readonly TextRule ModelName = Named(IsOutsideName, EventProblem.NameCharset);

    /// <summary>Labels and the names and values of segments, features and classes: anything visible.</summary>
    public static readonly TextRule Label = Named(IsInvisible, EventProblem.ControlCharacter);

    public static readonly TextRule Id = new(
        EventLimits.IdCharacters * BytesPerCharacter, EventLimits.IdCharacters, mayBeEmpty: false, Rune.IsControl, EventProblem.ControlCharacter, EventProblem.IdLength);

    public static readonly TextRule FeatureText = Free(EventLimits.FeatureTextBytes);

    public static readonly TextRule ErrorText = Free(EventLimits.ErrorBytes);

    private static readonly SearchValues<byte> PlainLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    /// <summary>The most bytes a valid text can have.</summary>
    public int MaxBytes { get; } = maxBytes;

    public EventProblem TooLong { get; } = badLength;

    /// <summary>What is wrong with a text (valid UTF-8), or null.</summary>
    public EventProblem? Check(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return mayBeEmpty ? null : TooLong;
        }

        if (utf8.Length > MaxBytes || (utf8.Length > maxCharacters && CountCharacters(utf8) > maxCharacters))
        {
            return TooLong;
        }

        if (this == ModelName && !StartsWithLetterOrDigit(utf8))
        {
            return IsFirstInvisible(utf8) ? EventProblem.ControlCharacter : EventProblem.NameCharset;
        }

        return utf8.ContainsAnyExcept(PlainLetters) ? CheckCharacters(utf8) : null;
    }

    private static TextRule Named(Func<Rune, bool> forbids, EventProblem badCharacter) => new(
        EventLimits.NameCharacters * BytesPerCharacter, EventLimits.NameCharacters, mayBeEmpty: false, forbids, badCharacter, EventProblem.NameLength);

    private static TextRule Free(int maxBytes) =>
        new(maxBytes, maxBytes, mayBeEmpty: true, rune => rune.Value == 0, EventProblem.ControlCharacter, EventProblem.TextTooLarge);

    private EventProblem? CheckCharacters(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            if (forbids(rune))
            {
                return IsInvisible(rune) ? EventProblem.ControlCharacter : badCharacter;
            }

            utf8 = utf8[length..];
        }

        return null;
    }

    private static int CountCharacters(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var value in utf8)
        {
            count += (value & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }

    private static bool StartsWithLetterOrDigit(ReadOnlySpan<byte> utf8)
    {
        Rune.DecodeFromUtf8(utf8, out var first, out _);
        return IsLetterOrNumber(first);
    }

    private static bool IsFirstInvisible(ReadOnlySpan<byte> utf8)
    {
        Rune.DecodeFromUtf8(utf8, out var first, out _);
        return IsInvisible(first);
    }

    private static bool IsLetterOrNumber(Rune rune) => Rune.IsLetter(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsOutsideName(Rune rune) => !IsLetterOrNumber(rune)
        && rune.Value is not (' ' or '.' or '_' or ':' or '/' or '@' or '+' or '-');

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
