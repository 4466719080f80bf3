namespace Dashboard.Core.Metrics;

/// <summary>What a burning error budget asks for.</summary>
public enum BurnUrgency
{
    None,
    Ticket,
    Page,
}

/// <summary>
/// Fires when the budget burns at least <paramref name="Factor"/> times too fast over a long span, and over a short one,
/// which lets it end soon after the cause has (Google, The Site Reliability Workbook, ch. 5, "multiwindow, multi-burn-rate
/// alerts").
/// </summary>
public sealed record BurnRateRule(BurnUrgency Urgency, double Factor, TimeSpan Long, TimeSpan Short)
{
    /// <summary>Fewer failures over the long span never fire: a budget cannot be judged on them.</summary>
    public const long MinBad = 10;

    private const double Rounding = 1e-9;

    /// <summary>2 % of a 30-day budget in an hour, 5 % in six hours, 10 % in three days; the most urgent first.</summary>
    public static IReadOnlyList<BurnRateRule> Standard { get; } =
    [
        new(BurnUrgency.Page, 14.4, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)),
        new(BurnUrgency.Page, 6, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30)),
        new(BurnUrgency.Ticket, 1, TimeSpan.FromDays(3), TimeSpan.FromHours(6)),
    ];

    /// <summary>The most urgent of the standard rules that fire.</summary>
    /// <param name="trailing">The requests of the span of a given length that ends now.</param>
    public static BurnUrgency Judge(Func<TimeSpan, RequestCounts> trailing, double target) =>
        Standard.FirstOrDefault(rule => rule.Fires(trailing, target))?.Urgency ?? BurnUrgency.None;

    public bool Fires(Func<TimeSpan, RequestCounts> trailing, double target) =>
        trailing(Long).Bad >= MinBad && Burns(trailing(Long), target) && Burns(trailing(Short), target);

    private bool Burns(RequestCounts requests, double target) =>
        TrafficMetrics.BurnRate(requests, target).Value >= Factor * (1 - Rounding);
}
