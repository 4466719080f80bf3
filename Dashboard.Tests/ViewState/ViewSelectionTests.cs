using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Xunit;

namespace Dashboard.Tests.ViewState;

public sealed class ViewSelectionTests
{
    private static readonly Gen<TimeRange> Relative =
        Gen.Int[1, 10_000].Select(minutes => TimeRange.Last(TimeSpan.FromMinutes(minutes)));

    private static readonly Gen<TimeRange> Fixed =
        Gen.Select(Gen.Long[0, 1_900_000_000_000], Gen.Long[1, 30_000_000_000], (from, length) => TimeRange.Between(
            DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(from + length)));

    [Fact]
    public void What_is_printed_is_read_back_the_same() =>
        Gen.Select(Gen.String.AlphaNumeric.Array[0, 6], Gen.OneOf(Relative, Fixed)).Sample((versions, range) =>
        {
            var selection = new ViewSelection(VersionChoice.Of(versions), range);
            var query = selection.ToQuery();
            string? Text(string name) => (string?)query[name];

            Assert.Equal(selection, ViewSelection.Parse((string[]?)query["v"], Text("from"), Text("to")));
        });

    [Theory]
    [InlineData(null, null)]
    [InlineData("yesterday", null)]
    [InlineData("-5", null)]
    [InlineData("-m", null)]
    [InlineData("--5m", null)]
    [InlineData("-99999999999999999m", null)]
    [InlineData("2026-01-02T00:00:00Z", null)]
    [InlineData("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("99999999999999999", "999999999999999999")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9Z")]
    public void A_range_that_makes_no_sense_is_the_default(string? from, string? to) =>
        Assert.Equal(RangeChoice.Default, RangeChoice.Parse(from, to));

    [Theory]
    [InlineData("-0m", 1)]
    [InlineData("-5m", 5)]
    [InlineData("-24h", 1_440)]
    [InlineData("-9999d", 366 * 1_440)]
    public void Lengths_are_read_and_kept_within_bounds(string from, int minutes) =>
        Assert.Equal(TimeRange.Last(TimeSpan.FromMinutes(minutes)), RangeChoice.Parse(from, null));

    [Fact]
    public void Milliseconds_and_ISO_name_the_same_instant() => Assert.Equal(
        RangeChoice.Parse("1767312000000", "1767315600000"),
        RangeChoice.Parse("2026-01-02T00:00:00Z", "2026-01-02T02:00:00+01:00"));

    [Fact]
    public void A_segment_and_lines_are_read_back_the_same() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 9], Gen.String[Gen.Char[' ', '~'], 1, 9], Gen.Int[0, 3]).Sample((dimension, value, lines) =>
        {
            var selection = new ViewSelection(VersionChoice.All, RangeChoice.Default) { Segment = new(dimension, value), Lines = (ChartLines)lines };
            var query = selection.ToQuery();

            Assert.Equal(selection, ViewSelection.Parse(null, null, null, (string?)query["segment"], (string?)query["lines"]));
        });

    [Theory]
    [InlineData(null, ChartLines.Estimated)]
    [InlineData("", ChartLines.Estimated)]
    [InlineData("none", ChartLines.None)]
    [InlineData("nonsense", ChartLines.None)]
    [InlineData("believed,nonsense", ChartLines.Believed)]
    public void Lines_of_a_link_never_fail(string? names, ChartLines lines) => Assert.Equal(lines, ChartLineNames.Parse(names));

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, "", true)]
    [InlineData("-1h", "true", true)]
    [InlineData("-1h", "false", false)]
    [InlineData("1767312000000", "true", false)]
    public void A_range_that_moves_can_be_paused(string? from, string? paused, bool isPaused)
    {
        var selection = ViewSelection.Parse(null, from, "1767315600000", paused: paused);

        Assert.Equal(isPaused, selection.IsPaused);
        Assert.Equal(isPaused, selection.ToQuery()["paused"] is not null);
    }

    [Theory]
    [InlineData("models/a/data?v=2&from=-1h&row=7&truth=x&before=9&segment=country%3ADE", "?v=2&from=-1h&segment=country%3ADE", "?from=-1h")]
    [InlineData("models/a/performance?threshold=0.4&metric=f1&paused=true&lines=none", "?lines=none", "?lines=none")]
    [InlineData("models/a?v=2&v=1%2B&from=-1h", "?v=2&v=1%2B&from=-1h", "?from=-1h")]
    [InlineData("models/a?voice=1", "", "")]
    [InlineData("models/a", "", "")]
    public void Links_to_other_pages_carry_the_selection_and_nothing_else(string address, string same, string other)
    {
        Assert.Equal(same, ViewSelection.QueryOf(address));
        Assert.Equal(other, ViewSelection.RangeOf(address));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("country")]
    [InlineData(":DE")]
    [InlineData("country:")]
    public void A_segment_that_makes_no_sense_is_the_whole_traffic(string? text) =>
        Assert.Null(ViewSelection.Parse(null, null, null, text).Segment);

    [Fact]
    public void What_is_the_default_is_not_in_the_address()
    {
        var query = new ViewSelection(VersionChoice.All, RangeChoice.Default).ToQuery();

        Assert.Null(query["v"]);
        Assert.Null(query["segment"]);
        Assert.Null(query["lines"]);
    }

    [Fact]
    public void Rows_behind_a_cell_carry_each_version() => Assert.Equal(
        "models/a/data?v=2&v=1%261&from=-15m&truth=yes&predicted=no",
        new ViewSelection(VersionChoice.Of("2", "1&1"), TimeRange.Last(TimeSpan.FromMinutes(15))).DataPath("a", "yes", "no"));

    [Fact]
    public void Exports_carry_the_segment()
    {
        var selection = new ViewSelection(VersionChoice.All, TimeRange.Last(TimeSpan.FromMinutes(15))) { Segment = new("country", "D&E") };

        Assert.Equal("api/v1/export/metrics.csv?model=a&segment=country%3AD%26E&from=-15m", selection.ExportPath("metrics", "a"));
    }

    [Fact]
    public void Exports_carry_the_selection()
    {
        var selection = new ViewSelection(VersionChoice.Of("2&1", "3"), TimeRange.Last(TimeSpan.FromMinutes(15)));

        Assert.Equal("api/v1/export/events.csv?model=a%20b&version=2%261&from=-15m", selection.ExportPath("events", "a b"));
    }

    [Theory]
    [InlineData("-5m", null, "Last 5\u00A0min")]
    [InlineData("-24h", null, "Last 24\u00A0h")]
    [InlineData("2026-01-02T03:04:00Z", "2026-01-02T04:00:00Z", "2026-01-02 03:04 to 04:00 UTC")]
    [InlineData("2026-01-02T03:04:00Z", "2026-01-03T04:00:00Z", "2026-01-02 03:04 to 2026-01-03 04:00 UTC")]
    public void Ranges_have_words(string from, string? to, string words) =>
        Assert.Equal(words, RangeChoice.Words(RangeChoice.Parse(from, to), TimeText.Utc));
}
