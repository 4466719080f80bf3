using System.Globalization;

namespace Dashboard.Core.Metrics;

/// <summary>
/// How every number is written for people: units, significant digits and relative times, in one place, so that a tile,
/// a table and a sentence never differ. Not for wires or files: those take invariant round-trip numbers.
/// </summary>
public static class NumberText
{
    /// <summary>Between digits and unit: never broken.</summary>
    public const string Space = "\u00A0";

    /// <summary>As wide as a plus sign; a hyphen is not, and may end a line.</summary>
    public const string Minus = "−";

    private static readonly NumberFormatInfo Format = new() { NegativeSign = Minus };

    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A figure in the unit of its metric.</summary>
    public static Quantity Of(MetricUnit unit, double? value) => unit switch
    {
        _ when value is not { } number || !double.IsFinite(number) => Quantity.Missing,
        MetricUnit.Share => Percent(value),
        MetricUnit.Milliseconds => Milliseconds(value),
        MetricUnit.Seconds => Milliseconds(value * 1_000),
        MetricUnit.PerSecond => PerSecond(value),
        _ => Value(value),
    };

    /// <summary>A share as percent: one decimal, two below 1 % and above 99 %. 100 % and 0 % are written only when exact.</summary>
    /// <param name="share">Mostly 0 to 1; a relative error may be above.</param>
    public static Quantity Percent(double? share) => share switch
    {
        null or double.NaN => Quantity.Missing,
        0 => new("0", "%"),
        1 => new("100", "%"),
        > 0 and < 0.00005 => new("<0.01", "%"),
        > 0.99995 and < 1 => new(">99.99", "%"),
        >= 9.995 => new(Value(share * 100).ToString(), "%"),
        > 1 => new(Fixed(share.Value * 100, 1), "%"),
        < 0.00995 or > 0.9905 => new(Fixed(share.Value * 100, 2), "%"),
        _ => new(Fixed(share.Value * 100, 1), "%"),
    };

    /// <summary>How busy or full something is: whole percents, one decimal below 10 %.</summary>
    /// <param name="share">0 to 1.</param>
    public static Quantity Load(double? share) => share is { } value && double.IsFinite(value)
        ? new(Fixed(value * 100, value < 0.0995 ? 1 : 0), "%")
        : Quantity.Missing;

    /// <summary>A difference of two shares in percent points, without sign, for example "1.7 pp".</summary>
    public static Quantity PercentPoints(double difference)
    {
        var points = Math.Abs(difference) * 100;
        return new(Fixed(points, points < 0.1 ? 2 : 1), "pp");
    }

    /// <summary>An interval of shares, for example "90.8 to 91.8 %"; two decimals when one could not tell its ends apart.</summary>
    public static string PercentRange(Interval interval)
    {
        var decimals = interval.High - interval.Low < 0.005 ? 2 : 1;
        return $"{Fixed(interval.Low * 100, decimals)} to {new Quantity(Fixed(interval.High * 100, decimals), "%")}";
    }

    /// <summary>Three significant digits: "0.42 ms", "41.3 ms", "412 ms", "1.24 s", "2.1 min".</summary>
    public static Quantity Milliseconds(double? milliseconds) => milliseconds switch
    {
        null or double.NaN => Quantity.Missing,
        < 999.5 => new(Significant(milliseconds.Value), "ms"),
        < 59_950 => new(Significant(milliseconds.Value / 1_000), "s"),
        _ => Duration(TimeSpan.FromMilliseconds(Math.Min(milliseconds.Value, TimeSpan.FromDays(100_000).TotalMilliseconds))),
    };

    /// <summary>A length of time in the largest unit that leaves at least 1: "12 s", "4.2 min", "3.1 h", "30 d".</summary>
    public static Quantity Duration(TimeSpan length) => length.Duration() switch
    {
        { TotalSeconds: < 60 } d => new(TwoDigits(d.TotalSeconds), "s"),
        { TotalMinutes: < 60 } d => new(TwoDigits(d.TotalMinutes), "min"),
        { TotalHours: < 48 } d => new(TwoDigits(d.TotalHours), "h"),
        var d => new(TwoDigits(d.TotalDays), "d"),
    };

