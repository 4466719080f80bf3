using System.Text.Json;
using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;
using Dashboard.Tests.Estimation;

namespace Dashboard.Tests.Reference;

/// <summary>Estimates without labels against scikit-learn and the reference implementation of oraclelib.py.</summary>
public class EstimateGoldenTests(ITestOutputHelper output)
{
    [Fact]
    public void Estimates_from_scores_agree_with_the_reference()
    {
        var golden = new Golden("cbpe");
        var production = new Golden("cbpe", "cbpe_production").Rows().ConvertAll(row =>
            (Said: row["y_pred"] == "1", Score: Golden.Number(row["score"]), Truth: row["y_true_revealed_later"] == "1"));
        var calibrator = IsotonicCalibrator.Fit(Baseline());
        var bins = ScoreBins.Of(production.Select(row => (row.Score, row.Said, (bool?)null)));
        var estimate = new ScoreEstimator(calibrator).Estimate(bins);

        var (matrix, hist) = (estimate.Matrix!.Value, golden["hist"]);
        Check("tp", matrix.TruePositive);
        Check("fp", matrix.FalsePositive);
        Check("fn", matrix.FalseNegative);
        Check("tn", matrix.TrueNegative);
        Check("accuracy", estimate.Accuracy.Value);
        Check("precision", estimate.Precision.Value);
        Check("recall", estimate.Recall.Value);
        Check("f1", estimate.F1.Value);
        Check("roc_auc", estimate.RocAuc.Value);
        var variance = ScoreEstimator.AccuracyVariance(new ExpectedOutcomes(calibrator, bins));
        Check("se_realised", Math.Sqrt(variance.Realisation));
        Check("se_calibration", Math.Sqrt(variance.Calibration));
        golden.CheckPart("hist", hist.GetProperty("band95")[0].GetDouble(), estimate.Accuracy.Interval?.Low);
        golden.CheckPart("hist", hist.GetProperty("band95")[1].GetDouble(), estimate.Accuracy.Interval?.High);
        golden.Check("rowwise_nannyml_accuracy", estimate.Accuracy.Value);
        golden.Check("rowwise_nannyml_f1", estimate.F1.Value);
        golden.Check("rowwise_nannyml_auc", estimate.RocAuc.Value);
        CheckRealised(golden, estimate, new ScoreEstimator(calibrator).Backtest(
            ScoreBins.Of(production.Select(row => (row.Score, row.Said, (bool?)row.Truth)))));
        output.WriteLine($"cbpe: {golden.Checked} values, none skipped");

        void Check(string part, double? got) => golden.CheckPart("hist", hist.GetProperty(part).GetDouble(), got);
    }

    [Fact]
    public void Blocks_of_the_calibrator_agree_with_the_reference()
    {
        var golden = new Golden("cbpe");
        var blocks = IsotonicCalibrator.Fit(Baseline()).Blocks;
        var expected = golden["pav_blocks"].EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetInt64()).ToArray()).ToArray();

        Assert.Equal(golden["hist"].GetProperty("blocks").GetInt32(), blocks.Count);
        Assert.Equal(
            expected.Select(row => (row[1], row[2], row[3])),
            blocks.Select(block => ((long)ScoreBins.BinOf(block.Highest), block.Count, block.Positive)));
        output.WriteLine($"cbpe blocks: {3 * blocks.Count} values; the lowest bin of a block is not kept");
    }

    [Fact]
    public void The_tree_and_its_estimate_agree_with_scikit_learn()
    {
        var golden = new Golden("dle");
        var rows = Rows("dle_reference", "y_true");
        var production = Rows("dle_production", "y_true_revealed_later");
        var tree = LossTree.Fit(rows, maxLeaves: 16, minLeaf: 40);

        var nodes = golden["tree"].EnumerateArray().ToArray();
        var leafIds = new Dictionary<int, int>(); // Of ours to theirs.
        SameNode(tree.Root, nodes, 0, leafIds);
        Assert.Equal(16, leafIds.Count);

        var counts = new LeafCounts(1);
        production.ForEach(row => counts.Add(tree.LeafOf(row.Features, row.Prediction)));
        Assert.Equal(
            golden["leaf_counts"].EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetInt64())).Order(),
            leafIds.Select(pair => (pair.Value, counts[pair.Key])).Order());

        var estimate = LossEstimator.Estimate(tree, counts).MeanAbsoluteError;
        golden.Check("estimated_mae", estimate.Value);
        golden.Check("band95_sampling_only", estimate.Interval);
        golden.Check("realised_mae", production.Average(row => row.AbsoluteError));
        golden.Check("reference_mae", rows.Average(row => row.AbsoluteError));
        Assert.True(golden["realised_mae"].GetDouble() > estimate.Interval!.Value.High); // Sampling error is not all there is.
        output.WriteLine($"dle: {golden.Checked} values, {nodes.Length} nodes, {leafIds.Count} leaf counts, none skipped");
    }

    /// <summary>Thresholds to 1e-6: theirs were fitted to values rounded to single precision.</summary>
    private static void SameNode(LossNode ours, JsonElement[] theirs, int id, Dictionary<int, int> leafIds)
    {
        var node = theirs[id];
        if (ours is LossSplit split)
        {
            Assert.Equal(node.GetProperty("feature").GetString(), new[] { "x0", "x1", "x2", "y_pred" }[split.Feature]);
            Assert.Equal(node.GetProperty("threshold").GetDouble(), split.Threshold, 1e-6);
            SameNode(split.Left, theirs, node.GetProperty("left").GetInt32(), leafIds);
            SameNode(split.Right, theirs, node.GetProperty("right").GetInt32(), leafIds);
            return;
        }

        var leaf = Assert.IsType<LossLeaf>(ours);
        Assert.Equal(JsonValueKind.Null, node.GetProperty("feature").ValueKind);
        Assert.Equal(node.GetProperty("n").GetInt64(), leaf.AbsoluteError.Count);
        Assert.Equal(node.GetProperty("mean").GetDouble(), leaf.AbsoluteError.Mean, 1e-12);
        Assert.Equal(node.GetProperty("var").GetDouble(), leaf.AbsoluteError.Variance, 1e-12);
        leafIds.Add(leaf.Index, id);
    }

    private static void CheckRealised(Golden golden, ClassificationEstimate estimate, BacktestPoint? backtest)
    {
        var realised = golden["realised"];
        golden.CheckPart("realised", realised.GetProperty("accuracy").GetDouble(), backtest?.Realised);
        Assert.Equal(estimate.Accuracy.Value, backtest?.Estimated);
        foreach (var (name, figure) in new[] { ("accuracy", estimate.Accuracy), ("f1", estimate.F1), ("roc_auc", estimate.RocAuc) })
        {
            Assert.InRange(realised.GetProperty(name).GetDouble(), figure.Interval!.Value.Low, figure.Interval.Value.High);
        }
    }

    private static List<BinOutcomes> Baseline() => ScoreBins.Of(new Golden("cbpe", "cbpe_reference").Rows()
        .Select(row => (Golden.Number(row["score"]), Golden.Number(row["score"]) >= 0.5, (bool?)(row["y_true"] == "1"))));

    private static List<LossRow> Rows(string file, string truth) => new Golden("dle", file).Rows().ConvertAll(row => new LossRow(
        [.. new[] { "x0", "x1", "x2" }.Select(name => FeatureValue.Of(Golden.Number(row[name])))],
        Golden.Number(row["y_pred"]),
        Golden.Number(row[truth])));
}
