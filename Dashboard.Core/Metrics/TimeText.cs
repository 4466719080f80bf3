using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Core.Metrics;

/// <summary>
/// How every instant is written for one viewer: in a time zone and with its offset, so that no two instants read the same. Not for
/// wires or files: those take UTC.
/// </summary>
public sealed partial class TimeText : IEquatable<TimeText>
{
    public static readonly TimeText Utc = new(TimeZoneInfo.Utc);

    private const string Second = "yyyy-MM-dd HH:mm:ss";
    private const string Minute = "yyyy-MM-dd HH:mm";
    private const int LongestId = 64; // The longest of the IANA database has 32.

    private readonly TimeZoneInfo _zone;
    private readonly string _name;

    private TimeText(TimeZoneInfo zone)
    {
        _zone = zone;
        IsUtc = zone.BaseUtcOffset == TimeSpan.Zero && zone.GetAdjustmentRules().Length == 0;
        _name = IsUtc ? "UTC" : $"{zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ')} time";
    }

    /// <summary>Nothing to choose between.</summary>
    public bool IsUtc { get; }

    /// <param name="id">As a browser names its zone, such as Europe/Berlin; unknown, malformed and null are UTC.</param>
    public static TimeText Of(string? id) =>
        id is { Length: <= LongestId } && ZoneId().IsMatch(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? new(zone) : Utc;

    /// <summary>Of the same zone: writes the same.</summary>
    public bool Equals(TimeText? other) => _zone.Id == other?._zone.Id;

    public override bool Equals(object? obj) => Equals(obj as TimeText);

    public override int GetHashCode() => _zone.Id.GetHashCode(StringComparison.Ordinal);

    /// <summary>For a switch: "Berlin time (UTC+1)", "UTC".</summary>
    /// <param name="at">The offset is that of this instant.</param>
    public string Name(DateTimeOffset at) => IsUtc ? _name : $"{_name} ({Offset(at)})";

    /// <summary>Head of a column of <see cref="Cell"/>s: "Time (UTC)", "Time (Berlin time)".</summary>
    public string Head(string what) => $"{what} ({_name})";

    /// <summary>Unambiguous: "2026-01-02 03:04:05 UTC", "2026-01-02 04:04:05 UTC+1".</summary>
    public string Instant(DateTimeOffset instant) => $"{Print(instant, Second)} {Offset(instant)}";

    /// <summary>Under a <see cref="Head"/>; with its offset only in the hour that the clock shows twice.</summary>
    public string Cell(DateTimeOffset instant) => _zone.IsAmbiguousTime(Local(instant)) ? Instant(instant) : Print(instant, Second);

    /// <summary>"2026-01-02 03:04 to 04:00 UTC"; both days, or both offsets, where they differ.</summary>
    public string Span(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (Offset(from), Offset(to));
        var end = Local(from).Date == Local(to).Date ? "HH:mm" : Minute;
        return $"{Print(from, Minute)}{(first == last ? "" : $" {first}")} to {Print(to, end)} {last}";
    }

    /// <summary>What a clock on the viewer's wall shows.</summary>
    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone).DateTime;

    /// <summary>The reverse of <see cref="Local"/>. Of an hour that comes twice the second; one that is left out is counted from before it.</summary>
    public DateTimeOffset At(DateTime local) => new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), _zone.GetUtcOffset(local)).ToUniversalTime();

    private string Print(DateTimeOffset instant, string format) => Local(instant).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>"UTC", "UTC+1", "UTC-3:30".</summary>
    private string Offset(DateTimeOffset at)
    {
        var offset = _zone.GetUtcOffset(at);
        var format = offset.Minutes == 0 ? "%h" : @"h\:mm";
        return IsUtc ? _name : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>It becomes part of a path on most systems: no dot, and no slash but between words.</summary>
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneId();
}
