namespace Dashboard.Core.Ingestion;

/// <summary>Instants as RFC 3339 writes them: <c>2026-11-23T09:30:00.123456789+01:00</c>.</summary>
internal static class Rfc3339
{
    /// <summary>The most fraction digits accepted; the eighth and ninth are below our resolution and are cut.</summary>
    public const int MaxFractionDigits = 9;

    /// <summary>UTC ticks (100 ns), or what is wrong with the text. Lower-case t and z are allowed, as the RFC says.</summary>
    public static EventProblem? TryParse(ReadOnlySpan<byte> text, out long utcTicks)
    {
        utcTicks = 0;
        if (!IsDateAndTime(text))
        {
            return EventProblem.TimestampFormat;
        }

        var rest = text[19..];
        if (!TryReadFraction(ref rest, out var fraction))
        {
            return EventProblem.TimestampFormat;
        }

        if (rest.IsEmpty)
        {
            return EventProblem.TimestampOffsetRequired;
        }

        if (!TryReadOffset(rest, out var offsetMinutes, out var offsetIsValid))
        {
            return EventProblem.TimestampFormat;
        }

        return offsetIsValid && TryGetTicks(text, out var localTicks)
            ? ToUtc(localTicks + fraction, offsetMinutes, out utcTicks)
            : EventProblem.TimestampInvalid;
    }

    private static EventProblem? ToUtc(long localTicks, int offsetMinutes, out long utcTicks)
    {
        utcTicks = localTicks - (offsetMinutes * TimeSpan.TicksPerMinute);
        return utcTicks >= 0 && utcTicks <= DateTime.MaxValue.Ticks ? null : EventProblem.TimestampInvalid;
    }

    private static bool IsDateAndTime(ReadOnlySpan<byte> text)
    {
        const string Shape = "0000-00-00T00:00:00";
        if (text.Length < Shape.Length)
        {
            return false;
        }

        for (var i = 0; i < Shape.Length; i++)
        {
            var fits = Shape[i] switch
            {
                '0' => char.IsAsciiDigit((char)text[i]),
                'T' => text[i] is (byte)'T' or (byte)'t',
                _ => text[i] == Shape[i],
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest.IsEmpty || rest[0] != '.')
        {
            return true;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? rest.Length - 1 : digits;
        for (var i = 0; i < 7; i++)
        {
            ticks = (ticks * 10) + (i < digits ? rest[1 + i] - '0' : 0);
        }

        rest = rest[(1 + digits)..];
        return digits is > 0 and <= MaxFractionDigits;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes, out bool isValid)
    {
        minutes = 0;
        isValid = true;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !AreDigits(text.Slice(1, 2)) || !AreDigits(text.Slice(4, 2)))
        {
            return false;
        }

        var (hours, rest) = (TwoDigits(text, 1), TwoDigits(text, 4));
        isValid = hours <= 23 && rest <= 59;
        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryGetTicks(ReadOnlySpan<byte> text, out long ticks)
    {
        var year = (TwoDigits(text, 0) * 100) + TwoDigits(text, 2);
        var (month, day) = (TwoDigits(text, 5), TwoDigits(text, 8));
        var (hour, minute, second) = (TwoDigits(text, 11), TwoDigits(text, 14), TwoDigits(text, 17));
        ticks = 0;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks;
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static int TwoDigits(ReadOnlySpan<byte> text, int at) => ((text[at] - '0') * 10) + (text[at + 1] - '0');
}
