using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class ResamplingTests(ITestOutputHelper output)
{
    /// <summary>By inversion, by rejection, and mirrored; chi-square against the mass function.</summary>
    [Theory]
    [InlineData(20, 0.3)]
    [InlineData(1_000, 0.004)]
    [InlineData(100, 0.45)]
    [InlineData(1_000, 0.9)]
    [InlineData(1_000_000, 0.02)]
    public void Binomial_draws_have_their_distribution(int n, double p)
    {
        const int draws = 40_000;
        var random = new SplitMix64(7);
        var seen = new Dictionary<long, int>();
        for (var i = 0; i < draws; i++)
        {
            var k = BinomialDraw.Next(ref random, n, p);
            seen[k] = seen.GetValueOrDefault(k) + 1;
        }

        Assert.All(seen.Keys, k => Assert.InRange(k, 0, n));
        var mass = Mass(n, p);
        var (statistic, cells) = (0.0, 0);
        foreach (var group in Enumerable.Range(0, n + 1).Chunk(Math.Max(1, (int)(Math.Sqrt(n * p) / 4))))
        {
            var expected = draws * group.Sum(k => mass[k]);
            if (expected >= 5)
            {
                var count = group.Sum(k => seen.GetValueOrDefault(k));
                statistic += (count - expected) * (count - expected) / expected;
                cells++;
            }
        }

        var z = NormalOfChiSquare(statistic, cells - 1);
        output.WriteLine($"n {n}, p {p}: chi2 {statistic:0.0} in {cells} cells, z {z:0.00}");
        Assert.InRange(z, -3.1, 3.1);
    }

    [Fact]
    public void A_draw_has_as_many_pairs_of_the_same_cells()
    {
        var cells = Table(30, 5, 5, 60).CellsInOrder();
        var (drawn, random) = (new MatrixCell[cells.Length], new SplitMix64(1));
        var seen = new HashSet<string>();
        for (var i = 0; i < 100; i++)
        {
            MatrixBootstrap.Draw(cells, 100, drawn, ref random);
            Assert.Equal(100, drawn.Sum(c => c.Count));
            Assert.Equal(cells.Select(c => (c.Row, c.Column)), drawn.Select(c => (c.Row, c.Column)));
            seen.Add(string.Join(' ', drawn.Select(c => c.Count)));
        }

        Assert.InRange(seen.Count, 90, 100);
    }

    /// <summary>Weighted recall is the accuracy, whose interval is known.</summary>
    [Theory]
    [InlineData(300, 40, 60, 600)]
    [InlineData(20, 5, 6, 19)]
    public void Intervals_agree_with_a_known_one_and_depend_on_nothing_but_the_seed(int a, int b, int c, int d)
    {
        var table = Table(a, b, c, d);
        var wilson = Proportion.Wilson(table.Correct, table.Total);
        var interval = Recall(table, 1);
        Assert.InRange((interval.High - interval.Low) / (wilson.High - wilson.Low), 0.8, 1.2);
        Assert.Equal(wilson.Low, interval.Low, 0.15 * (wilson.High - wilson.Low));
        Assert.Equal(interval, Recall(table, 1));
        Assert.NotEqual(MatrixBootstrap.Intervals(table, new MetricParameters { Seed = 2 }), MatrixBootstrap.Intervals(table, new MetricParameters { Seed = 1 }));
    }

    [Fact]
    public void A_matrix_without_errors_has_no_bootstrap_interval() =>
        Assert.All(MatrixBootstrap.Intervals(Table(7, 0, 0, 9), MetricParameters.Default), interval => Assert.Null(interval));

    /// <summary>By the ratio of neighbours, in logarithms.</summary>
    private static double[] Mass(int n, double p)
    {
        var mass = new double[n + 1];
        var log = n * Math.Log(1 - p);
        for (var k = 0; k <= n; k++)
        {
            mass[k] = Math.Exp(log);
            log += Math.Log((n - k) * p / ((k + 1) * (1 - p)));
        }

        return mass;
    }

    /// <summary>Wilson and Hilferty, PNAS 17, 1931.</summary>
    private static double NormalOfChiSquare(double x, int df) => (Math.Cbrt(x / df) - (1 - (2.0 / (9 * df)))) / Math.Sqrt(2.0 / (9 * df));

    private static Interval Recall(ConfusionTable table, ulong seed) =>
        MatrixBootstrap.Intervals(table, new MetricParameters { Seed = seed })[(int)MatrixStatistic.RecallWeighted]!.Value;

    private static ConfusionTable Table(int a, int b, int c, int d)
    {
        var counts = new ConfusionCounts();
        counts.Add(0, 0, a);
        counts.Add(0, 1, b);
        counts.Add(1, 0, c);
        counts.Add(1, 1, d);
        return ConfusionTable.Of(counts);
    }
}
