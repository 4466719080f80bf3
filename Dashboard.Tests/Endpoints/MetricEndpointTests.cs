using System.Net;
using System.Text.Json;
using Dashboard.Core.Metrics;
using Dashboard.Tests.Reference;
using Xunit;

namespace Dashboard.Tests.Endpoints;

/// <summary>Golden rows go in through the event endpoint; scikit-learn's numbers come out of the query API.</summary>
public sealed class MetricEndpointTests(QueryHost host, ITestOutputHelper output) : IClassFixture<QueryHost>
{
    private const double Exact = 1e-12;

    private static readonly (string Golden, string Name)[] OfMatrix =
    [
        ("accuracy", "accuracy"), ("precision_macro", "precision_macro"), ("recall_macro", "recall_macro"), ("f1_macro", "f1_macro"),
        ("precision_weighted", "precision_weighted"), ("recall_weighted", "recall_weighted"), ("f1_weighted", "f1_weighted"),
        ("balanced_accuracy", "balanced_accuracy"), ("mcc", "mcc"), ("cohen_kappa", "cohen_kappa"),
    ];

    private static readonly (string Golden, string Name)[] OfPositive =
    [
        ("precision_binary", "precision"), ("recall_binary", "recall"), ("f1_binary", "f1"), ("specificity", "specificity"), ("fbeta_2", "f_beta"),
    ];

