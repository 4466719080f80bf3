using Dashboard.Core.Metrics;

namespace Dashboard.Core.Evaluations;

/// <summary>How one metric of a model moved from evaluation to evaluation.</summary>
/// <param name="Points">Oldest first; evaluations without the metric are left out.</param>
/// <param name="SlopePerDay">By <see cref="TheilSen"/>, in the metric's unit.</param>
public sealed record EvaluationTrend(string Model, string Metric, IReadOnlyList<TrendPoint> Points, Figure SlopePerDay)
{
    /// <summary>Slopes of pairs are quadratic: only the newest points count.</summary>
    public const int MaxPoints = 500;

    /// <summary>A slope a day from less than this would be made of noise.</summary>
    public static readonly TimeSpan LeastSpan = TimeSpan.FromHours(1);

    /// <param name="heads">Oldest first.</param>
    public static EvaluationTrend Of(string model, string metric, IEnumerable<EvaluationHead> heads, DateTimeOffset from)
    {
        TrendPoint[] points =
        [
            .. from head in heads
               where head.CreatedAt >= @from
               let figure = head.FigureOf(metric)
               where figure is { Value: not null }
               select new TrendPoint(head.Id, head.CreatedAt, figure.Value),
        ];
        var newest = points.TakeLast(MaxPoints).ToArray();
        return new EvaluationTrend(model, metric, newest, Slope(newest));
    }

    /// <summary>The metric a trend is of when none is named: that of the newest evaluation's kind.</summary>
    public static string UsualMetric(IReadOnlyList<EvaluationHead> heads) =>
        heads.Count > 0 && heads[^1].Kind == EvaluationKind.Regression ? "mae" : "accuracy";

    private static Figure Slope(TrendPoint[] points) => points.Length > 1 && points[^1].CreatedAt - points[0].CreatedAt < LeastSpan
        ? Figure.None("the evaluations lie within an hour", points.Length)
        : TheilSen.Slope([.. points.Select(point => ((point.CreatedAt - points[0].CreatedAt).TotalDays, point.Figure.Value!.Value))]);
}

public sealed record TrendPoint(Guid Id, DateTimeOffset CreatedAt, Figure Figure);
