using System.Text.Json;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>Texts, numbers and skipped values of a body, read without allocating.</summary>
internal static class JsonText
{
    private const int LongestEscape = 6; // \u0041

    /// <summary>Copies the string the reader stands on into the draft when it obeys the rule; else says what is wrong.</summary>
    public static EventProblem? Read(ref Utf8JsonReader reader, EventDraft draft, TextRule rule, out TextSpan text)
    {
        text = default;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return EventProblem.TypeString;
        }

        // Checked before copying: what cannot be valid costs no memory.
        if (reader.ValueSpan.Length > rule.MaxBytes * (reader.ValueIsEscaped ? LongestEscape : 1))
        {
            return rule.TooLong;
        }

        if (!TryCopy(ref reader, draft.ReserveText(reader.ValueSpan.Length), out var length))
        {
            return EventProblem.Utf8Invalid;
        }

        text = draft.CommitText(length);
        return rule.Check(draft.Text(text));
    }

    /// <summary>The finite number the reader stands on; -0 reads as 0.</summary>
    public static EventProblem? ReadNumber(ref Utf8JsonReader reader, out double number)
    {
        number = 0;
        if (reader.TokenType != JsonTokenType.Number)
        {
            return EventProblem.TypeNumber;
        }

        if (reader.ValueSpan.Length > CanonicalNumber.MaxLength)
        {
            return EventProblem.NumberTooLong;
        }

        // TryGetDouble answers true and infinity for 1e400.
        if (!reader.TryGetDouble(out number) || !double.IsFinite(number))
        {
            return EventProblem.NumberNotFinite;
        }

        number += 0.0;
        return null;
    }

    /// <summary>The member's name; empty when it is too long or malformed to be one of ours.</summary>
    public static ReadOnlySpan<byte> Name(ref Utf8JsonReader reader, EventDraft draft)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        return reader.ValueSpan.Length <= draft.UnescapedName.Length && TryCopy(ref reader, draft.UnescapedName, out var length)
            ? draft.UnescapedName.AsSpan(0, length)
            : default;
    }

    /// <summary>Moves to the end of the value the reader stands on.</summary>
    /// <exception cref="RequestRefusedException">It nests too deep.</exception>
    public static void Skip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            ThrowIfTooDeep(ref reader);
        }
    }

    public static void ThrowIfTooDeep(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth >= EventLimits.Depth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            throw new RequestRefusedException(400, EventProblem.JsonTooDeep.Code, EventProblem.JsonTooDeep.Message);
        }
    }

    private static bool TryCopy(ref Utf8JsonReader reader, Span<byte> destination, out int length)
    {
        if (!reader.ValueIsEscaped)
        {
            length = reader.ValueSpan.Length;
            reader.ValueSpan.CopyTo(destination);
            return true;
        }

        try
        {
            length = reader.CopyString(destination);
            return true;
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate: valid JSON, not valid text.
            length = 0;
            return false;
        }
    }
}
