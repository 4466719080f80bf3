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
    public async Task Scores_are_not_read_for_the_label_they_do_not_speak_for()
    {
        await host.SendAsync(Enumerable.Range(0, 40).Select(i => (object)new
        {
            model = "spoken", prediction = i % 2 == 0 ? "fraud" : "legit", score = i % 2 == 0 ? 0.9 : 0.1, ground_truth = i % 4 == 0 || i % 3 == 0 ? "fraud" : "legit",
        }));

        var fraud = await host.GetAsync("models/spoken/metrics?positive=fraud&metrics=roc_auc,recall&threshold=0.5");
        var legit = await host.GetAsync("models/spoken/metrics?positive=legit&metrics=roc_auc,recall&threshold=0.5&exact=true");
        var curves = await host.GetAsync("models/spoken/curves?positive=legit");

        Assert.InRange(Value(fraud.GetProperty("metrics")[0])!.Value, 0.6, 1);
        Assert.Equal(JsonValueKind.Null, fraud.GetProperty("positive").GetProperty("remark").ValueKind);
        var auc = legit.GetProperty("metrics")[0];
        const string reason = "the scores speak for 'fraud', not for 'legit'";
        Assert.StartsWith(reason, auc.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Null(Value(auc));
        Assert.Null(Value(auc.GetProperty("exact")));
        Assert.NotNull(Value(legit.GetProperty("metrics")[1]));
        Assert.StartsWith(reason, legit.GetProperty("positive").GetProperty("remark").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, legit.GetProperty("at_threshold").ValueKind);
        Assert.StartsWith(reason, curves.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(curves.GetProperty("roc").EnumerateArray());
    }

    [Fact]
    public async Task Scores_of_many_labels_speak_for_none_of_them()
    {
        await host.SendAsync(Enumerable.Range(0, 60).Select(i => (object)new
        {
            model = "five", prediction = $"{(char)('a' + (i % 5))}", score = 0.5 + (i % 7 / 20.0), ground_truth = $"{(char)('a' + (i % 3 == 0 ? i % 5 : 0))}",
        }));

        foreach (var label in new[] { "a", "b", "e" })
        {
            var curves = await host.GetAsync("models/five/curves?positive=" + label);
            var metrics = (await host.GetAsync($"models/five/metrics?positive={label}&metrics=roc_auc,confidence_ece,recall")).GetProperty("metrics");

            Assert.Contains($"not in '{label}'", curves.GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.Contains($"not in '{label}'", metrics[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.NotNull(Value(metrics[1]));
            Assert.NotNull(Value(metrics[2]));
        }

        Assert.Contains("confidence", (await host.GetAsync("models/five/curves")).GetProperty("meaning").GetString(), StringComparison.Ordinal);
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
