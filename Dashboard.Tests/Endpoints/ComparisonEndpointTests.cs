using System.Text.Json;
using Dashboard.Core.Comparison;
using Xunit;

namespace Dashboard.Tests.Endpoints;

public sealed class ComparisonEndpointTests(QueryHost host) : IClassFixture<QueryHost>
{
    [Fact]
    public async Task Versions_are_compared_over_the_same_window()
    {
        await host.SendAsync(Enumerable.Range(0, 2_000).Select(i => (object)new
        {
            id = $"{i}", model = "ab", version = i % 2 == 0 ? "1" : "2", prediction = "a", ground_truth = i % 2 == 0 ? (i % 10 < 6 ? "a" : "b") : (i % 20 == 1 ? "b" : "a"),
        }));

        var answer = await host.GetAsync("models/ab/compare?a=version:1&b=version:2");

        var (a, b) = (new Share(600, 1_000), new Share(900, 1_000));
        var difference = Share.Difference(a, b);
        Assert.Equal(0.3, answer.GetProperty("difference").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal([difference.Interval!.Value.Low, difference.Interval.Value.High], Ends(answer.GetProperty("difference").GetProperty("interval")));
        var sequence = Ends(answer.GetProperty("confidence_sequence"));
        Assert.True(sequence[0] < difference.Interval.Value.Low && difference.Interval.Value.High < sequence[1]);
        Assert.Equal("better", answer.GetProperty("verdict").GetString());
        Assert.Equal((1_000, 1_000), (answer.GetProperty("a").GetProperty("quality").GetProperty("n").GetInt32(), answer.GetProperty("b").GetProperty("predictions").GetInt32()));
        Assert.Contains("this look only", answer.GetProperty("caution").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_labels_and_regression_are_told_in_words()
    {
        await host.SendAsync(Enumerable.Range(0, 400).Select(i => (object)new
        {
            id = $"{i}", model = "ab-demand", version = i % 2 == 0 ? "1" : "2", prediction = 10.0 + (i % 5) + (i % 2), ground_truth = 10.0,
            segments = new { shop = i % 4 == 0 ? "north" : "south" },
        }));

        var versions = await host.GetAsync("models/ab-demand/compare?a=version:1&b=version:2&delta=0.1");
        var segments = await host.GetAsync("models/ab-demand/compare?a=segment:shop:north&b=segment:shop:south&version=1");

        Assert.Equal("mae", versions.GetProperty("metric").GetString());
        Assert.Equal(1, versions.GetProperty("difference").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal("worse", versions.GetProperty("verdict").GetString());
        Assert.Equal(0.1, versions.GetProperty("delta").GetDouble());
        Assert.Equal("1", segments.GetProperty("window").GetProperty("version").GetString());
        Assert.Equal("undecided", (await host.GetAsync("models/ab-demand/compare?a=segment:shop:north&b=segment:shop:south")).GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_segment_that_does_harm_comes_first(bool isRegression)
    {
        var model = isRegression ? "harm-numbers" : "harm-labels";
        await host.SendAsync(Enumerable.Range(0, 600).Select(i => Row(i, isBad: i % 3 == 1 && i % 2 == 0)));
        object Row(int i, bool isBad) => new
        {
            id = $"{i}", model, prediction = isRegression ? 10.0 + (isBad ? 5 : i % 7 * 0.1) : (object)"a", ground_truth = isRegression ? 10.0 : (object)(isBad || i % 11 == 0 ? "b" : "a"),
            segments = new { country = i < 10 ? "LI" : new[] { "DE", "FR", "US" }[i % 3] },
        };

        var answer = await host.GetAsync($"models/{model}/segments?dimension=country");

        var rows = answer.GetProperty("segments").EnumerateArray().ToList();
        Assert.Equal("FR", rows[0].GetProperty("value").GetString());
        Assert.Equal(["FR"], rows.Where(row => row.GetProperty("is_worse").GetBoolean()).Select(row => row.GetProperty("value").GetString()));
        Assert.Equal(JsonValueKind.Null, rows.Single(row => row.GetProperty("value").GetString() == "LI").GetProperty("adjusted_p").ValueKind);
        Assert.Equal(600, rows.Sum(row => row.GetProperty("predictions").GetInt64()));
        Assert.All(rows, row => Assert.Equal(600, row.GetProperty("quality").GetProperty("n").GetInt64() + row.GetProperty("others").GetProperty("n").GetInt64()));
        Assert.True(rows[0].GetProperty("impact").GetDouble() > 0);
    }

    private static double[] Ends(JsonElement interval) => [.. interval.EnumerateArray().Select(end => end.GetDouble())];
}
