using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class BurnRateRuleTests
{
    private const double Target = 0.999;

    [Fact]
    public void A_fast_burn_that_goes_on_pages() =>
        Assert.Equal(BurnUrgency.Page, Judge((5, 30, 1_000), (60, 144, 10_000), (30, 0, 1_000), (360, 144, 100_000), (4_320, 144, 900_000)));

    [Fact]
    public void A_fast_burn_that_is_over_does_not() =>
        Assert.Equal(BurnUrgency.None, Judge((5, 0, 1_000), (60, 144, 10_000), (30, 0, 1_000), (360, 144, 100_000), (4_320, 144, 900_000)));

    [Fact]
    public void A_steady_burn_of_6_pages_over_six_hours() =>
        Assert.Equal(BurnUrgency.Page, Judge((5, 6, 1_000), (60, 60, 10_000), (30, 30, 5_000), (360, 600, 100_000), (4_320, 600, 900_000)));

    [Fact]
    public void A_burn_of_just_the_budget_is_a_ticket() =>
        Assert.Equal(BurnUrgency.Ticket, Judge((5, 1, 1_000), (60, 10, 10_000), (30, 5, 5_000), (360, 100, 100_000), (4_320, 900, 900_000)));

    [Fact]
    public void Nine_failures_never_fire_ten_do()
    {
        Assert.Equal(BurnUrgency.None, Judge((5, 9, 10), (60, 9, 10), (30, 9, 10), (360, 9, 10), (4_320, 9, 10)));
        Assert.Equal(BurnUrgency.Page, Judge((5, 10, 10), (60, 10, 10), (30, 10, 10), (360, 10, 10), (4_320, 10, 10)));
    }

    [Fact]
    public void Silence_fires_nothing() => Assert.Equal(BurnUrgency.None, BurnRateRule.Judge(_ => default, Target));

    [Fact]
    public void A_minute_is_up_down_or_silent()
    {
        var minutes = default(ServiceMinutes)
            .With(new RequestCounts(0, 10), hasHeartbeat: false)
            .With(new RequestCounts(4, 10), hasHeartbeat: false)
            .With(new RequestCounts(5, 10), hasHeartbeat: false)
            .With(new RequestCounts(10, 10), hasHeartbeat: true)
            .With(default, hasHeartbeat: true)
            .With(default, hasHeartbeat: false);
        Assert.Equal(new ServiceMinutes(4, 1, 1), minutes);
        Assert.Equal(0.8, TrafficMetrics.TimeAvailability(minutes).Value);
        Assert.Null(TrafficMetrics.TimeAvailability(new ServiceMinutes(0, 0, 5)).Value);
    }

    private static BurnUrgency Judge(params (int Minutes, long Bad, long Valid)[] spans) =>
        BurnRateRule.Judge(length => spans.Where(s => s.Minutes == length.TotalMinutes).Select(s => new RequestCounts(s.Bad, s.Valid)).Single(), Target);
}
