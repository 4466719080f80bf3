using System.Text.Json;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Reference;

/// <summary>Metrics of scores and probabilities against scikit-learn; what concerns labels only is checked beside this.</summary>
public class ScoreGoldenTests(ITestOutputHelper output)
{
    /// <summary>Cases of these sets that no score enters: see <see cref="ClassificationGoldenTests"/>.</summary>
    private static readonly HashSet<string> OfLabelsOnly =
    [
        "accuracy", "accuracy_wilson95", "precision_macro", "recall_macro", "f1_macro", "precision_micro", "recall_micro", "f1_micro",
        "precision_weighted", "recall_weighted", "f1_weighted", "per_class", "confusion_matrix", "balanced_accuracy",
        "balanced_accuracy_ci95_mover", "mcc", "cohen_kappa", "specificity", "fbeta_2",
    ];

    private static readonly string[] OfThresholdCounts =
        ["precision_binary", "recall_binary", "f1_binary", "f1_ci95", "precision_wilson95", "recall_wilson95"];

    private static readonly string[] OfScores =
    [
        "roc_auc", "roc_auc_ci95_newcombe5", "roc_auc_delong_se", "average_precision", "log_loss", "brier", "ece10_equal_width",
        "reliability10", "score_hist", "roc_auc_binned", "roc_auc_certificate", "average_precision_binned",
    ];

    private static readonly string[] OfProbabilities =
    [
        "roc_auc_ovr_macro", "roc_auc_ovr_weighted", "roc_auc_ovo_macro", "roc_auc_ovo_weighted", "roc_auc_per_class_ovr",
        "average_precision_macro", "log_loss", "brier_multiclass", "top2_accuracy", "confidence_ece10",
    ];

    [Theory]
    [InlineData("binary")]
    [InlineData("binary_ties")]
    [InlineData("imbalanced")]
    public void Figures_of_a_cube_agree_however_the_rows_are_split(string set)
    {
        var golden = new Golden(set);
        foreach (var shards in (ReadOnlySpan<int>)[1, 7, 100])
        {
            CheckCube(golden, Cube(Rows(golden), shards));
        }

        output.WriteLine($"{set}: {golden.Checked} comparisons");
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("binary_ties")]
    [InlineData("imbalanced")]
    public void Figures_of_raw_rows_agree(string set)
    {
        var golden = new Golden(set);
        var rows = Rows(golden);
        var figures = ExactBinary.Compute(rows.ConvertAll(r => r.Score).ToArray(), rows.ConvertAll(r => r.Truth == 1).ToArray());
        var counts = ExactBinary.Confusion(rows.ConvertAll(r => r.Truth == 1).ToArray(), rows.ConvertAll(r => r.Predicted == 1).ToArray());

        golden.Check("roc_auc", figures.RocAuc.Value);
        golden.Check("roc_auc_ci95_newcombe5", figures.RocAuc.Interval);
        golden.Check("roc_auc_delong_se", figures.RocAucError);
        golden.Check("average_precision", figures.AveragePrecision.Value);
        golden.Check("log_loss", figures.LogLoss.Value);
        golden.Check("brier", figures.Brier.Value);
        golden.Check("ece10_equal_width", figures.ExpectedError.Value);
        golden.Check("precision_binary", counts.Precision.Value);
        golden.Check("recall_binary", counts.Recall.Value);
        golden.Check("f1_binary", counts.F1.Value);
        golden.Check("f1_ci95", counts.F1.Interval);
        golden.Check("precision_wilson95", counts.Precision.Interval);
        golden.Check("recall_wilson95", counts.Recall.Interval);
        output.WriteLine($"{set}: {golden.Checked} comparisons");
    }

    [Fact]
    public void Figures_of_class_probabilities_agree_from_raw_rows()
    {
        var golden = new Golden("multiclass_proba");
        var (probabilities, truths, _) = Probabilities(golden);
        var figures = ExactMulticlass.Compute(probabilities, 5, truths);

        golden.Check("roc_auc_ovr_macro", figures.RocAucMacro.Value);
        golden.Check("roc_auc_ovr_weighted", figures.RocAucWeighted.Value);
        golden.Check("roc_auc_ovo_macro", figures.RocAucPairs.Value);
        golden.Check("roc_auc_ovo_weighted", figures.RocAucPairsWeighted.Value);
        golden.Check("average_precision_macro", figures.AveragePrecisionMacro.Value);
        golden.Check("log_loss", figures.LogLoss.Value);
        golden.Check("brier_multiclass", figures.Brier.Value);
        golden.Check("top2_accuracy", figures.Top2Accuracy.Value);
        golden.Check("confidence_ece10", figures.ExpectedError.Value);
        var byClass = golden["roc_auc_per_class_ovr"].EnumerateArray().Select(v => v.GetDouble()).ToList();
        Assert.All(byClass, (expected, k) => Assert.Equal(expected, figures.RocAucByClass[k]!.Value, 1e-12));
        output.WriteLine($"{golden.Checked + byClass.Count} comparisons");
    }

