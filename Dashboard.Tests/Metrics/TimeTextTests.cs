using CsCheck;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public sealed class TimeTextTests
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"];
    private static readonly TimeText Berlin = TimeText.Of("Europe/Berlin");

    [Theory]
    [InlineData("Europe/Berlin", "2026-01-02T03:04:05Z", "2026-01-02 04:04:05 UTC+1")]
    [InlineData("Europe/Berlin", "2026-07-02T23:04:05Z", "2026-07-03 01:04:05 UTC+2")]
    [InlineData("America/St_Johns", "2026-01-02T03:04:05Z", "2026-01-01 23:34:05 UTC-3:30")]
    [InlineData("Asia/Kathmandu", "2026-01-02T03:04:05Z", "2026-01-02 08:49:05 UTC+5:45")]
    [InlineData("UTC", "2026-01-02T04:04:05+01:00", "2026-01-02 03:04:05 UTC")]
    public void An_instant_names_its_offset(string zone, string instant, string text) => Assert.Equal(text, TimeText.Of(zone).Instant(At(instant)));

    [Fact]
    public void The_hour_that_comes_twice_is_told_apart()
    {
        Assert.Equal("2026-10-25 02:30:00 UTC+2", Berlin.Cell(At("2026-10-25T00:30:00Z")));
        Assert.Equal("2026-10-25 02:30:00 UTC+1", Berlin.Cell(At("2026-10-25T01:30:00Z")));
        Assert.Equal("2026-10-25 03:30:00", Berlin.Cell(At("2026-10-25T02:30:00Z")));
    }

    [Fact]
    public void The_hour_that_is_left_out_is_never_shown()
    {
        Assert.Equal("2026-03-29 01:59:59", Berlin.Cell(At("2026-03-29T00:59:59Z")));
        Assert.Equal("2026-03-29 03:00:00", Berlin.Cell(At("2026-03-29T01:00:00Z")));
        Assert.Equal(At("2026-03-29T01:30:00Z"), Berlin.At(new DateTime(2026, 3, 29, 2, 30, 0)));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:00Z", "2026-01-02T04:00:00Z", "2026-01-02 04:04 to 05:00 UTC+1")]
    [InlineData("2026-01-02T22:04:00Z", "2026-01-02T23:30:00Z", "2026-01-02 23:04 to 2026-01-03 00:30 UTC+1")]
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29 01:30 UTC+1 to 03:30 UTC+2")]
    public void A_span_names_its_offset_once_unless_it_changes(string from, string to, string text) => Assert.Equal(text, Berlin.Span(At(from), At(to)));

    [Theory]
    [InlineData("Europe/Berlin", "Berlin time (UTC+1)", "Time (Berlin time)")]
    [InlineData("America/New_York", "New York time (UTC-5)", "Time (New York time)")]
    [InlineData("Europe/London", "London time (UTC+0)", "Time (London time)")]
    [InlineData("Etc/UTC", "UTC", "Time (UTC)")]
    public void A_zone_is_called_by_its_city(string zone, string name, string head)
    {
        Assert.Equal(name, TimeText.Of(zone).Name(At("2026-01-02T03:04:05Z")));
        Assert.Equal(head, TimeText.Of(zone).Head("Time"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Europe/Atlantis")]
    [InlineData("/dev/zero")]
    [InlineData("../../../etc/passwd")]
    [InlineData("Europe")]
    [InlineData("Europe/Berlin\n")]
    public void What_is_no_zone_is_UTC(string? id) => Assert.True(TimeText.Of(id).IsUtc);

    [Fact]
    public void What_the_clock_shows_leads_back_to_the_instant() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Int[0, 20 * 366 * 24 * 4]).Sample((zone, quarters) =>
        {
            var (clock, instant) = (TimeText.Of(Zones[zone]), At("2015-01-01T00:00:00Z").AddMinutes(15 * quarters));
            var back = clock.At(clock.Local(instant));
            return back == instant || (clock.Local(back) == clock.Local(instant) && back > instant);
        });

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
