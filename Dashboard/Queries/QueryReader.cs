using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace Dashboard.Queries;

/// <summary>
/// Reads a query string strictly: parameters the endpoint does not know, empty or repeated ones, and values in any other
/// form than the documented one are refused by name, instead of being guessed at (<c>1,5</c> is not 15).
/// </summary>
public sealed partial class QueryReader
{
    /// <summary>Nothing is kept of later years, and what lies just before the year 10000 has no end of its minute or day.</summary>
    private const int LastYear = 2500;

    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    private readonly IQueryCollection _query;
    private readonly DateTimeOffset _now;

    /// <param name="now">What relative instants are relative to.</param>
    /// <param name="known">Every parameter the endpoint takes; names are case-sensitive.</param>
    /// <exception cref="QueryException">There is another parameter.</exception>
    public QueryReader(IQueryCollection query, DateTimeOffset now, params IReadOnlyList<string> known)
    {
        _query = query;
        _now = now;
        if (query.Keys.FirstOrDefault(key => !known.Contains(key, StringComparer.Ordinal)) is { } unknown)
        {
            throw new QueryException(unknown, "query_unknown", known.Count == 0 ? "This path takes no parameters." : $"Unknown parameter. Known here: {string.Join(", ", known)}.");
        }
    }

    /// <summary>A text of 1 to <paramref name="maxLength"/> characters without control characters; null when absent.</summary>
    public string? Text(string name, int maxLength = 128) => Single(name) is { } text ? Checked(name, text, maxLength) : null;

    /// <summary>The values of a parameter that may be repeated up to <paramref name="maxCount"/> times.</summary>
    public IReadOnlyList<string> Texts(string name, int maxCount, int maxLength)
    {
        var values = _query[name];
        if (values.Count > maxCount)
        {
            throw Invalid(name, $"May be given at most {maxCount} times.");
        }

        return [.. values.Select(value => Checked(name, value ?? "", maxLength))];
    }

    /// <summary>True for <c>1</c> or <c>true</c>, false for <c>0</c>, <c>false</c> or when absent.</summary>
    public bool Flag(string name) => Single(name) switch
    {
        null or "0" or "false" => false,
        "1" or "true" => true,
        _ => throw Invalid(name, "Must be 1, true, 0 or false."),
    };

    /// <summary>A finite number in invariant form (<c>0.5</c>, <c>-1e3</c>) between two limits, both included; null when absent.</summary>
    public double? Number(string name, double least, double most) =>
        Number(name, number => number >= least && number <= most, string.Create(CultureInfo.InvariantCulture, $"Must be a number from {least} to {most}."));

    /// <summary>Any finite number in invariant form; null when absent.</summary>
    public double? Number(string name) => Number(name, _ => true, "Must be a finite number, such as 0.5.");

    /// <summary>A finite number above 0 in invariant form; null when absent.</summary>
    public double? Positive(string name) => Number(name, number => number > 0, "Must be a finite number above 0.");

    /// <summary>A whole number between two limits, both included; the usual one when absent.</summary>
    public int Count(string name, int least, int most, int usual)
    {
        if (Single(name) is not { } text)
        {
            return usual;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most
            ? count
            : throw Invalid(name, string.Create(CultureInfo.InvariantCulture, $"Must be a whole number from {least} to {most}."));
    }

    /// <summary>One of some words; null when absent.</summary>
    public string? Choice(string name, params IReadOnlyList<string> words) => Single(name) is not { } text ? null
        : words.Contains(text, StringComparer.Ordinal) ? text
        : throw Invalid(name, $"Must be one of {string.Join(", ", words)}.");

    /// <summary>
    /// RFC 3339 with offset, Unix milliseconds, <c>now</c>, or relative to now such as <c>-24h</c>; null when absent. UTC.
    /// </summary>
    public DateTimeOffset? Instant(string name) => Single(name) is { } text ? ParseInstant(name, text, _now) : null;

    /// <summary>A whole number of a unit: <c>10s</c>, <c>5m</c>, <c>1h</c>, <c>7d</c>; null when absent.</summary>
    public TimeSpan? Duration(string name) => Single(name) is { } text ? ParseDuration(name, text) : null;

    /// <inheritdoc cref="Instant"/>
    /// <exception cref="QueryException">The text is none of these, or the instant lies beyond <see cref="LastYear"/>.</exception>
    public static DateTimeOffset ParseInstant(string name, string text, DateTimeOffset now)
    {
        var instant = text switch
        {
            "now" => now,
            ['-', .. var ago] => Before(name, ParseDuration(name, ago), now),
            _ when text.Length > 0 && text.All(char.IsAsciiDigit) => FromUnixMilliseconds(name, text),
            _ => FromRfc3339(name, text),
        };
        return instant.Year <= LastYear ? instant : throw Invalid(name, $"Lies beyond the year {LastYear}.");
    }

    /// <inheritdoc cref="Duration"/>
    /// <exception cref="QueryException">The text is not a duration.</exception>
    public static TimeSpan ParseDuration(string name, string text)
    {
        var match = DurationForm().Match(text);
        if (!match.Success)
        {
            throw Invalid(name, "Must be a whole number with a unit: ms, s, m, h, d or w.");
        }

        var unit = UnitOf(match.Groups[2].Value);
        var count = long.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return count <= TimeSpan.MaxValue.Ticks / unit.Ticks ? TimeSpan.FromTicks(count * unit.Ticks) : throw Invalid(name, "Is too long.");
    }

    /// <summary>What an endpoint throws when a value reads well but is not allowed.</summary>
    public static QueryException Invalid(string name, string message) => new(name, "query_invalid", message);

    private double? Number(string name, Func<double, bool> isAllowed, string rule)
    {
        if (Single(name) is not { } text)
        {
            return null;
        }

        const NumberStyles form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, form, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && isAllowed(number)
            ? number
            : throw Invalid(name, rule);
    }

    private string? Single(string name)
    {
        var values = _query[name];
        return values.Count switch
        {
            0 => null,
            > 1 => throw Invalid(name, "May be given only once."),
            _ when StringValues.IsNullOrEmpty(values) => throw Invalid(name, "Is empty; leave it out or give it a value."),
            _ => values[0],
        };
    }

    private static string Checked(string name, string text, int maxLength)
    {
        if (text.Length == 0 || text.Length > maxLength || text.Any(char.IsControl))
        {
            throw Invalid(name, $"Must be 1 to {maxLength} characters without control characters.");
        }

        return text;
    }

    private static DateTimeOffset Before(string name, TimeSpan ago, DateTimeOffset now) =>
        ago < now - DateTimeOffset.MinValue ? now - ago : throw Invalid(name, "Lies too far in the past.");

    private static DateTimeOffset FromUnixMilliseconds(string name, string digits)
    {
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw Invalid(name, "Is not an instant in Unix milliseconds.");
    }

    private static DateTimeOffset FromRfc3339(string name, string text)
    {
        if (DateTimeOffset.TryParseExact(
            text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return instant;
        }

        // "+02:00" sent without encoding arrives as " 02:00".
        throw Invalid(name, text.Contains(' ', StringComparison.Ordinal)
            ? "A + in a query string means a space: write the offset as %2B02:00, or use Z."
            : "Must be RFC 3339 with offset (2026-01-31T12:00:00Z), Unix milliseconds, now, or relative (-24h).");
    }

    private static TimeSpan UnitOf(string unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        "d" => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(7),
    };

    [GeneratedRegex("^([0-9]{1,9})(ms|s|m|h|d|w)$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationForm();
}
