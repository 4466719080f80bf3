using CsCheck;
using Dashboard.Core.Estimation;
using Dashboard.Core.Metrics;

namespace Dashboard.Tests.Estimation;

public class LossTreeTests(ITestOutputHelper output)
{
    private static readonly string[] Regions = ["north", "south", "east"];

    [Fact]
    public void Leaf_counts_of_parts_merge_to_those_of_the_whole_and_survive_bytes()
    {
        Gen.Select(Gen.Int[0, LossTree.MaxLeaves - 1].List[0, 200], Gen.Int[1, 5]).Sample((leaves, parts) =>
        {
            LeafCounts whole = new(1), merged = new(1);
            leaves.ForEach(leaf => whole.Add(leaf));
            for (var part = 0; part < parts; part++)
            {
                var counts = new LeafCounts(1);
                leaves.Where((_, i) => i % parts == part).ToList().ForEach(leaf => counts.Add(leaf));
                merged.Merge(Copy(counts.Write, LeafCounts.Read));
            }

            return merged.Total == leaves.Count && Enumerable.Range(0, LossTree.MaxLeaves).All(leaf => merged[leaf] == whole[leaf]);
        });
    }

    [Fact]
    public void Counts_of_a_newer_tree_take_the_place_of_those_of_an_older_one_in_any_order()
    {
        LeafCounts old = new(1), recent = new(2);
        old.Add(3);
        recent.Add(5);
        foreach (var order in new[] { new[] { old, recent }, [recent, old] })
        {
            var sum = new LeafCounts(0);
            Array.ForEach(order, sum.Merge);
            Assert.Equal((2, 0, 1), (sum.Tree, sum[3], sum[5]));
        }
    }

    [Fact]
    public void Leaves_hold_every_row_once_and_are_never_small()
    {
        Gen.Select(Gen.Int[40, 400], Gen.Int[0, 1_000_000]).Sample((count, seed) =>
        {
            var rows = Rows(new Random(seed), count);
            var tree = LossTree.Fit(rows);
            var found = rows.GroupBy(row => tree.LeafOf(row.Features, row.Prediction)).ToDictionary(leaf => leaf.Key, leaf => leaf.ToList());

            return tree.Count == count && found.Count == tree.Leaves.Count && tree.Leaves.All(leaf =>
                leaf.AbsoluteError.Count == found[leaf.Index].Count && leaf.AbsoluteError.Count >= 20
                && Math.Abs(leaf.AbsoluteError.Mean - found[leaf.Index].Average(row => row.AbsoluteError)) < 1e-9);
        }, iter: 60);
    }

    [Fact]
    public void A_tree_survives_bytes_and_is_the_same_every_time()
    {
        var rows = Rows(new Random(1), 20_000);
        var tree = LossTree.Fit(rows);
        var bytes = Bytes(tree.Write);
        var copy = Copy(tree.Write, LossTree.Read);

        Assert.Equal(LossTree.MaxLeaves, tree.Leaves.Count);
        Assert.Equal(bytes, Bytes(LossTree.Fit(rows).Write));
        Assert.Equal(bytes, Bytes(copy.Write));
        Assert.All(rows.Take(500), row => Assert.Equal(tree.LeafOf(row.Features, row.Prediction), copy.LeafOf(row.Features, row.Prediction)));
        Assert.InRange(bytes.Length, 1, 4_000);
        output.WriteLine($"{tree.Leaves.Count} leaves in {bytes.Length} bytes");
    }

    [Fact]
    public void What_makes_predictions_hard_is_found_whether_number_category_or_nothing()
    {
        var random = new Random(2);
        foreach (var hard in new[] { FeatureValue.Of(7), FeatureValue.Of("south"), FeatureValue.Missing })
        {
            var rows = Enumerable.Range(0, 600).Select(i => i % 3 == 0
                ? new LossRow([hard], 0, 10 + random.NextDouble())
                : new LossRow([hard.Number == 7 ? FeatureValue.Of(random.NextDouble()) : FeatureValue.Of("north")], 0, random.NextDouble())).ToList();
            var tree = LossTree.Fit(rows);
            var counts = new LeafCounts(1);
            counts.Add(tree.LeafOf([hard], 0));

            Assert.InRange(LossEstimator.Estimate(tree, counts).MeanAbsoluteError.Value!.Value, 10, 11);
        }
    }

