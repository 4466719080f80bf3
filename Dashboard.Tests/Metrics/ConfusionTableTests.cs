using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class ConfusionTableTests
{
    private static readonly Gen<(int Truth, int Predicted)> Pair = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8]);

    [Fact]
    public void Figures_have_the_same_bits_however_pairs_are_ordered_split_and_corrected()
    {
        Gen.Select(Pair.List[1, 80], Pair.List[0, 20], Gen.Int[1, 5]).Sample((kept, corrected, parts) =>
        {
            var shards = Enumerable.Range(0, parts).Select(_ => new ConfusionCounts()).ToArray();
            var all = kept.Concat(corrected).Reverse().ToList();
            for (var i = 0; i < all.Count; i++)
            {
                shards[i % parts].Add(all[i].Truth, all[i].Predicted, 1);
            }

            corrected.ForEach(p => shards[0].Add(p.Truth, p.Predicted, -1));
            var merged = new ConfusionCounts();
            shards.ToList().ForEach(merged.Merge);
            return Figures(Table(kept), 3).SequenceEqual(Figures(ConfusionTable.Of(merged), 3));
        });
    }

    [Fact]
    public void Point_values_do_not_depend_on_which_label_has_which_code()
    {
        Gen.Select(Pair.List[1, 80], Gen.Shuffle(Enumerable.Range(0, 9).ToArray())).Sample((pairs, codes) =>
        {
            var renamed = pairs.Select(p => (codes[p.Truth], codes[p.Predicted])).ToList();
            return Figures(Table(pairs), 3).Select(f => f.Value).SequenceEqual(Figures(Table(renamed), codes[3]).Select(f => f.Value));
        });
    }

    [Fact]
    public void Two_different_labels_among_the_others_are_one_class_and_not_right()
    {
        var counts = new ConfusionCounts();
        counts.Add(ConfusionCounts.OtherCode, ConfusionCounts.OtherMismatchCode, 3);
        counts.Add(ConfusionCounts.OtherCode, ConfusionCounts.OtherCode, 2);
        var table = ConfusionTable.Of(counts);

        Assert.Equal([ConfusionCounts.OtherCode], table.Codes);
        Assert.Equal((2, 5), (table.Correct, table.Total));
        Assert.Equal(new BinaryCounts(2, 3, 3, 0), table.At(0) with { TrueNegatives = 0 });
    }

    [Fact]
    public void Leaving_undefined_classes_out_averages_the_others()
    {
        // Classes 0, 1, 2; class 2 is never predicted, class 1 never is the truth.
        var table = Table([(0, 0), (0, 1), (2, 0), (2, 0)]);
        var exclude = new MetricParameters { ZeroDivision = ZeroDivision.LeaveOut };
        Assert.Equal((1 / 3.0 + 0 + 0) / 3, Value(MatrixStatistic.PrecisionMacro, table, MetricParameters.Default), 1e-15);
        Assert.Equal((1 / 3.0 + 0) / 2, Value(MatrixStatistic.PrecisionMacro, table, exclude), 1e-15);
        Assert.Equal((0.5 + 0 + 0) / 3, Value(MatrixStatistic.RecallMacro, table, MetricParameters.Default), 1e-15);
        Assert.Equal((0.5 + 0) / 2, Value(MatrixStatistic.RecallMacro, table, exclude), 1e-15);
        Assert.Equal(1 / 3.0, Value(MatrixStatistic.PrecisionWeighted, table, exclude), 1e-15); // Only class 0 has both.
        Assert.Equal(
            Value(MatrixStatistic.F1Macro, table, MetricParameters.Default), Value(MatrixStatistic.F1Macro, table, exclude));
        Assert.Equal(1, ClassificationMetrics.UndefinedClasses(MatrixStatistic.PrecisionMacro, table));
        Assert.Equal(1, ClassificationMetrics.UndefinedClasses(MatrixStatistic.RecallMacro, table));
    }

    [Fact]
    public void The_largest_counts_do_not_overflow()
    {
        var counts = new ConfusionCounts();
        counts.Add(0, 0, 1L << 61);
        counts.Add(1, 0, 1L << 60);
        counts.Add(1, 1, 1L << 61);
        var table = ConfusionTable.Of(counts);
        Assert.Equal(Value(MatrixStatistic.MatthewsCorrelation, Table([(0, 0), (0, 0), (1, 0), (1, 1), (1, 1)]), MetricParameters.Default),
            Value(MatrixStatistic.MatthewsCorrelation, table, MetricParameters.Default), 1e-15);
    }

    private static double Value(MatrixStatistic statistic, ConfusionTable table, MetricParameters parameters) =>
        ClassificationMetrics.ValueOf(statistic, table, parameters)!.Value;

    private static ConfusionTable Table(IEnumerable<(int Truth, int Predicted)> pairs)
    {
        var counts = new ConfusionCounts();
        foreach (var (truth, predicted) in pairs)
        {
            counts.Add(truth, predicted, 1);
        }

        return ConfusionTable.Of(counts);
    }

    private static List<Figure> Figures(ConfusionTable table, int positive)
    {
        var input = new MetricInput(new Tally(), new MetricParameters { PositiveLabel = positive }) { Matrix = table };
        return [.. MetricCatalogue.All.Where(m => m.Family is MetricFamily.PositiveClass or MetricFamily.AllClasses).Select(m => m.Compute(input))];
    }
}