    [Fact]
    public async Task A_binary_model_has_the_numbers_of_scikit_learn_live_and_exactly()
    {
        var golden = new Golden("binary");
        await host.SendGoldenAsync(golden, "binary", isRegression: false);

        var answer = await host.GetAsync("models/binary/metrics?window=1h&exact=true&threshold=0.5");

        foreach (var (name, metric) in OfMatrix.Concat(OfPositive))
        {
            golden.Check(name, Row(answer, metric).GetProperty("value").GetDouble());
            golden.Check(name, ExactOf(answer, metric), Exact);
        }

        golden.Check("roc_auc_binned", Row(answer, "roc_auc").GetProperty("value").GetDouble());
        golden.Check("average_precision_binned", Row(answer, "average_precision").GetProperty("value").GetDouble());
        foreach (var (name, metric) in new[] { ("roc_auc", "roc_auc"), ("average_precision", "average_precision"), ("log_loss", "log_loss"), ("brier", "brier"), ("ece10_equal_width", "ece") })
        {
            golden.Check(name, ExactOf(answer, metric), Exact);
        }

        golden.Check("accuracy_wilson95", IntervalOf(Row(answer, "accuracy")));
        golden.Check("roc_auc_ci95_newcombe5", IntervalOf(Row(answer, "roc_auc").GetProperty("exact")));
        var auc = Row(answer, "roc_auc");
        Assert.Equal(auc.GetProperty("exact").GetProperty("value").GetDouble() - auc.GetProperty("value").GetDouble(), auc.GetProperty("exact").GetProperty("difference").GetDouble());
        Assert.Equal((2_000, 2_000), (answer.GetProperty("exact").GetProperty("rows").GetInt32(), answer.GetProperty("predictions").GetInt32()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("exact").GetProperty("remark").ValueKind);
        Assert.Equal(("1", "scores"), (answer.GetProperty("positive").GetProperty("label").GetString(), answer.GetProperty("positive").GetProperty("source").GetString()));
        Assert.Equal(2_000, answer.GetProperty("at_threshold").EnumerateObject().Where(p => p.Name is "true_positives" or "false_positives" or "false_negatives" or "true_negatives").Sum(p => p.Value.GetInt64()));
        output.WriteLine($"{golden.Checked} values compared");
    }

    [Fact]
    public async Task Many_classes_have_the_numbers_of_scikit_learn_live_and_exactly()
    {
        var golden = new Golden("multiclass");
        await host.SendGoldenAsync(golden, "multiclass", isRegression: false);

        var answer = await host.GetAsync("models/multiclass/metrics?exact=1");

        foreach (var (name, metric) in OfMatrix)
        {
            golden.Check(name, Row(answer, metric).GetProperty("value").GetDouble());
            golden.Check(name, ExactOf(answer, metric), Exact);
        }

        Assert.Equal("none", answer.GetProperty("positive").GetProperty("source").GetString());
        Assert.NotEmpty(Row(answer, "precision").GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task Scores_of_every_class_have_the_numbers_of_scikit_learn_by_exact_recomputation()
    {
        var golden = new Golden("multiclass_proba");
        await host.SendGoldenAsync(golden, "classes", isRegression: false);

        var answer = await host.GetAsync("models/classes/metrics?exact=true");

        (string Name, string Metric)[] figures =
        [
            ("roc_auc_ovr_macro", "roc_auc_ovr_macro"), ("roc_auc_ovr_weighted", "roc_auc_ovr_weighted"), ("roc_auc_ovo_macro", "roc_auc_ovo_macro"),
            ("average_precision_macro", "average_precision_macro"), ("top2_accuracy", "top2_accuracy"), ("log_loss", "log_loss"),
            ("brier_multiclass", "brier"), ("confidence_ece10", "confidence_ece"),
        ];
        foreach (var (name, metric) in figures)
        {
            golden.Check(name, ExactOf(answer, metric), Exact);
        }

        Assert.Contains("exact", Row(answer, "roc_auc_ovr_macro").GetProperty("reason").GetString(), StringComparison.Ordinal);
        var live = await host.GetAsync("models/classes/metrics");
        Assert.DoesNotContain(live.GetProperty("metrics").EnumerateArray(), row => row.GetProperty("name").GetString() == "roc_auc_ovr_macro");
    }

    [Fact]
    public async Task A_regression_model_has_the_numbers_of_scikit_learn_live_and_exactly()
    {
        var golden = new Golden("regression");
        await host.SendGoldenAsync(golden, "regression", isRegression: true);

        var answer = await host.GetAsync("models/regression/metrics?exact=true&tau=0.9");

        foreach (var (name, metric) in new[] { ("mae", "mae"), ("mse", "mse"), ("rmse", "rmse"), ("r2", "r2"), ("explained_variance", "explained_variance"), ("bias_mean_error", "bias"), ("max_error", "max_error"), ("wape", "wape"), ("smape", "smape"), ("mape_nonzero", "mape"), ("pinball_0.9", "pinball") })
        {
            golden.Check(name, Row(answer, metric).GetProperty("value").GetDouble());
            golden.Check(name, ExactOf(answer, metric), Exact);
        }

        golden.Check("median_ae_lower", Row(answer, "median_ae").GetProperty("value").GetDouble());
        golden.Check("median_ae", ExactOf(answer, "median_ae"), Exact);
        Assert.Equal("outcome_squared", Row(answer, "mse").GetProperty("unit").GetString());
    }

    [Fact]
    public async Task A_segment_and_a_version_have_the_numbers_of_their_rows()
    {
        var golden = new Golden("binary");
        await host.SendGoldenAsync(golden, "parts", isRegression: false, i => i % 4 == 0 ? "x:1" : "y");
        var rows = golden.Rows();

        var segment = await host.GetAsync("models/parts/metrics?segment=part:x:1&metrics=accuracy,roc_auc&exact=true");
        var version = await host.GetAsync("models/parts/metrics?version=2&metrics=accuracy&exact=true");

        var expected = rows.Where((_, i) => i % 4 == 0).Average(row => row["y_true"] == row["y_pred"] ? 1.0 : 0.0);
        Assert.Equal(expected, Row(segment, "accuracy").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(500, Row(segment, "accuracy").GetProperty("n").GetInt64());
        Assert.Equal(500, segment.GetProperty("exact").GetProperty("rows").GetInt64());
        Assert.Equal(0, Row(segment, "accuracy").GetProperty("exact").GetProperty("difference").GetDouble());
        Assert.Equal("part:x:1", segment.GetProperty("window").GetProperty("segment").GetString());
        Assert.Equal(1_000, version.GetProperty("predictions").GetInt64());
        Assert.Equal(["accuracy"], version.GetProperty("metrics").EnumerateArray().Select(row => row.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Too_many_rows_are_refused_with_their_number()
    {
        await host.SendAsync(Enumerable.Range(0, 5_001).Select(i => (object)new { model = "large", prediction = "a" }));

        var problem = await host.GetAsync("models/large/metrics?exact=true", HttpStatusCode.UnprocessableEntity);

        Assert.Equal("too_many_rows", problem.GetProperty("code").GetString());
        Assert.Contains("5001", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Of a, b and c, nothing is or is called c but once by mistake: its precision is 0, its recall undefined.</summary>
    [Fact]
    public async Task Averages_leave_undefined_classes_out_when_asked_to()
    {
        await host.SendAsync(new[] { ("a", "a"), ("b", "b"), ("c", "a") }.Select(pair => (object)new { model = "thirds", prediction = pair.Item1, ground_truth = pair.Item2 }));

        var counted = Row(await host.GetAsync("models/thirds/metrics?metrics=recall_macro"), "recall_macro");
        var leftOut = Row(await host.GetAsync("models/thirds/metrics?metrics=recall_macro&zero_division=nan"), "recall_macro");
        var problem = await host.GetAsync("models/thirds/metrics?zero_division=1", HttpStatusCode.BadRequest);

        Assert.Equal((0.5, 0.75), (counted.GetProperty("value").GetDouble(), leftOut.GetProperty("value").GetDouble()));
        Assert.Equal("zero_division", problem.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task Nothing_labelled_is_told_with_reasons_and_the_bounds()
    {
        await host.SendAsync([new { model = "mute", prediction = "a" }, new { model = "mute", prediction = "b", status = "ok" }]);

        var answer = await host.GetAsync("models/mute/metrics");

        foreach (var row in answer.GetProperty("metrics").EnumerateArray())
        {
            Assert.Equal(row.GetProperty("value").ValueKind == JsonValueKind.Null, row.GetProperty("reason").ValueKind == JsonValueKind.String);
        }

        Assert.Equal(0, answer.GetProperty("labels").GetProperty("coverage").GetProperty("value").GetDouble());
        Assert.Equal([0.0, 1.0], answer.GetProperty("quality").GetProperty("bounds").EnumerateArray().Select(end => end.GetDouble()));
        Assert.Equal("not for models of this kind", Row(await host.GetAsync("models/mute/metrics?metrics=mae"), "mae").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_catalogue_lists_every_metric_with_all_it_needs()
    {
        var metrics = (await host.GetAsync("metrics")).GetProperty("metrics").EnumerateArray().ToList();

        Assert.Equal(Core.Metrics.Catalogue.MetricCatalogue.All.Select(metric => metric.Name), metrics.Select(metric => metric.GetProperty("name").GetString()));
        Assert.All(metrics, metric => Assert.All(metric.EnumerateObject(), property => Assert.NotEmpty(property.Value.GetString()!)));
    }

    private static JsonElement Row(JsonElement answer, string metric) =>
        answer.GetProperty("metrics").EnumerateArray().Single(row => row.GetProperty("name").GetString() == metric);

    private static double ExactOf(JsonElement answer, string metric) => Row(answer, metric).GetProperty("exact").GetProperty("value").GetDouble();

    private static Interval? IntervalOf(JsonElement row) => new(row.GetProperty("interval")[0].GetDouble(), row.GetProperty("interval")[1].GetDouble());
}
