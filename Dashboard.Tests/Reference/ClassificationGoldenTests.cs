using System.Text.Json;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Xunit;

namespace Dashboard.Tests.Reference;

public class ClassificationGoldenTests(ITestOutputHelper output)
{
    private const string OfScores = "a metric of scores";

    [Theory]
    [InlineData("binary")]
    [InlineData("multiclass")]
    public void Every_figure_of_the_matrix_agrees_with_scikit_learn_live_and_exactly(string set)
    {
        var golden = new Golden(set);
        var rows = golden.Rows().ConvertAll(r => (Truth: r["y_true"], Predicted: r["y_pred"]));
        var (tally, labels) = Sum(rows);
        var live = ConfusionTable.Of(tally.Matrix);
        string[] texts = [.. rows.SelectMany(r => new[] { r.Truth, r.Predicted }).Distinct()];
        var evaluated = new EvaluatedLabels(
            texts, [.. rows.Select(r => (ushort)Array.IndexOf(texts, r.Predicted))], [.. rows.Select(r => (ushort)Array.IndexOf(texts, r.Truth))]);
        var (exact, exactLabels) = (evaluated.Table, evaluated.Texts);

        CheckAllClasses(golden, new MetricInput(tally, MetricParameters.Default));
        CheckAllClasses(golden, new MetricInput(new Tally(), MetricParameters.Default) { Matrix = exact });
        CheckPerClass(golden, ClassificationMetrics.PerClass(live).ToDictionary(c => labels[c.Code]));
        CheckPerClass(golden, ClassificationMetrics.PerClass(exact).ToDictionary(c => exactLabels[c.Code]));
        CheckMatrix(golden, FigureBuilder.Classification(tally, labels).Matrix);
        if (set == "multiclass")
        {
            golden.CheckNothingForgotten(output);
            return;
        }

        Assert.True(labels.TryFind("1", out var positive));
        CheckPositiveClass(golden, new MetricInput(tally, new MetricParameters { PositiveLabel = positive.LabelCode, Beta = 2 }));
        golden.CheckNothingForgotten(output, [.. OnlyScores(golden)]);
    }

    [Fact]
    public void Degenerate_tables_are_undefined_where_scikit_learn_puts_0()
    {
        var cases = new Golden("binary_degenerate").Cases.ToList();
        foreach (var item in cases)
        {
            var rows = Texts(item, "y").Zip(Texts(item, "p")).ToList();
            var (tally, labels) = Sum(rows);
            var positive = labels.Intern("1").LabelCode;
            var counts = ConfusionTable.Of(tally.Matrix).Against(positive);
            var input = new MetricInput(tally, new MetricParameters { PositiveLabel = positive, Beta = 1 });

            Assert.Equal(
                (Count(item, "tp"), Count(item, "fp"), Count(item, "fn"), Count(item, "tn")),
                (counts.TruePositives, counts.FalsePositives, counts.FalseNegatives, counts.TrueNegatives));
            Assert.Equal(item.GetProperty("accuracy").GetDouble(), Value(input, "accuracy")!.Value, 1e-12);
            Assert.Equal(MacroF1ByDefinition(rows), Value(input, "f1_macro")!.Value, 1e-12);
            foreach (var name in new[] { "precision", "recall", "f1" })
            {
                Assert.Equal(Nullable(item, name + "_null"), Value(input, name));
                Assert.Equal(item.GetProperty(name + "_zero").GetDouble(), Value(input, name) ?? 0, 1e-12);
            }

            Assert.Equal(Value(input, "f1"), Value(input, "f_beta"));
            Assert.Equal(item.GetProperty("mcc_sklearn").GetDouble(), Value(input, "mcc") ?? 0, 1e-12);
        }

        output.WriteLine($"{cases.Count} degenerate tables, 13 values each; roc_auc_defined skipped: {OfScores}");
    }

    [Fact]
    public void Nothing_labelled_is_undefined_with_a_reason()
    {
        var (tally, labels) = Sum([]);
        var figures = FigureBuilder.Classification(tally, labels);
        Assert.NotNull(figures.Accuracy.Undefined);
        Assert.NotNull(figures.MacroF1.Undefined);
        Assert.Empty(figures.Matrix.Labels);
    }

