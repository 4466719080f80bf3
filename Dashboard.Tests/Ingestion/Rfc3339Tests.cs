using System.Globalization;
using System.Text;
using CsCheck;
using Dashboard.Core.Ingestion;
using Xunit;

namespace Dashboard.Tests.Ingestion;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-11-23T12:00:00Z", "2026-11-23T12:00:00.0000000Z")]
    [InlineData("2026-11-23t12:00:00z", "2026-11-23T12:00:00.0000000Z")]
    [InlineData("2026-11-23T12:00:00.5+01:30", "2026-11-23T10:30:00.5000000Z")]
    [InlineData("2026-11-23T12:00:00.123456789-00:00", "2026-11-23T12:00:00.1234567Z")]
    [InlineData("2024-02-29T23:59:59-23:59", "2024-03-01T23:58:59.0000000Z")]
    public void An_instant_is_read(string text, string expected)
    {
        Assert.Null(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var ticks));
        Assert.Equal(expected, new DateTime(ticks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-11-23T12:00:00", "timestamp_offset_required")]
    [InlineData("2026-11-23T12:00:00.", "timestamp_format")]
    [InlineData("2026-11-23T12:00:00.Z", "timestamp_format")]
    [InlineData("2026-11-23T12:00Z", "timestamp_format")]
    [InlineData("2026-11-23T12:00:00+0100", "timestamp_format")]
    [InlineData("2026-11-23T12:00:00+01", "timestamp_format")]
    [InlineData("2026-11-23T12:00:00ZZ", "timestamp_format")]
    [InlineData("2026-11-23T12:00:00.1234567890Z", "timestamp_format")]
    [InlineData("2025-02-29T12:00:00Z", "timestamp_invalid")]
    [InlineData("2026-13-01T12:00:00Z", "timestamp_invalid")]
    [InlineData("2026-11-23T24:00:00Z", "timestamp_invalid")]
    [InlineData("0000-01-01T00:00:00Z", "timestamp_invalid")]
    [InlineData("0001-01-01T00:00:00+01:00", "timestamp_invalid")]
    [InlineData("9999-12-31T23:59:59-01:00", "timestamp_invalid")]
    public void Anything_else_is_named(string text, string code)
    {
        Assert.Equal(code, Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _)?.Code);
    }

    [Fact]
    public void Every_instant_survives_in_any_offset()
    {
        Gen.Select(Gen.Long[TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay], Gen.Int[-840, 840]).Sample((ticks, minutes) =>
        {
            var text = new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(minutes)).ToString("O", CultureInfo.InvariantCulture);
            return Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var read) is null && read == ticks;
        });
    }
}
