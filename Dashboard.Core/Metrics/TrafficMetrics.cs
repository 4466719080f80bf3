namespace Dashboard.Core.Metrics;

/// <summary>Figures of requests, whatever the model answers.</summary>
public static class TrafficMetrics
{
    internal const string NoPredictions = "no predictions in this range";

    /// <summary>Failed / all.</summary>
    public static Figure ErrorRate(RequestCounts requests) => Proportion.Of(requests.Bad, requests.Valid, NoPredictions);

    /// <summary>Request-based: good / valid.</summary>
    public static Figure Availability(RequestCounts requests) => Proportion.Of(requests.Valid - requests.Bad, requests.Valid, NoPredictions);

    /// <summary>Time-based: minutes up / minutes up or down.</summary>
    public static Figure TimeAvailability(ServiceMinutes? minutes) => minutes is { } known
        ? Proportion.Of(known.Up, known.Up + known.Down, "no minute with traffic or a sign of life")
        : Figure.None("minutes are not known for this range");

    /// <summary>
    /// How many times faster than allowed the error budget is used up: error rate / (1 - target) (Google, The Site
    /// Reliability Workbook, ch. 5).
    /// </summary>
    /// <param name="target">Share of good requests promised, below 1.</param>
    public static Figure BurnRate(RequestCounts requests, double target)
    {
        var rate = ErrorRate(requests);
        var budget = 1 - target;
        return budget <= 0 ? Figure.None("a target of 100 % leaves no error budget", rate.Count)
            : rate is { Value: { } value, Interval: { } interval }
                ? Figure.Of(value / budget, rate.Count, new Interval(interval.Low / budget, interval.High / budget))
                : rate;
    }

    /// <summary>Predictions per second.</summary>
    /// <param name="length">Null when the range has no fixed length.</param>
    public static Figure Throughput(long predictions, TimeSpan? length) => length is { Ticks: > 0 } known
        ? Figure.Of(predictions / known.TotalSeconds, predictions)
        : Figure.None("the length of this range is not known", predictions);
}
