using System.Net;
using System.Text.Json;
using Dashboard.Tests.Reference;
using Xunit;

namespace Dashboard.Tests.Endpoints;

public sealed class ShadowEndpointTests(QueryHost host) : IClassFixture<QueryHost>
{
    /// <summary>800 both right, 40 and 70 one of them, 90 neither: statsmodels and oraclelib.py.</summary>
    private static readonly JsonElement Known = Golden.Document("ab").GetProperty("cases").GetProperty("paired")[0];

    [Fact]
    public async Task A_shadow_is_compared_on_the_ids_both_answered()
    {
        await SendAsync("scored", Count("both_right"), Count("a_only_right"), Count("b_only_right"), Count("both_wrong"));
        await host.SendAsync([new { id = "other", model = "scored", version = "2", prediction = "a" }]);

        var answer = await host.GetAsync("models/scored/shadow?shadow=scored-shadow&window=1h&version=1");

        var counts = answer.GetProperty("counts");
        Assert.Equal(
            [Count("both_right"), Count("a_only_right"), Count("b_only_right"), Count("both_wrong"), 1_000, 0, 0],
            new[] { "both_right", "only_model_right", "only_shadow_right", "both_wrong", "pairs", "unanswered", "conflicting" }.Select(name => counts.GetProperty(name).GetInt32()));
        Assert.Equal(Known.GetProperty("p_exact").GetDouble(), answer.GetProperty("mcnemar_p").GetDouble(), 1e-12);
        Assert.Equal(Known.GetProperty("diff").GetDouble(), answer.GetProperty("difference").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(1_000, answer.GetProperty("difference").GetProperty("n").GetInt32());
        Assert.Equal((0.84, 0.87), (QualityOf(answer, "model"), QualityOf(answer, "shadow")));
        Assert.Equal("undecided", answer.GetProperty("verdict").GetString());
        Assert.InRange(answer.GetProperty("p_value").GetDouble(), 0, Known.GetProperty("always_valid_p").GetDouble() + 1e-12); // The strongest of all looks.
        Assert.Contains("scored-shadow", answer.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_compared_is_counted()
    {
        await host.SendAsync([
            new { id = "alone", model = "odd", prediction = "a" }, new { id = "open", model = "odd", prediction = "a" }, new { id = "open", model = "odd-shadow", prediction = "a" },
            new { id = "torn", model = "odd", prediction = "a", ground_truth = "a" }, new { id = "torn", model = "odd-shadow", prediction = "a", ground_truth = "b" },
            new { id = "failed", model = "odd", status = "error", error = "timeout" }, new { id = "failed", model = "odd-shadow", prediction = "a" },
        ]);

        var answer = await host.GetAsync("models/odd/shadow?shadow=odd-shadow");

        Assert.Equal([0, 1, 1, 1], new[] { "pairs", "unlabelled", "unanswered", "conflicting" }.Select(name => answer.GetProperty("counts").GetProperty(name).GetInt32()));
        Assert.Equal((1, 0), (answer.GetProperty("model").GetProperty("unpaired").GetInt32(), answer.GetProperty("shadow").GetProperty("unpaired").GetInt32()));
        Assert.Equal("too_early", answer.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("mcnemar_p").ValueKind);
        Assert.Equal("no labelled predictions answered by both", answer.GetProperty("difference").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Numbers_are_compared_by_their_errors()
    {
        await host.SendAsync(Enumerable.Range(0, 400).SelectMany(i => new object[]
        {
            new { id = $"{i}", model = "meter", prediction = 10.0 + (i % 5) }, new { id = $"{i}", model = "meter-shadow", prediction = 10.0 + (i % 4), ground_truth = 10.0 },
        }));

        var answer = await host.GetAsync("models/meter/shadow?shadow=meter-shadow&delta=0.1");

        Assert.Equal("mae", answer.GetProperty("metric").GetString());
        Assert.Equal((2, 1.5), (QualityOf(answer, "model"), QualityOf(answer, "shadow")));
        Assert.Equal(-0.5, answer.GetProperty("difference").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal("better", answer.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("counts").GetProperty("both_right").ValueKind);
    }

    [Fact]
    public async Task Too_many_predictions_of_both_together_are_refused_with_their_number()
    {
        await SendAsync("wide", 2_501, 0, 0, 0);

        var problem = await host.GetAsync("models/wide/shadow?shadow=wide-shadow", HttpStatusCode.UnprocessableEntity);

        Assert.Equal("too_many_rows", problem.GetProperty("code").GetString());
        Assert.Contains("5002", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static int Count(string name) => Known.GetProperty(name).GetInt32();

    private static double QualityOf(JsonElement answer, string side) => Math.Round(answer.GetProperty(side).GetProperty("quality").GetProperty("value").GetDouble(), 12);

    /// <summary>Every truth is "a", told to one of the two.</summary>
    private Task SendAsync(string model, int both, int first, int second, int neither) =>
        host.SendAsync(Enumerable.Range(0, both + first + second + neither).SelectMany(i => new object[]
        {
            new { id = $"{i}", model, version = "1", prediction = i < both + first ? "a" : "b" },
            new { id = $"{i}", model = model + "-shadow", prediction = i < both || (i >= both + first && i < both + first + second) ? "a" : "b" },
            new { type = "ground_truth", id = $"{i}", model = i % 2 == 0 ? model : model + "-shadow", ground_truth = "a" },
        }));
}