    /// <summary>Exact with thousands up to 999,999, then "1.23 M", "1.23 bn".</summary>
    public static Quantity Count(long count) => Math.Abs(count) switch
    {
        < 1_000_000 => new(count.ToString("N0", Format), ""),
        < 999_500_000 => new(Significant(count / 1e6), "M"),
        _ => new(Significant(count / 1e9), "bn"),
    };

    /// <summary>"1 prediction", "18,204 predictions".</summary>
    public static string Counted(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Events per second: "0.42 /s", "1,167 /s".</summary>
    public static Quantity PerSecond(double? rate) =>
        rate is { } value && double.IsFinite(value) ? new(Significant(value), "/s") : Quantity.Missing;

    /// <summary>Binary units, one decimal below 100: "6.2 GiB", "412 MiB".</summary>
    public static Quantity Bytes(long? bytes)
    {
        if (bytes is not { } value)
        {
            return Quantity.Missing;
        }

        var unit = 0;
        double size = value;
        for (; Math.Abs(size) >= 1_000 && unit < ByteUnits.Length - 1; unit++)
        {
            size /= 1_024;
        }

        return new(unit == 0 || Math.Abs(size) >= 99.95 ? Fixed(size, 0) : Fixed(size, 1), ByteUnits[unit]);
    }

    /// <summary>"1 core", "8 cores", "1.5 cores" (a container's share).</summary>
    public static string Cores(double cores) =>
        $"{cores.ToString("0.##", CultureInfo.InvariantCulture)} core{(cores == 1 ? "" : "s")}";

    /// <summary>A value in the model's own unit: three significant digits, thousands in full, "1.23 M" from a million on.</summary>
    public static Quantity Value(double? value) => value switch
    {
        null or double.NaN => Quantity.Missing,
        _ when Math.Abs(value.Value) >= 999_999.5e9 => new(value.Value.ToString("0.00e0", Format), ""),
        _ when Math.Abs(value.Value) >= 999_500_000 => new(Significant(value.Value / 1e9), "bn"),
        _ when Math.Abs(value.Value) >= 999_999.5 => new(Significant(value.Value / 1e6), "M"),
        _ when value != 0 && Math.Abs(value.Value) < 0.0001 => new(value.Value.ToString("0.00e0", Format), ""),
        _ => new(Significant(value.Value), ""),
    };

    /// <summary>"just now", "12 s ago", "4 min ago"; "in 12 s" for the future (a sender's clock that runs ahead).</summary>
    public static string Ago(DateTimeOffset instant, DateTimeOffset now)
    {
        var age = now - instant;
        return age switch
        {
            { TotalSeconds: > -1 and < 1 } => "just now",
            { Ticks: < 0 } => $"in {Whole(-age)}",
            _ => $"{Whole(age)} ago",
        };
    }

    /// <summary>A length of time in whole units, for relative times: "59 s", "4 min", "3 h", "12 d".</summary>
    public static Quantity Whole(TimeSpan length) => length switch
    {
        { TotalSeconds: < 60 } => new(Fixed(Math.Floor(length.TotalSeconds), 0), "s"),
        { TotalMinutes: < 60 } => new(Fixed(Math.Floor(length.TotalMinutes), 0), "min"),
        { TotalHours: < 48 } => new(Fixed(Math.Floor(length.TotalHours), 0), "h"),
        _ => new(length.Days.ToString("N0", CultureInfo.InvariantCulture), "d"),
    };

    /// <summary>Every digit, for tooltips.</summary>
    public static string Exact(double? value) => value?.ToString("G15", Format) ?? Quantity.Missing.Digits;

    /// <summary>Three significant digits, but never fewer than the integer part has: "0.042", "4.20", "41.3", "1,167".</summary>
    private static string Significant(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var decimals = Math.Clamp(2 - magnitude, 0, 6);
        var roundsUp = Math.Round(Math.Abs(value), decimals) >= Math.Pow(10, magnitude + 1); // 9.996 is "10.0", not "10.00"
        return Fixed(value, roundsUp ? Math.Max(0, decimals - 1) : decimals);
    }

    private static string TwoDigits(double value) => value < 9.95 ? Trim(Fixed(value, 1)) : Fixed(value, 0);

    private static string Trim(string digits) => digits.EndsWith(".0", StringComparison.Ordinal) ? digits[..^2] : digits;

    private static string Fixed(double value, int decimals) =>
        value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Format);
}