    [Fact]
    public void The_area_of_degenerate_tables_is_defined_where_scikit_learn_defines_it()
    {
        var tables = new Golden("binary_degenerate").Cases.ToList();
        foreach (var table in tables)
        {
            var truths = table.GetProperty("y").EnumerateArray().Select(v => v.GetInt32()).ToArray();
            var predictions = table.GetProperty("p").EnumerateArray().Select(v => v.GetInt32()).ToArray();
            var isDefined = table.GetProperty("roc_auc_defined").GetBoolean();
            var cube = Cube([.. truths.Zip(predictions, (t, p) => (t, p, (double)p))], 1); // The prediction serves as its score.
            var exact = ExactBinary.Compute([.. predictions.Select(p => (double)p)], [.. truths.Select(t => t == 1)]);
            foreach (var figure in new[] { RankingMetrics.RocAuc(cube.ReadBinary(1)).Figure, exact.RocAuc })
            {
                Assert.Equal(isDefined, figure.Value is not null);
                Assert.Equal(isDefined, figure.Undefined is null);
            }

            var counts = ThresholdMetrics.At(cube.ReadBinary(1), 0.5);
            Assert.Equal(Optional(table, "precision_null"), counts.Precision.Value);
            Assert.Equal(Optional(table, "recall_null"), counts.Recall.Value);
            Assert.Equal(Optional(table, "f1_null"), counts.F1.Value);
        }

        output.WriteLine($"{tables.Count} tables, 5 figures each");
    }

    [Fact]
    public void No_case_of_a_score_is_left_out()
    {
        foreach (var (set, known) in new[] { ("binary", OfScores), ("binary_ties", OfScores), ("imbalanced", OfScores), ("multiclass_proba", OfProbabilities) })
        {
            var names = new Golden(set).Cases.Select(c => c.GetProperty("metric").GetString()!).ToList();
            var unknown = names.Where(n => !OfLabelsOnly.Contains(n) && !known.Contains(n) && !OfThresholdCounts.Contains(n)).ToList();
            Assert.Empty(unknown);
            output.WriteLine($"{set}: {names.Count} cases, {names.Count(OfLabelsOnly.Contains)} concern labels only and are left to the tests of the matrix");
        }
    }

    private static void CheckCube(Golden golden, ScoreCube cube)
    {
        var histogram = cube.ReadBinary(1);
        var area = RankingMetrics.RocAuc(histogram);
        golden.Check("roc_auc_binned", area.Figure.Value);
        golden.Check("average_precision_binned", RankingMetrics.AveragePrecision(histogram).Figure.Value);
        golden.Check("log_loss", CalibrationMetrics.LogLoss(histogram).Value);
        golden.Check("brier", CalibrationMetrics.Brier(histogram).Value);
        golden.Check("ece10_equal_width", CalibrationMetrics.ExpectedError(histogram).Value);
        AssertHolds(area, golden["roc_auc"].GetDouble(), 0.01);
        AssertHolds(RankingMetrics.AveragePrecision(histogram), golden["average_precision"].GetDouble(), 0.05);
        CheckBins(golden, histogram);
        CheckReliability(golden, CalibrationMetrics.ReliabilityCurve(histogram));
        Assert.Equal(1, cube.SuggestPositive());
    }

    /// <summary>The histogram, and the certificate of the golden set, which knows no pure bins.</summary>
    private static void CheckBins(Golden golden, ScoreHistogram histogram)
    {
        var expected = golden["score_hist"].EnumerateArray().Select(b => (Bin(b[0].GetInt64()), b[1].GetInt64(), b[2].GetInt64())).ToList();
        var got = histogram.Bins.ToArray();
        Assert.Equal(expected, got.Select(b => (b.Bin, b.Negatives, b.Positives)));
        golden.Check("roc_auc_certificate", got.Sum(b => b.Positives * (b.Negatives / 2.0)) / ((double)histogram.Positives * histogram.Negatives));
    }

    private static void CheckReliability(Golden golden, IReadOnlyList<ReliabilityPoint> points)
    {
        var expected = golden["reliability10"].EnumerateArray().ToList();
        Assert.Equal(expected.Count, points.Count);
        foreach (var (row, point) in expected.Zip(points))
        {
            Assert.Equal((row[0].GetInt32(), row[1].GetInt64()), (point.Bin, point.Rate.Count));
            Assert.Equal(row[2].GetDouble(), point.MeanScore, 1e-12);
            Assert.Equal(row[3].GetDouble(), point.Rate.Value!.Value, 1e-12);
        }
    }

    private static void AssertHolds(BinnedFigure figure, double exact, double reach)
    {
        Assert.InRange(exact, figure.Exact!.Value.Low - 1e-12, figure.Exact.Value.High + 1e-12);
        Assert.InRange(figure.Exact.Value.High - figure.Exact.Value.Low, 0, 2 * reach);
    }

    private static int Bin(long golden) => golden switch { -1_000_000_000 => ScoreBin.Zero, 1_000_000_000 => ScoreBin.One, _ => (int)golden };

    private static double? Optional(JsonElement table, string name) =>
        table.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static List<(int Truth, int Predicted, double Score)> Rows(Golden golden) => golden.Rows().ConvertAll(r =>
        ((int)Golden.Number(r["y_true"]), (int)Golden.Number(r["y_pred"]), Golden.Number(r["score"])));

    private static ScoreCube Cube(List<(int Truth, int Predicted, double Score)> rows, int shards)
    {
        var parts = Enumerable.Range(0, shards).Select(_ => new ScoreCube()).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            parts[i % shards].Add(rows[i].Score, rows[i].Predicted, rows[i].Truth, 1);
        }

        var whole = new ScoreCube();
        foreach (var part in parts)
        {
            whole.Merge(part);
        }

        return whole;
    }

    private static (double[] Probabilities, int[] Truths, int[] Predictions) Probabilities(Golden golden)
    {
        var rows = golden.Rows();
        return (
            [.. rows.SelectMany(r => "abcde".Select(c => Golden.Number(r[$"p_{c}"])))],
            [.. rows.Select(r => r["y_true"][0] - 'a')],
            [.. rows.Select(r => r["y_pred"][0] - 'a')]);
    }
}
