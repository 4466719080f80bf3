using System.Text.Json.Serialization;
using Dashboard.Core.Exchange;

namespace Dashboard.Components.Charts;

/// <summary>Points of one trace; null is a gap.</summary>
/// <param name="Details">For what is said on hover, one list per point; null for none.</param>
public sealed record ChartTrace(IReadOnlyList<double?> X, IReadOnlyList<double?> Y, IReadOnlyList<IReadOnlyList<object?>>? Details = null)
{
    /// <summary>Digits after which a chart shows no difference, so that what is sent stays small.</summary>
    private const int Digits = 5;

    /// <summary>Names of x, y and the details in a file; empty for what only helps the eye, such as a diagonal.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <param name="points">Finite; rounded to five decimals.</param>
    public static ChartTrace OfShares(IEnumerable<(double X, double Y)> points)
    {
        var all = points.ToList(); // Bounded by the curve.
        return new([.. all.Select(p => (double?)Math.Round(p.X, Digits))], [.. all.Select(p => (double?)Math.Round(p.Y, Digits))]);
    }
}

/// <summary>What a chart shows that does not follow the ticks; still-charts.js draws it.</summary>
/// <param name="Traces">In the order of the chart's definition, without the mark.</param>
public sealed record ChartData(IReadOnlyList<ChartTrace> Traces)
{
    /// <summary>Another one for other data: the browser tells a moved mark from new points by it.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The points of the trace that has columns; null while none has.</summary>
    public FigureTable? ToTable() => Traces.FirstOrDefault(trace => trace.Columns.Count > 0) is not { } main
        ? null
        : new(main.Columns, main.X.Select((x, i) => (IReadOnlyList<object?>)[x, main.Y[i], .. main.Details?[i] ?? []]));

    /// <summary>Ends of the axis; null as the data need.</summary>
    public IReadOnlyList<double>? XRange { get; init; }

    public IReadOnlyList<double>? YRange { get; init; }
}
