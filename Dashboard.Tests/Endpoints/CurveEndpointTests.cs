using System.Text.Json;
using Dashboard.Tests.Reference;
using Xunit;

namespace Dashboard.Tests.Endpoints;

public sealed class CurveEndpointTests(QueryHost host) : IClassFixture<QueryHost>
{
    [Fact]
    public async Task The_matrix_and_its_classes_are_those_of_scikit_learn()
    {
        var golden = new Golden("multiclass");
        await host.SendGoldenAsync(golden, "matrix", isRegression: false);

        var answer = await host.GetAsync("models/matrix/confusion-matrix?normalise=truth");

        var expected = golden["confusion_matrix"];
        Assert.Equal(Texts(expected.GetProperty("labels")), Texts(answer.GetProperty("labels")));
        Assert.Equal(Table(expected.GetProperty("rows_true_cols_pred")), Table(answer.GetProperty("counts")));
        foreach (var row in golden["per_class"].EnumerateArray())
        {
            var got = answer.GetProperty("classes").EnumerateArray().Single(c => c.GetProperty("label").GetString() == row.GetProperty("label").ToString());
            Assert.Equal(row.GetProperty("support").GetInt64(), got.GetProperty("support").GetInt64());
            Assert.Equal(row.GetProperty("f1").GetDouble(), Value(got.GetProperty("f1")) ?? 0, 1e-12);
            Assert.Equal(row.GetProperty("recall").GetDouble(), Value(got.GetProperty("recall")) ?? 0, 1e-12);
        }

        Assert.All(answer.GetProperty("shares").EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToList()).Where(row => row[0] is not null),
            row => Assert.Equal(1, row.Sum()!.Value, 1e-12));
    }

    [Fact]
    public async Task Counts_are_divided_by_row_by_column_or_by_all()
    {
        await host.SendAsync([
            new { model = "norm", prediction = "a", ground_truth = "a" }, new { model = "norm", prediction = "a", ground_truth = "b" },
            new { model = "norm", prediction = "a", ground_truth = "a" }, new { model = "norm", prediction = "c", ground_truth = "a" },
        ]);

        async Task<string> Shares(string by) => (await host.GetAsync("models/norm/confusion-matrix?normalise=" + by)).GetProperty("shares").ToString();

        Assert.Equal("[[0.6666666666666666,0,0.3333333333333333],[1,0,0],[null,null,null]]", await Shares("truth"));
        Assert.Equal("[[0.6666666666666666,null,1],[0.3333333333333333,null,0],[0,null,0]]", await Shares("prediction"));
        Assert.Equal("[[0.5,0,0.25],[0.25,0,0],[0,0,0]]", await Shares("all"));
        Assert.Equal("", await Shares("none"));
    }

    [Fact]
    public async Task Curves_agree_with_scikit_learn_and_with_each_other()
    {
        var golden = new Golden("binary");
        await host.SendGoldenAsync(golden, "curves", isRegression: false);

        var answer = await host.GetAsync("models/curves/curves?threshold=0.5");

        golden.Check("roc_auc_binned", answer.GetProperty("roc_auc").GetProperty("value").GetDouble());
        var roc = answer.GetProperty("roc").EnumerateArray().Select(p => (X: p.GetProperty("false_positive_rate").GetDouble(), Y: p.GetProperty("true_positive_rate").GetDouble())).ToList();
        Assert.Equal(((0, 0), (1, 1)), (roc[0], roc[^1]));
        Assert.Equal(golden["roc_auc_binned"].GetDouble(), roc.Zip(roc.Skip(1), (p, q) => (q.X - p.X) * (p.Y + q.Y) / 2).Sum(), 0.002); // Thinned to 500 points.
        foreach (var (expected, got) in golden["reliability10"].EnumerateArray().Zip(answer.GetProperty("reliability").EnumerateArray()))
        {
            Assert.Equal(expected[1].GetInt64(), got.GetProperty("rate").GetProperty("n").GetInt64());
            Assert.Equal(expected[2].GetDouble(), got.GetProperty("mean_score").GetDouble(), 1e-9);
            Assert.Equal(expected[3].GetDouble(), got.GetProperty("rate").GetProperty("value").GetDouble(), 1e-12);
        }

        var best = Best(golden.Rows().ConvertAll(row => (Score: Golden.Number(row["score"]), IsPositive: row["y_true"] == "1")));
        Assert.InRange(answer.GetProperty("best_f1").GetProperty("f1").GetProperty("value").GetDouble(), best - 0.005, best + 1e-12);
        Assert.Equal(694, answer.GetProperty("positives").GetInt64());
    }

    [Fact]
    public async Task Without_scores_the_reason_is_told()
    {
        await host.SendAsync([new { model = "plain", prediction = "a", ground_truth = "a" }, new { model = "value", prediction = 1.0, ground_truth = 2.0 }]);

        Assert.Equal("no scores in this range", (await host.GetAsync("models/plain/curves")).GetProperty("reason").GetString());
        Assert.Contains("numbers", (await host.GetAsync("models/value/curves")).GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_series_adds_up_and_a_late_label_revises_its_point()
    {
        var start = host.Clock.GetUtcNow().AddMinutes(-3);
        await host.SendAsync(Enumerable.Range(0, 60).Select(i => (object)new { id = $"{i}", model = "rolling", timestamp = start.AddSeconds(i), prediction = "a", ground_truth = "a" }));
        var before = (await host.GetAsync("models/rolling/series?window=5m")).GetProperty("points").EnumerateArray().ToList();

        await host.SendAsync([new { type = "ground_truth", id = "0", model = "rolling", ground_truth = "b" }]);
        var series = await host.GetAsync("models/rolling/series?window=5m");

        var after = series.GetProperty("points").EnumerateArray().ToDictionary(Time, point => point);
        Assert.All(before, point => Assert.True(point.GetProperty("labelled").GetInt64() <= point.GetProperty("predictions").GetInt64()));
        Assert.Contains(before, point => after.TryGetValue(Time(point), out var now)
            && now.GetProperty("revision").GetInt64() > point.GetProperty("revision").GetInt64() && Number(now.GetProperty("quality")) < 1);
        Assert.Equal(60, series.GetProperty("outlook").GetProperty("points").EnumerateArray().Sum(point => point.GetProperty("predictions").GetInt64()));
        Assert.Equal("accuracy", series.GetProperty("metric").GetString());
    }

    private static DateTimeOffset Time(JsonElement point) => point.GetProperty("time").GetDateTimeOffset();

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();

    private static double? Value(JsonElement figure) => Number(figure.GetProperty("value"));

    private static IEnumerable<string?> Texts(JsonElement labels) => labels.EnumerateArray().Select(label => label.GetString());

    private static IEnumerable<long> Table(JsonElement rows) => rows.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(cell => cell.GetInt64()));

    private static double Best(List<(double Score, bool IsPositive)> rows)
    {
        var (best, hits, positives) = (0.0, 0, rows.Count(row => row.IsPositive));
        foreach (var (row, i) in rows.OrderByDescending(row => row.Score).Select((row, i) => (row, i)))
        {
            hits += row.IsPositive ? 1 : 0;
            best = Math.Max(best, 2.0 * hits / (i + 1 + positives));
        }

        return best;
    }
}
