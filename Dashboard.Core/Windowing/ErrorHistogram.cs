using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>One bar: errors in (<paramref name="From"/>, <paramref name="To"/>], in the outcome's unit.</summary>
public readonly record struct ErrorBar(double From, double To, long Count);

/// <summary>
/// How the errors of a model that predicts numbers are spread: bars of one natural width (1, 2 or 5 times a power of ten)
/// with 0 in the middle of one, from about the 0.5 % point to the 99.5 % point.
/// </summary>
/// <param name="Below">Errors below the first bar.</param>
/// <param name="Above">Errors above the last bar.</param>
public sealed record ErrorHistogram(IReadOnlyList<ErrorBar> Bars, long Below, long Above)
{
    /// <summary>Most bars.</summary>
    public const int MaxBars = 62;

    public static readonly ErrorHistogram Empty = new([], 0, 0);

    private const double Tail = 0.005;
    private const int UsualBars = 60;

    public static ErrorHistogram Of(SignedSketch errors)
    {
        if (errors.Quantile(Tail).Value is not { } low || errors.Quantile(1 - Tail).Value is not { } high)
        {
            return Empty;
        }

        var width = LatencyHistogram.NaturalWidth(Math.Max((high - low) / UsualBars, Math.Max(Math.Abs(high), Math.Abs(low)) * 1e-3));
        width = width > 0 ? width : 1; // Every prediction was right.
        var (first, last) = ((long)Math.Round(low / width), (long)Math.Round(high / width));
        var buckets = errors.Buckets.ToList(); // Bounded by the two sketches.
        var bars = new ErrorBar[last - first + 1];
        var below = CountUpTo(buckets, (first - 0.5) * width);
        var counted = below;
        for (var i = 0; i < bars.Length; i++)
        {
            var (from, to) = ((first + i - 0.5) * width, (first + i + 0.5) * width);
            var upTo = CountUpTo(buckets, to);
            bars[i] = new ErrorBar(from, to, upTo - counted);
            counted = upTo;
        }

        return new ErrorHistogram(bars, below, errors.Count - counted);
    }

    /// <summary>How many errors are at or below an edge; a bucket that it cuts is shared out evenly over its width.</summary>
    private static long CountUpTo(List<(double Low, double High, long Count)> buckets, double edge)
    {
        var below = 0L;
        foreach (var (low, high, count) in buckets)
        {
            if (high > edge)
            {
                return low >= edge ? below : below + (long)Math.Round(count * (edge - low) / (high - low));
            }

            below += count;
        }

        return below;
    }
}