    [Fact]
    public void An_unseen_category_and_a_missing_feature_find_a_leaf()
    {
        var tree = LossTree.Fit(Rows(new Random(3), 2_000));

        foreach (var features in new FeatureValue[][] { [FeatureValue.Of(1), FeatureValue.Of("moon")], [FeatureValue.Missing], [] })
        {
            Assert.InRange(tree.LeafOf(features, 0.5), 0, tree.Leaves.Count - 1);
        }
    }

    [Fact]
    public void Without_features_the_leaves_are_quantile_bins_of_the_prediction()
    {
        var random = new Random(4);
        var rows = Enumerable.Range(0, 3_200).Select(_ => random.NextDouble()).Select(x => new LossRow([], x, x + (x * random.NextDouble()))).ToList();
        var tree = LossTree.Fit(rows);

        Assert.Equal(32, tree.Leaves.Count);
        Assert.All(tree.Leaves, leaf => Assert.Equal(100, leaf.AbsoluteError.Count));
        Assert.Equal((0, 31), (tree.LeafOf([], -1), tree.LeafOf([], 2)));
        Assert.All(rows.GroupBy(row => tree.LeafOf([], row.Prediction)), bin => Assert.Equal(100, bin.Count()));
        Assert.Single(LossTree.Fit([.. rows.Select(row => row with { Prediction = 1 })]).Leaves);
    }

    [Fact]
    public void A_small_baseline_refuses_and_an_empty_range_says_so()
    {
        var counts = new LeafCounts(1);
        counts.Add(0);

        Assert.Equal("needs 300 labelled predictions in the baseline, has 299", LossEstimator.Estimate(LossTree.Fit(Rows(new Random(5), 299)), counts).MeanAbsoluteError.Undefined);
        Assert.Equal("needs 300 labelled predictions in the baseline, has 0", LossEstimator.Estimate(LossTree.Fit([]), counts).RootMeanSquaredError.Undefined);
        Assert.Equal("no predictions in this range", LossEstimator.Estimate(LossTree.Fit(Rows(new Random(5), 300)), new LeafCounts(1)).MeanAbsoluteError.Undefined);
    }

    [Fact]
    public void The_band_holds_mean_and_root_mean_squared_error_while_nothing_changes()
    {
        var random = new Random(20250101);
        int mean = 0, root = 0;
        for (var run = 0; run < 40; run++)
        {
            var tree = LossTree.Fit(Rows(random, 2_000));
            var rows = Rows(random, 1_000);
            var counts = new LeafCounts(1);
            var errors = default(Moments);
            rows.ForEach(row => counts.Add(tree.LeafOf(row.Features, row.Prediction)));
            rows.ForEach(row => errors.Add(row.AbsoluteError));
            var estimate = LossEstimator.Estimate(tree, counts);
            mean += Simulation.Holds(estimate.MeanAbsoluteError, errors.Mean);
            root += Simulation.Holds(estimate.RootMeanSquaredError, Math.Sqrt(rows.Average(row => row.AbsoluteError * row.AbsoluteError)));
            var point = LossEstimator.Backtest(tree, counts, errors)!.Value;
            Assert.Equal(new BacktestPoint(estimate.MeanAbsoluteError.Value!.Value, errors.Mean, point.StandardError, 1_000), point);
        }

        output.WriteLine($"40 runs: the bands hold MAE {mean} times, RMSE {root} times");
        Assert.InRange(mean, 34, 40);
        Assert.InRange(root, 34, 40);
    }

    /// <summary>Errors grow with a number, differ by region, and are larger where the number is missing (one row in ten).</summary>
    private static List<LossRow> Rows(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var x = Simulation.Normal(random);
        var region = random.Next(3);
        var isMissing = random.NextDouble() < 0.1;
        var spread = 0.3 + Math.Max(0, x) + (region * 0.4) + (isMissing ? 1 : 0);
        return new LossRow(
            [isMissing ? FeatureValue.Missing : FeatureValue.Of(x), FeatureValue.Of(Regions[region])], 2 * x, (2 * x) + (spread * Simulation.Normal(random)));
    })];

    private static T Copy<T>(Action<BinaryWriter> write, Func<BinaryReader, T> read)
    {
        using var reader = new BinaryReader(new MemoryStream(Bytes(write)));
        return read(reader);
    }

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        write(writer);
        writer.Flush();
        return bytes.ToArray();
    }
}
