using System.Text;
using Xunit;

namespace Dashboard.Tests.Endpoints;

/// <summary>The table of bad inputs against the real application over a real socket.</summary>
public sealed class BadInputTests(EventHost host) : IClassFixture<EventHost>
{
    private const string Neighbour = """{"model":"known","prediction":"a"}""";

    public static TheoryData<string> Rows => [.. BadInputTable.Rows.Select(row => row.Key)];

    public static TheoryData<string> EventRows => [.. BadInputTable.Rows.Where(row => row.IsEvent).Select(row => row.Key)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_body_gets_the_status_and_code_of_its_row(string key)
    {
        await host.PostAsync(Neighbour);
        var row = Find(key);

        var answer = await host.PostAsync(row.Body, row.ContentType, row.Encoding);

        Assert.Equal((row.Status, row.Code), (answer.Status, answer.Code));
        Assert.Null(host.Catalog.Find("ghost"));
        if (row.Code is null)
        {
            Assert.Equal(0, answer.Json.GetProperty("rejected").GetArrayLength());
            return;
        }

        Assert.Equal("application/problem+json", answer.ContentType?.MediaType);
        Assert.Equal($"urn:dashboard:{row.Code}", answer.Json.GetProperty("type").GetString());
        Assert.Equal(row.Status, answer.Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(answer.Json.GetProperty("title").GetString()!);
        Assert.NotEmpty(answer.Json.GetProperty("traceId").GetString()!);
        Assert.True(answer.Body.Length < 2_000, "the answer repeats its input");
    }

    [Theory]
    [MemberData(nameof(EventRows))]
    public async Task Among_good_events_a_bad_one_alone_is_rejected(string key)
    {
        await host.PostAsync(Neighbour);
        var row = Find(key);

        var answer = await host.PostAsync($"[{Neighbour},{Encoding.UTF8.GetString(row.Body)},{Neighbour}]");

        Assert.Equal(202, answer.Status);
        Assert.Equal(2, answer.Json.GetProperty("accepted").GetInt32());
        var rejected = Assert.Single(answer.Json.GetProperty("rejected").EnumerateArray());
        Assert.Equal((1, row.Code), (rejected.GetProperty("index").GetInt32(), rejected.GetProperty("code").GetString()));
        Assert.NotEmpty(rejected.GetProperty("message").GetString()!);
        Assert.Null(host.Catalog.Find("ghost"));
    }

    [Fact]
    public void Every_row_of_the_table_is_here_or_has_a_reason()
    {
        var here = BadInputTable.Rows.Select(row => int.Parse(row.Row.TrimEnd("abcdefgh".ToCharArray()), System.Globalization.CultureInfo.InvariantCulture));
        var elsewhere = BadInputTable.NotHere.Keys
            .SelectMany(range => range.Split(", "))
            .Select(range => range.Split('-').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray())
            .SelectMany(range => Enumerable.Range(range[0], range[^1] - range[0] + 1));

        Assert.Empty(Enumerable.Range(1, 107).Except(here).Except(elsewhere));
    }

    private static BadInput Find(string key) => BadInputTable.Rows.Single(row => row.Key == key);
}
