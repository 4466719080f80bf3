using Dashboard.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Dashboard.Tests.Queries;

public class QueryReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("?from=2026-11-23T10:00:00Z", "2026-11-23T10:00:00.0000000+00:00")]
    [InlineData("?from=2026-11-23T10:00:00.25Z", "2026-11-23T10:00:00.2500000+00:00")]
    [InlineData("?from=2026-11-23T10:00:00%2B02:00", "2026-11-23T08:00:00.0000000+00:00")]
    [InlineData("?from=1795428000123", "2026-11-23T10:00:00.1230000+00:00")]
    [InlineData("?from=-24h", "2026-11-22T12:00:00.0000000+00:00")]
    [InlineData("?from=-500ms", "2026-11-23T11:59:59.5000000+00:00")]
    [InlineData("?from=now", "2026-11-23T12:00:00.0000000+00:00")]
    public void Instants_are_read_in_four_forms(string query, string expected) =>
        Assert.Equal(expected, Reader(query).Instant("from")!.Value.ToString("O"));

    [Theory]
    [InlineData("?from=1,5")]
    [InlineData("?from=NaN")]
    [InlineData("?from=1e999")]
    [InlineData("?from=2026-11-23T10:00:00")]
    [InlineData("?from=2026-11-23")]
    [InlineData("?from=-1,5h")]
    [InlineData("?from=-h")]
    [InlineData("?from=--1h")]
    [InlineData("?from=-999999w")]
    [InlineData("?from=99999999999999999999")]
    [InlineData("?from=16756761600000")] // 2501-01-01.
    [InlineData("?from=")]
    [InlineData("?from=-1h&from=-2h")]
    [InlineData("?from=%D9%A1%D9%A2")] // Arabic-Indic digits are digits to .NET, not to us.
    public void Other_forms_are_refused_by_name(string query)
    {
        var problem = Assert.Throws<QueryException>(() => Reader(query).Instant("from"));
        Assert.Equal(("from", "query_invalid", 400), (problem.Parameter, problem.Code, problem.Status));
    }

    [Fact]
    public void An_unencoded_plus_gets_a_hint()
    {
        var problem = Assert.Throws<QueryException>(() => Reader("?from=2026-11-23T10:00:00+02:00").Instant("from"));
        Assert.Contains("%2B", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?limit=1", "limit")]
    [InlineData("?FROM=now", "FROM")]
    [InlineData("?from=now&__proto__=1", "__proto__")]
    public void Unknown_parameters_are_refused_by_name(string query, string name)
    {
        var problem = Assert.Throws<QueryException>(() => Reader(query));
        Assert.Equal((name, "query_unknown"), (problem.Parameter, problem.Code));
    }

    [Theory]
    [InlineData("?step=10s", 10)]
    [InlineData("?step=1d", 86_400)]
    [InlineData("?step=34559999s", 34_559_999)]
    public void Durations_have_a_unit(string query, double seconds) =>
        Assert.Equal(seconds, Reader(query).Duration("step")!.Value.TotalSeconds);

    [Theory]
    [InlineData("?step=10")]
    [InlineData("?step=1,5h")]
    [InlineData("?step=1.5h")]
    [InlineData("?step=-1h")]
    public void Durations_without_or_with_other_forms_are_refused(string query) =>
        Assert.Equal("step", Assert.Throws<QueryException>(() => Reader(query).Duration("step")).Parameter);

    [Fact]
    public void Texts_are_bounded_and_free_of_control_characters()
    {
        Assert.Equal("a", Reader("?model=a").Text("model"));
        Assert.Null(Reader("").Text("model"));
        Assert.Throws<QueryException>(() => Reader("?model=a%00b").Text("model"));
        Assert.Throws<QueryException>(() => Reader("?model=" + new string('a', 129)).Text("model"));
        Assert.Throws<QueryException>(() => Reader("?model=a&model=b").Text("model"));
        Assert.Equal(["a", "b"], Reader("?model=a&model=b").Texts("model", maxCount: 2, maxLength: 1));
        Assert.Throws<QueryException>(() => Reader("?model=a&model=b").Texts("model", maxCount: 1, maxLength: 1));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?trailer=0", false)]
    [InlineData("?trailer=1", true)]
    [InlineData("?trailer=true", true)]
    [InlineData("?trailer=false", false)]
    public void Flags_are_0_or_1(string query, bool expected) => Assert.Equal(expected, Reader(query).Flag("trailer"));

    [Fact]
    public void Flags_are_nothing_else() => Assert.Throws<QueryException>(() => Reader("?trailer=yes").Flag("trailer"));

    [Fact]
    public void Numbers_are_invariant_finite_and_between_their_limits()
    {
        Assert.Equal(-1500, Reader("?step=-1.5e3").Number("step", -2_000, 0));
        Assert.Null(Reader("").Number("step", 0, 1));
        foreach (var refused in new[] { "1,5", "NaN", "Infinity", "1e999", "0x1", "2", "-1", " 1" })
        {
            Assert.Equal("step", Assert.Throws<QueryException>(() => Reader("?step=" + refused).Number("step", 0, 1)).Parameter);
        }
    }

    [Fact]
    public void Counts_are_whole_and_choices_are_listed()
    {
        Assert.Equal((7, 5), (Reader("?step=7").Count("step", 1, 9, 5), Reader("").Count("step", 1, 9, 5)));
        Assert.Throws<QueryException>(() => Reader("?step=10").Count("step", 1, 9, 5));
        Assert.Throws<QueryException>(() => Reader("?step=1.0").Count("step", 1, 9, 5));
        Assert.Equal("a", Reader("?model=a").Choice("model", "a", "b"));
        Assert.Contains("a, b", Assert.Throws<QueryException>(() => Reader("?model=c").Choice("model", "a", "b")).Message, StringComparison.Ordinal);
    }

    private static QueryReader Reader(string query) =>
        new(new QueryCollection(QueryHelpers.ParseQuery(query)), Now, "from", "to", "model", "step", "trailer");
}
