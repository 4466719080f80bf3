namespace Dashboard.Core.Metrics;

/// <summary>Whether a promise is kept.</summary>
public enum TargetVerdict
{
    /// <summary>The interval lies on both sides of the target, or there is none.</summary>
    Undecided,
    Met,
    Missed,
}

/// <summary>The availability of a range against a promised one.</summary>
/// <param name="Target">Share of good requests promised, below 1.</param>
/// <param name="BurnRate">How many times faster than allowed the range uses up the error budget.</param>
/// <param name="Urgency">What the standard rules ask for at its end.</param>
public sealed record ServiceLevel(double Target, Figure Availability, Figure BurnRate, TargetVerdict Verdict, BurnUrgency Urgency, IReadOnlyList<BurnCheck> Checks)
{
    /// <param name="trailing">The requests of the span of a given length that ends with the range.</param>
    public static ServiceLevel Of(RequestCounts range, Func<TimeSpan, RequestCounts> trailing, double target)
    {
        var availability = TrafficMetrics.Availability(range);
        return new(
            target, availability, TrafficMetrics.BurnRate(range, target), Judge(availability.Interval, target), BurnRateRule.Judge(trailing, target),
            [.. BurnRateRule.Standard.Select(rule => new BurnCheck(
                rule, TrafficMetrics.BurnRate(trailing(rule.Long), target), TrafficMetrics.BurnRate(trailing(rule.Short), target), rule.Fires(trailing, target)))]);
    }

    private static TargetVerdict Judge(Interval? interval, double target) => interval switch
    {
        { Low: var low } when low >= target => TargetVerdict.Met,
        { High: var high } when high < target => TargetVerdict.Missed,
        _ => TargetVerdict.Undecided,
    };
}

/// <summary>One rule with the burn rates of its two spans.</summary>
public sealed record BurnCheck(BurnRateRule Rule, Figure Long, Figure Short, bool Fires);
