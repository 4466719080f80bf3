using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public sealed class NumberTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.9134, "91.3 %")]
    [InlineData(0.0, "0 %")]
    [InlineData(1.0, "100 %")]
    [InlineData(0.99996, ">99.99 %")] // Never rounded up to a perfection that is not there.
    [InlineData(0.9999, "99.99 %")]
    [InlineData(0.0031, "0.31 %")]
    [InlineData(0.00001, "<0.01 %")]
    [InlineData(1.5, "150.0 %")]
    [InlineData(46.509, "4,651 %")]
    [InlineData(6e14, "6.00e16 %")]
    [InlineData(null, "–")]
    [InlineData(double.NaN, "–")]
    public void Percent(double? share, string text) => Assert.Equal(text, Plain(NumberText.Percent(share)));

    [Theory]
    [InlineData(MetricUnit.None, 0.5165, "0.516")]
    [InlineData(MetricUnit.Share, 0.9134, "91.3 %")]
    [InlineData(MetricUnit.Milliseconds, 41.26, "41.3 ms")]
    [InlineData(MetricUnit.Seconds, 4_000.0, "1.1 h")]
    [InlineData(MetricUnit.PerSecond, 12.0, "12.0 /s")]
    [InlineData(MetricUnit.Outcome, 1_234_567.0, "1.23 M")]
    [InlineData(MetricUnit.OutcomeSquared, 4.05, "4.05")]
    [InlineData(MetricUnit.Share, double.PositiveInfinity, "–")]
    [InlineData(MetricUnit.Outcome, null, "–")]
    public void Of_any_unit(MetricUnit unit, double? value, string text) => Assert.Equal(text, Plain(NumberText.Of(unit, value)));

    [Theory]
    [InlineData(0.0312, "3.1 %")]
    [InlineData(0.264, "26 %")]
    [InlineData(0.99999, "100 %")]
    [InlineData(null, "–")]
    public void Load(double? share, string text) => Assert.Equal(text, Plain(NumberText.Load(share)));

    [Theory]
    [InlineData(-0.0234, "2.3 pp")]
    [InlineData(0.0004, "0.04 pp")]
    public void Percent_points(double difference, string text) => Assert.Equal(text, Plain(NumberText.PercentPoints(difference)));

    [Theory]
    [InlineData(0.9088, 0.917, "90.9 to 91.7 %")]
    [InlineData(0.0023, 0.0039, "0.23 to 0.39 %")]
    public void Percent_range(double low, double high, string text) =>
        Assert.Equal(text, NumberText.PercentRange(new Interval(low, high)).Replace(NumberText.Space, " "));

    [Theory]
    [InlineData(0.4217, "0.422 ms")]
    [InlineData(0.0, "0 ms")]
    [InlineData(4.2, "4.20 ms")]
    [InlineData(9.996, "10.0 ms")]
    [InlineData(41.26, "41.3 ms")]
    [InlineData(412.4, "412 ms")]
    [InlineData(999.6, "1.00 s")]
    [InlineData(1_240.0, "1.24 s")]
    [InlineData(126_000.0, "2.1 min")]
    [InlineData(86_400_000.0, "24 h")]
    [InlineData(null, "–")]
    public void Milliseconds(double? value, string text) => Assert.Equal(text, Plain(NumberText.Milliseconds(value)));

    [Theory]
    [InlineData(12, "12 s")]
    [InlineData(300, "5 min")]
    [InlineData(252, "4.2 min")]
    [InlineData(3_600, "1 h")]
    [InlineData(86_400, "24 h")]
    [InlineData(7 * 86_400, "7 d")]
    public void Duration(double seconds, string text) => Assert.Equal(text, Plain(NumberText.Duration(TimeSpan.FromSeconds(seconds))));

    [Theory]
    [InlineData(18_204, "18,204")]
    [InlineData(999_999, "999,999")]
    [InlineData(1_234_567, "1.23 M")]
    [InlineData(2_000_000_000, "2.00 bn")]
    public void Count(long count, string text) => Assert.Equal(text, Plain(NumberText.Count(count)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(412_000_000, "393 MiB")]
    [InlineData(6_650_000_000, "6.2 GiB")]
    public void Bytes(long bytes, string text) => Assert.Equal(text, Plain(NumberText.Bytes(bytes)));

    [Theory]
    [InlineData(12.4, "12.4")]
    [InlineData(-1.234, "−1.23")]
    [InlineData(-0.0000123, "−1.23e−5")]
    [InlineData(1_234.5, "1,234")]
    [InlineData(1_234_567, "1.23 M")]
    [InlineData(0.0123, "0.0123")]
    [InlineData(0.0000123, "1.23e−5")]
    [InlineData(1e18, "1.00e18")]
    [InlineData(double.NaN, "–")]
    public void Value(double value, string text) => Assert.Equal(text, Plain(NumberText.Value(value)));

    [Theory]
    [InlineData(0.2, "just now")]
    [InlineData(12, "12 s ago")]
    [InlineData(240, "4 min ago")]
    [InlineData(7_300, "2 h ago")]
    [InlineData(900_000, "10 d ago")]
    [InlineData(-30, "in 30 s")]
    public void Ago(double seconds, string text) =>
        Assert.Equal(text, NumberText.Ago(Now.AddSeconds(-seconds), Now).Replace(NumberText.Space, " "));

    [Theory]
    [InlineData(1, "1 core")]
    [InlineData(8, "8 cores")]
    [InlineData(1.5, "1.5 cores")]
    public void Cores(double cores, string text) => Assert.Equal(text, NumberText.Cores(cores));

    [Fact]
    public void Digits_and_unit_are_joined_by_a_space_that_does_not_break() =>
        Assert.Equal("91.3\u00A0%", NumberText.Percent(0.913).ToString());

    private static string Plain(Quantity quantity) => quantity.ToString().Replace(NumberText.Space, " ");
}
