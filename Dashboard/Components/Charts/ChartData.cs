namespace Dashboard.Components.Charts;

/// <summary>Points of one trace; null is a gap.</summary>
/// <param name="Details">For what is said on hover, one list per point; null for none.</param>
public sealed record ChartTrace(IReadOnlyList<double?> X, IReadOnlyList<double?> Y, IReadOnlyList<IReadOnlyList<object?>>? Details = null)
{
    /// <summary>Digits after which a chart shows no difference, so that what is sent stays small.</summary>
    private const int Digits = 5;

    /// <param name="points">Finite; rounded to five decimals.</param>
    public static ChartTrace OfShares(IEnumerable<(double X, double Y)> points)
    {
        var all = points.ToList(); // Bounded by the curve.
        return new([.. all.Select(p => (double?)Math.Round(p.X, Digits))], [.. all.Select(p => (double?)Math.Round(p.Y, Digits))]);
    }

    /// <summary>The area between two lines, one closed part for each stretch where both are known.</summary>
    public static ChartTrace OfBand(IReadOnlyList<double?> x, IReadOnlyList<double?> low, IReadOnlyList<double?> high)
    {
        var (xs, ys) = (new List<double?>(), new List<double?>()); // Bounded by twice the points, and a gap for each part.
        for (var start = 0; start < x.Count; start++)
        {
            var end = start;
            while (end < x.Count && low[end] is not null && high[end] is not null)
            {
                end++;
            }

            if (end > start)
            {
                var part = Enumerable.Range(start, end - start).ToArray();
                xs.AddRange([.. part.Select(i => x[i]), .. part.Reverse().Select(i => x[i]), null]);
                ys.AddRange([.. part.Select(i => low[i]), .. part.Reverse().Select(i => high[i]), null]);
                start = end;
            }
        }

        return new(xs, ys);
    }
}

/// <summary>What a chart shows that does not follow the ticks; still-charts.js draws it.</summary>
/// <param name="Traces">In the order of the chart's definition, without the mark.</param>
public sealed record ChartData(IReadOnlyList<ChartTrace> Traces)
{
    /// <summary>Another one for other data: the browser tells a moved mark from new points by it.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>X are Unix milliseconds.</summary>
    public bool IsTime { get; init; }

    /// <summary>Ends of the axis; null as the data need.</summary>
    public IReadOnlyList<double>? XRange { get; init; }

    public IReadOnlyList<double>? YRange { get; init; }
}
