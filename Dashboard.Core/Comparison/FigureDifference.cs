using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.Core.Comparison;

/// <summary>The difference of two figures of any metric.</summary>
public static class FigureDifference
{
    /// <summary>
    /// Second minus first with a 95 % interval from those of the two (MOVER: Zou, Donner, Statistics in Medicine 27, 2008):
    /// d - sqrt((x2 - l2)^2 + (u1 - x1)^2) to d + sqrt((u2 - x2)^2 + (x1 - l1)^2). From Wilson's limits it is Newcombe's
    /// method 10. For different rows: of the same rows it is too wide. For one look.
    /// </summary>
    public static Figure Of(Figure first, Figure second)
    {
        var count = first.Count + second.Count;
        if (first.Value is not { } x || second.Value is not { } y)
        {
            return Figure.None(first.Undefined ?? second.Undefined!, count);
        }

        return first.Interval is { } a && second.Interval is { } b
            ? Figure.Of(y - x, count, new Interval(y - x - double.Hypot(y - b.Low, a.High - x), y - x + double.Hypot(b.High - y, x - a.Low)))
            : Figure.Of(y - x, count);
    }

    /// <summary>What an interval of second minus first says of the second, for one look; null where there is none, or no better direction.</summary>
    public static ComparisonVerdict? Verdict(Better better, Interval? interval) => (better, interval) switch
    {
        (not (Better.Higher or Better.Lower), _) or (_, null) => null,
        (Better.Higher, { Low: > 0 }) or (Better.Lower, { High: < 0 }) => ComparisonVerdict.Better,
        (Better.Higher, { High: < 0 }) or (Better.Lower, { Low: > 0 }) => ComparisonVerdict.Worse,
        _ => ComparisonVerdict.Undecided,
    };
}
