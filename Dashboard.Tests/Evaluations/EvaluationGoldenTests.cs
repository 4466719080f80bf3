using System.Text.Json;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Tests.Reference;

namespace Dashboard.Tests.Evaluations;

/// <summary>Whole files give the numbers of scikit-learn, as CSV and as Parquet.</summary>
public class EvaluationGoldenTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("binary", false)]
    [InlineData("binary", true)]
    [InlineData("imbalanced", false)]
    public async Task A_file_of_scores(string set, bool parquet)
    {
        var golden = new Golden(set);
        var evaluation = await EvaluateAsync(golden, set, parquet);

        Assert.Equal("1", evaluation.PositiveLabel);
        foreach (var (name, metric) in new[]
        {
            ("accuracy", "accuracy"), ("precision", "precision_binary"), ("recall", "recall_binary"), ("f1", "f1_binary"),
            ("balanced_accuracy", "balanced_accuracy"), ("f1_macro", "f1_macro"), ("mcc", "mcc"), ("cohen_kappa", "cohen_kappa"),
            ("roc_auc", "roc_auc"), ("average_precision", "average_precision"), ("log_loss", "log_loss"), ("brier", "brier"),
            ("ece", "ece10_equal_width"),
        })
        {
            golden.Check(metric, evaluation.Head.FigureOf(name)!.Value);
        }

        golden.Check("accuracy_wilson95", evaluation.Head.FigureOf("accuracy")!.Value.Interval);
        golden.Check("roc_auc_ci95_newcombe5", evaluation.Head.FigureOf("roc_auc")!.Value.Interval);
        Assert.InRange(evaluation.Curves!.Roc.Count, 10, 500);
        Assert.InRange(evaluation.Curves.PrecisionRecall.Count, 10, 500);
        output.WriteLine($"{set}: {golden.Checked} comparisons");
    }

    [Fact]
    public async Task A_file_of_labels()
    {
        var golden = new Golden("multiclass");
        var evaluation = await EvaluateAsync(golden, "multiclass", parquet: false);

        foreach (var name in new[] { "accuracy", "f1_macro", "precision_macro", "recall_macro", "f1_weighted", "mcc", "cohen_kappa", "balanced_accuracy" })
        {
            golden.Check(name, evaluation.Head.FigureOf(name)!.Value);
        }

        Assert.Null(evaluation.PositiveLabel);
        Assert.Null(evaluation.Head.FigureOf("precision"));
        var counts = golden["confusion_matrix"];
        Assert.Equal(counts.GetProperty("labels").EnumerateArray().Select(label => label.GetString()), evaluation.Matrix!.Labels);
        Assert.All(evaluation.Matrix.Counts.Index(), row =>
            Assert.Equal(counts.GetProperty("rows_true_cols_pred")[row.Index].EnumerateArray().Select(c => c.GetInt64()), row.Item));
        Assert.Equal(evaluation.Matrix.Labels.Count, evaluation.Classes.Count);
    }

    [Fact]
    public async Task A_file_of_probabilities_by_class()
    {
        var golden = new Golden("multiclass_proba");
        var evaluation = await EvaluatedFile.OfCsvAsync(
            await File.ReadAllTextAsync(PathOf("multiclass_proba"), TestContext.Current.CancellationToken),
            EvaluatedFile.Request with { Columns = new ColumnChoice { ClassScores = "p_" } });

        foreach (var (name, metric) in new[]
        {
            ("roc_auc_ovr_macro", "roc_auc_ovr_macro"), ("roc_auc_ovr_weighted", "roc_auc_ovr_weighted"), ("roc_auc_ovo_macro", "roc_auc_ovo_macro"),
            ("roc_auc_ovo_weighted", "roc_auc_ovo_weighted"), ("average_precision_macro", "average_precision_macro"), ("log_loss", "log_loss"),
            ("brier", "brier_multiclass"), ("top2_accuracy", "top2_accuracy"), ("confidence_ece", "confidence_ece10"), ("accuracy", "accuracy"),
        })
        {
            golden.Check(metric, evaluation.Head.FigureOf(name)!.Value);
        }

        var areas = golden["roc_auc_per_class_ovr"].EnumerateArray().Select(area => area.GetDouble());
        Assert.All(evaluation.Classes.OrderBy(c => c.Label, StringComparer.Ordinal).Zip(areas), pair => Assert.Equal(pair.Second, pair.First.RocAuc!.Value, 1e-12));
    }

    [Theory]
    [InlineData(ZeroDivision.Zero, 2 / 9.0, "1 class undefined, counted as 0")]
    [InlineData(ZeroDivision.LeaveOut, 1 / 3.0, "1 class undefined, left out")]
    public async Task A_class_that_is_never_predicted_counts_0_or_is_left_out(ZeroDivision division, double precision, string remark)
    {
        var evaluation = await EvaluatedFile.OfCsvAsync(
            "prediction,ground_truth\na,a\na,b\na,c\nb,a\nb,a\nb,b\n", EvaluatedFile.Request with { ZeroDivision = division });

        var figure = evaluation.Head.Figures.Single(f => f.Name == "precision_macro");
        Assert.Equal(precision, figure.Figure.Value!.Value, 1e-15);
        Assert.Equal(remark, figure.Remark);
    }

    [Theory]
    [InlineData("proba_0", "proba_1")]
    [InlineData("proba_0.0", "proba_1.0")]
    public async Task A_file_of_probabilities_of_two_classes_gives_the_figures_of_one_score(string first, string second)
    {
        var golden = new Golden("binary");
        var rows = golden.Rows().Select(row => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{row["y_true"]},{row["y_pred"]},{1 - Golden.Number(row["score"]):0.######},{row["score"]}"));
        var evaluation = await EvaluatedFile.OfCsvAsync($"y_true,y_pred,{first},{second}\n" + string.Join('\n', rows));
        var ofScore = await EvaluateAsync(golden, "binary", parquet: false);

        Assert.Equal("1", evaluation.PositiveLabel);
        Assert.Equal(ofScore.Head.Figures, evaluation.Head.Figures);
        Assert.Equal(ofScore.Curves!.Roc, evaluation.Curves!.Roc);
        golden.Check("brier", evaluation.Head.FigureOf("brier")!.Value);
        golden.Check("roc_auc", evaluation.Head.FigureOf("roc_auc")!.Value);
        Assert.All(evaluation.Classes, row => Assert.Equal(evaluation.Head.ValueOf("roc_auc")!.Value, row.RocAuc!.Value, 1e-12));
    }

    [Theory]
    [InlineData("regression", false)]
    [InlineData("regression", true)]
    [InlineData("regression_offset", false)]
    public async Task A_file_of_numbers(string set, bool parquet)
    {
        var golden = new Golden(set);
        var evaluation = await EvaluateAsync(golden, set, parquet);

        Assert.Equal(EvaluationKind.Regression, evaluation.Head.Kind);
        foreach (var (name, metric) in new[]
        {
            ("mae", "mae"), ("mse", "mse"), ("rmse", "rmse"), ("r2", "r2"), ("explained_variance", "explained_variance"),
            ("max_error", "max_error"), ("bias", "bias_mean_error"), ("median_ae", "median_ae"), ("wape", "wape"), ("smape", "smape"),
        })
        {
            golden.Check(metric, evaluation.Head.FigureOf(name)!.Value, 1e-12);
        }
    }

    [Fact]
    public async Task The_classic_batches_and_their_verdict()
    {
        var golden = new Golden("stream");
        var accuracies = new List<double>();
        foreach (var batch in golden["batches_1000"].EnumerateArray())
        {
            var rows = golden.Rows().Skip(batch.GetProperty("batch").GetInt32() * 1_000).Take(1_000);
            var head = (await EvaluatedFile.OfCsvAsync("y_true,y_pred\n" + string.Join('\n', rows.Select(r => $"{r["y_true"]},{r["y_pred"]}")))).Head;
            foreach (var (name, metric) in new[] { ("accuracy", "accuracy"), ("precision_weighted", "precision"), ("recall_weighted", "recall"), ("f1_weighted", "f1") })
            {
                Assert.Equal(batch.GetProperty(metric).GetDouble(), head.FigureOf(name)!.Value.Value!.Value, 1e-12);
            }

            accuracies.Add(head.FigureOf("accuracy")!.Value.Value!.Value);
        }

        bool[] expected = [false, false, false, true, true]; // 0.936 - 0.858 and 0.9165 - 0.836 are above 0.05.
        Assert.Equal(expected, Enumerable.Range(1, accuracies.Count).Select(n => ClassicRule.Judge(accuracies.GetRange(0, n)).IsDegraded));
    }

    private static async Task<Evaluation> EvaluateAsync(Golden golden, string set, bool parquet)
    {
        if (!parquet)
        {
            return await EvaluatedFile.OfCsvAsync(await File.ReadAllTextAsync(PathOf(set), TestContext.Current.CancellationToken));
        }

        var rows = golden.Rows();
        var columns = rows[0].Keys.Select(name => (name, name == "id"
            ? (Array)rows.Select(row => row[name]).ToArray()
            : rows.Select(row => Golden.Number(row[name])).ToArray()));
        return await EvaluatedFile.OfParquetAsync(await EvaluatedFile.ParquetAsync(3, [.. columns]));
    }

    private static string PathOf(string set) => Path.Combine(AppContext.BaseDirectory, "Reference", set + ".csv");
}
