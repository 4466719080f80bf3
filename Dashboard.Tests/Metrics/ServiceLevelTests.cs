using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public sealed class ServiceLevelTests
{
    [Theory]
    [InlineData(0, 10_000, TargetVerdict.Met)]
    [InlineData(0, 100, TargetVerdict.Undecided)] // Nothing failed, and still too few to promise it.
    [InlineData(11, 10_000, TargetVerdict.Undecided)]
    [InlineData(50, 10_000, TargetVerdict.Missed)]
    [InlineData(0, 0, TargetVerdict.Undecided)]
    public void A_promise_is_judged_by_the_interval(long bad, long valid, TargetVerdict verdict) =>
        Assert.Equal(verdict, ServiceLevel.Of(new(bad, valid), _ => new(bad, valid), 0.999).Verdict);

    [Fact]
    public void Each_rule_shows_both_its_spans()
    {
        var level = ServiceLevel.Of(new(20, 1_000), span => span <= TimeSpan.FromMinutes(30) ? new(0, 100) : new(20, 1_000), 0.999);

        Assert.Equal(20, level.BurnRate.Value!.Value, 1e-9);
        Assert.Equal(BurnUrgency.Ticket, level.Urgency);
        Assert.Equal([false, false, true], level.Checks.Select(check => check.Fires));
        Assert.Equal((20, 0), (level.Checks[0].Long.Value!.Value, level.Checks[0].Short.Value!.Value), new Close());
    }

    private sealed class Close : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) + Math.Abs(x.Item2 - y.Item2) < 1e-9;

        public int GetHashCode((double, double) obj) => 0;
    }
}
