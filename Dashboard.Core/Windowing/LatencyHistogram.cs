using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Bars of one natural width (1, 2 or 5 times a power of ten) from 0 to just past the 99.5 % point, or twice the 95 % point
/// when that is less: a long tail must not squeeze the body into a few bars. Slower predictions are in the last bar. The
/// edges stay those of the histogram before while they still fit, so bars do not flicker.
/// </summary>
internal static class LatencyHistogram
{
    /// <summary>Most bars.</summary>
    public const int MaxBars = 50;

    private const int BarsPerGroup = 10; // The number of bars is a multiple of this, so the upper edge is a round number.
    private const double Reach = 0.995;
    private const double BodyReach = 2; // Times the 95 % point.
    private const double LooseFit = 0.5; // Edges are kept while what must be shown fills this share of them.

    /// <summary>Empty when there are no latencies.</summary>
    public static IReadOnlyList<HistogramBar> Of(ExpSketch latencies, IReadOnlyList<HistogramBar>? previous)
    {
        if (latencies.Quantile(Reach) is not { } tail || latencies.Quantile(0.95) is not { } body)
        {
            return [];
        }

        var (width, bars) = Edges(Math.Max(Math.Min(tail, BodyReach * body), 0.001), previous);
        var histogram = new HistogramBar[bars];
        var below = 0L;
        var cursor = new CountBelow(latencies);
        for (var i = 0; i < bars; i++)
        {
            var upTo = cursor.At(width * (i + 1));
            histogram[i] = new HistogramBar(width * i, width * (i + 1), upTo - below);
            below = upTo;
        }

        var slower = latencies.Count - below;
        histogram[^1] = histogram[^1] with { Count = histogram[^1].Count + slower, Slower = slower };
        return histogram;
    }

    private static (double Width, int Bars) Edges(double reach, IReadOnlyList<HistogramBar>? previous)
    {
        if (previous is { Count: > 0 } && reach <= previous[^1].ToMs && reach >= LooseFit * previous[^1].ToMs)
        {
            return (previous[0].ToMs, previous.Count);
        }

        var width = NaturalWidth(reach / MaxBars);
        var bars = BarsPerGroup * (int)Math.Ceiling(reach / (width * BarsPerGroup));
        return (width, Math.Clamp(bars, BarsPerGroup, MaxBars));
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below <paramref name="least"/>.</summary>
    internal static double NaturalWidth(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 5])
        {
            if (factor * power >= least)
            {
                return factor * power;
            }
        }

        return 10 * power;
    }
}