    private static void CheckAllClasses(Golden golden, MetricInput input)
    {
        foreach (var name in new[]
                 {
                     "accuracy", "precision_macro", "recall_macro", "f1_macro", "precision_micro", "recall_micro", "f1_micro",
                     "precision_weighted", "recall_weighted", "f1_weighted", "balanced_accuracy", "mcc", "cohen_kappa",
                 })
        {
            golden.Check(name, Compute(input, name));
        }

        golden.Check("accuracy_wilson95", Compute(input, "accuracy").Interval);
        golden.Check("balanced_accuracy_ci95_mover", Compute(input, "balanced_accuracy").Interval);
        Assert.Equal(1 - Value(input, "accuracy")!.Value, Value(input, "misclassification_rate")!.Value, 1e-12);
    }

    private static void CheckPositiveClass(Golden golden, MetricInput input)
    {
        golden.Check("precision_binary", Compute(input, "precision"));
        golden.Check("recall_binary", Compute(input, "recall"));
        golden.Check("f1_binary", Compute(input, "f1"));
        golden.Check("specificity", Compute(input, "specificity"));
        golden.Check("fbeta_2", Compute(input, "f_beta"));
        golden.Check("precision_wilson95", Compute(input, "precision").Interval);
        golden.Check("recall_wilson95", Compute(input, "recall").Interval);
        golden.Check("f1_ci95", Compute(input, "f1").Interval);
    }

    private static void CheckPerClass(Golden golden, Dictionary<string, ClassFigures> classes)
    {
        Assert.Equal(golden["per_class"].GetArrayLength(), classes.Count);
        foreach (var row in golden["per_class"].EnumerateArray())
        {
            var got = classes[row.GetProperty("label").ToString()];
            Assert.Equal(row.GetProperty("support").GetInt64(), got.Support);
            Assert.Equal(row.GetProperty("precision").GetDouble(), got.Precision.Value ?? 0, 1e-12);
            Assert.Equal(row.GetProperty("recall").GetDouble(), got.Recall.Value ?? 0, 1e-12);
            Assert.Equal(row.GetProperty("f1").GetDouble(), got.F1.Value ?? 0, 1e-12);
        }

        golden.MarkSeen("per_class");
    }

    private static void CheckMatrix(Golden golden, ConfusionMatrix matrix)
    {
        var expected = golden["confusion_matrix"];
        var labels = expected.GetProperty("labels").EnumerateArray().Select(l => l.ToString()).ToList();
        Assert.Equal(labels, matrix.Labels);
        for (var truth = 0; truth < labels.Count; truth++)
        {
            for (var predicted = 0; predicted < labels.Count; predicted++)
            {
                Assert.Equal(expected.GetProperty("rows_true_cols_pred")[truth][predicted].GetInt64(), matrix.Counts[truth, predicted]);
            }
        }

        golden.MarkSeen("confusion_matrix");
    }

    private static IEnumerable<(string, string)> OnlyScores(Golden golden) => golden.Cases
        .Select(item => item.GetProperty("metric").GetString()!)
        .Where(name => name.StartsWith("roc_auc", StringComparison.Ordinal) || name.StartsWith("average_precision", StringComparison.Ordinal)
            || name is "log_loss" or "brier" or "ece10_equal_width" or "reliability10" or "score_hist")
        .Select(name => (name, OfScores));

    private static Figure Compute(MetricInput input, string name) => MetricCatalogue.Find(name)!.Compute(input);

    private static double? Value(MetricInput input, string name) => Compute(input, name).Value;

    private static IEnumerable<string> Texts(JsonElement item, string name) => item.GetProperty(name).EnumerateArray().Select(v => v.ToString());

    private static long Count(JsonElement item, string name) => item.GetProperty(name).GetInt64();

    private static double? Nullable(JsonElement item, string name) =>
        item.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : null;

    private static (Tally Tally, LabelSet Labels) Sum(List<(string Truth, string Predicted)> rows)
    {
        var labels = new LabelSet(100);
        var tally = new Tally();
        foreach (var (truth, predicted) in rows)
        {
            tally.AddLabel(labels.Intern(predicted), labels.Intern(truth), BinnedScore.None, isRegression: false, 1);
        }

        return (tally, labels);
    }

    private static double MacroF1ByDefinition(List<(string Truth, string Predicted)> rows)
    {
        var classes = rows.SelectMany(r => new[] { r.Truth, r.Predicted }).Distinct().ToList();
        return classes.Average(c =>
        {
            var right = rows.Count(r => r.Truth == c && r.Predicted == c);
            var wrong = rows.Count(r => (r.Truth == c) != (r.Predicted == c));
            return right == 0 ? 0 : 2.0 * right / ((2 * right) + wrong);
        });
    }
}
