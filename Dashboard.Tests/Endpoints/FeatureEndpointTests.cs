using System.Net;
using System.Text.Json;
using Dashboard.Core.Baselines;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Endpoints;

public sealed class FeatureEndpointTests(QueryHost host) : IClassFixture<QueryHost>
{
    [Fact]
    public async Task Each_feature_is_told_beside_its_baseline()
    {
        await SendAsync("shop", 0, 1_000, shift: 0);
        Assert.Equal("no baseline yet: it needs 2000 predictions with features, has 1000", (await host.GetAsync("models/shop/features")).GetProperty("reason").GetString());
        await SendAsync("shop", 1_000, 1_000, shift: 0);
        await LearnAsync();
        await SendAsync("shop", 2_000, 400, shift: 30, version: "2"); // Of the other version, those before the baseline are counted sooner or later.

        var answer = await host.GetAsync("models/shop/features?window=2h&version=2");

        Assert.Equal((400, 400), (answer.GetProperty("predictions").GetInt32(), answer.GetProperty("counted").GetInt32()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("reason").ValueKind);
        Assert.Equal((2_000, 3, 0), (Number(answer, "baseline", "predictions"), Number(answer, "baseline", "features"), Number(answer, "baseline", "beyond")));
        Assert.Equal(["amount", "country", "new"], answer.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("name").GetString()));
        var amount = answer.GetProperty("features")[0];
        Assert.Equal(("number", 20), (amount.GetProperty("kind").GetString(), amount.GetProperty("bins").GetArrayLength()));
        Assert.Equal((400, 49.5 + 30, 49.5), (Number(amount, "observed", "n"), Number(amount, "observed", "mean", "value"), Number(amount, "baseline", "mean", "value")));
        Assert.Equal((30, 129, 0.3), (Number(amount, "observed", "minimum", "value"), Number(amount, "observed", "maximum", "value"), Number(amount, "observed", "above", "value")));
        Assert.False(amount.GetProperty("observed").GetProperty("maximum").GetProperty("is_bound").GetBoolean());
        Assert.Equal(400, Number(amount, "observed", "missing", "n"));
        Assert.Equal(2, amount.GetProperty("observed").GetProperty("missing").GetProperty("interval").GetArrayLength());
        AssertBins(amount.GetProperty("bins"));
        var country = answer.GetProperty("features")[1];
        Assert.Equal(["c0", "c1", "c2"], country.GetProperty("bins").EnumerateArray().Select(bin => bin.GetProperty("category").GetString()));
        Assert.Equal("only numbers have it", country.GetProperty("observed").GetProperty("mean").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Without_features_the_reason_is_told_and_wrong_questions_are_refused()
    {
        await host.SendAsync([new { model = "bare", prediction = "a" }]);

        var answer = await host.GetAsync("models/bare/features");
        Assert.Equal(("no features were sent", 0), (answer.GetProperty("reason").GetString(), answer.GetProperty("features").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("baseline").ValueKind);
        Assert.Equal("model_unknown", (await host.GetAsync("models/nobody/features", HttpStatusCode.NotFound)).GetProperty("code").GetString());
        Assert.Equal("version_unknown", (await host.GetAsync("models/bare/features?version=9", HttpStatusCode.NotFound)).GetProperty("code").GetString());
        Assert.Equal("query_unknown", (await host.GetAsync("models/bare/features?segment=a:b", HttpStatusCode.BadRequest)).GetProperty("code").GetString());
        Assert.Equal("query_invalid", (await host.GetAsync("models/bare/features?window=1", HttpStatusCode.BadRequest)).GetProperty("code").GetString());
    }

    private static void AssertBins(JsonElement bins)
    {
        var rows = bins.EnumerateArray().ToList();
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (rows[0].GetProperty("from").ValueKind, rows[^1].GetProperty("to").ValueKind));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(pair.First.GetProperty("to").GetDouble(), pair.Second.GetProperty("from").GetDouble()));
        Assert.Equal(400, rows.Sum(bin => bin.GetProperty("count").GetInt64()));
        Assert.Equal(1, rows.Sum(bin => bin.GetProperty("share").GetDouble()), 1e-12);
        Assert.Equal(1, rows.Sum(bin => bin.GetProperty("baseline_share").GetDouble()), 1e-12);
        Assert.Equal((0, 0.05), (rows[0].GetProperty("share").GetDouble(), rows[0].GetProperty("baseline_share").GetDouble()));
    }

    private static double Number(JsonElement item, params string[] path) => path.Aggregate(item, (part, name) => part.GetProperty(name)).GetDouble();

    private async Task LearnAsync()
    {
        foreach (var learner in host.Events.Services.GetServices<ILearner>())
        {
            await learner.LearnAsync(TestContext.Current.CancellationToken);
        }
    }

    private Task SendAsync(string model, int first, int count, int shift, string version = "1") => host.SendAsync(Enumerable.Range(first, count).Select(i => (object)new
    {
        id = $"{i}", model, version, prediction = "a", features = new { amount = (i % 100) + shift, country = $"c{i % 3}", @new = i % 2 == 0 },
    }));
}
