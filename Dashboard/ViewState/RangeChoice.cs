using System.Globalization;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.ViewState;

/// <summary>The time ranges a viewer can choose, as text in the URL and as words on the screen.</summary>
public static class RangeChoice
{
    public static readonly TimeRange Default = TimeRange.Last(TimeSpan.FromMinutes(5));

    /// <summary>Relative ranges offered by the picker, shortest first.</summary>
    public static readonly IReadOnlyList<TimeRange> Presets =
    [
        Default,
        TimeRange.Last(TimeSpan.FromMinutes(15)),
        TimeRange.Last(TimeSpan.FromHours(1)),
        TimeRange.Last(TimeSpan.FromHours(6)),
        TimeRange.Last(TimeSpan.FromHours(24)),
        TimeRange.Last(TimeSpan.FromDays(7)),
        TimeRange.Last(TimeSpan.FromDays(30)),
    ];

    /// <summary>Longest range a URL may ask for; a longer one is cut.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Later years make no sense, and near the year 10000 a range cannot be widened or rounded up.</summary>
    private const int LastYear = 2500;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Shortest range that is zoomed into: three points of the finest resolution would be no chart.</summary>
    private static readonly TimeSpan ShortestZoom = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Reads <c>from=-5m</c>, or <c>from</c> and <c>to</c> as Unix milliseconds or ISO 8601. Anything else is the default:
    /// a mistyped link shows a page, not an error.
    /// </summary>
    /// <param name="usual">In place of <see cref="Default"/>.</param>
    public static TimeRange Parse(string? from, string? to, TimeRange? usual = null)
    {
        if (ParseLength(from) is { } length)
        {
            return TimeRange.Last(Clamp(length));
        }

        return ParseInstant(from) is { } start && ParseInstant(to) is { Year: <= LastYear } end && start < end
            ? TimeRange.Between(end - start > Longest ? end - Longest : start, end)
            : usual ?? Default;
    }

    /// <summary>A fixed range, made longer around its middle when it is too short to show anything.</summary>
    public static TimeRange Between(DateTimeOffset from, DateTimeOffset to)
    {
        var missing = ShortestZoom - (to - from);
        return missing <= TimeSpan.Zero ? TimeRange.Between(from, to) : TimeRange.Between(from - (missing / 2), to + (missing / 2));
    }

    /// <summary>The texts that <see cref="Parse"/> reads back to the same range.</summary>
    public static (string From, string? To) Print(TimeRange range) => range.IsRelative
        ? ($"-{PrintLength(range.Length)}", null)
        : (PrintInstant(range.From), PrintInstant(range.To));

    /// <summary>For buttons: "Last 5 min", "2026-01-02 03:04 to 04:00 UTC".</summary>
    public static string Words(TimeRange range, TimeText clock) =>
        range.IsRelative ? $"Last {NumberText.Duration(range.Length)}" : clock.Span(range.From, range.To);

    private static TimeSpan? ParseLength(string? text)
    {
        if (text is not ['-', .. var digits, var unit] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return unit switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(Math.Min(count, 100_000)),
            'd' => TimeSpan.FromDays(Math.Min(count, 10_000)),
            _ => null,
        };
    }

    private static string PrintLength(TimeSpan length) => length switch
    {
        { Ticks: var t } when t % TimeSpan.TicksPerDay == 0 && t > TimeSpan.TicksPerDay => $"{length.Days}d",
        { Ticks: var t } when t % TimeSpan.TicksPerHour == 0 => $"{(long)length.TotalHours}h",
        { Ticks: var t } when t % TimeSpan.TicksPerMinute == 0 => $"{(long)length.TotalMinutes}m",
        _ => $"{(long)length.TotalSeconds}s",
    };

    private static DateTimeOffset? ParseInstant(string? text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        }

        const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, AsUtc, out var instant) ? instant : null;
    }

    private static string PrintInstant(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Clamp(TimeSpan length) => length < Shortest ? Shortest : length > Longest ? Longest : length;
}
