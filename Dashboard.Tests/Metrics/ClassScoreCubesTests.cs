using CsCheck;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class ClassScoreCubesTests
{
    private static readonly int[] Labels = [0, 1, 2, 3];

    private static readonly Gen<Scored> Row = Gen.Select(
        Gen.Double[0.001, 1].Array[4], Gen.Int[0, 3], Gen.Int[-1, 4], (p, predicted, truth) => new Scored(p, predicted, truth));

    [Fact]
    public void Parts_merge_to_the_whole_and_can_be_taken_off_again() =>
        Gen.Select(Row.List[0, 60], Row.List[0, 60]).Sample((kept, passing) =>
        {
            var whole = new ClassScoreCubes();
            whole.Merge(Of(passing));
            whole.Merge(Of(kept));
            AssertSame(Of([.. kept, .. passing]), whole);
            whole.Subtract(Of(passing));
            AssertSame(Of(kept), whole);
        });

    [Fact]
    public void Bytes_give_the_same_cubes_back_under_the_present_codes() =>
        Row.List[0, 60].Sample(rows =>
        {
            using var bytes = new MemoryStream();
            var cubes = Of(rows);
            cubes.Write(new BinaryWriter(bytes));
            bytes.Position = 0;
            var copy = new ClassScoreCubes();
            copy.Read(new BinaryReader(bytes), [10, 11, 12, 13]);
            AssertSame(cubes, copy, moved: 10);
        });

    [Fact]
    public void Figures_are_those_of_the_rows() =>
        Row.Where(r => r.Truth is >= 0 and < 4).List[1, 100].Sample(rows =>
        {
            var cubes = Of(rows);
            var exact = ExactMulticlass.Compute([.. rows.SelectMany(r => r.Probabilities)], 4, [.. rows.Select(r => r.Truth)]);
            Assert.Equal(exact.LogLoss.Value!.Value, MulticlassMetrics.LogLoss(cubes).Value!.Value, 1e-11);
            Assert.Equal(exact.Brier.Value!.Value, MulticlassMetrics.Brier(cubes).Value!.Value, 1e-11);
            Assert.Equal(exact.Top2Accuracy, MulticlassMetrics.TopAccuracy(cubes, 2));
            Assert.Equal(exact.Top3Accuracy, MulticlassMetrics.TopAccuracy(cubes, 3));
            AssertInside(MulticlassMetrics.RocAucMacro(cubes), exact.RocAucMacro);
            AssertInside(MulticlassMetrics.RocAucWeighted(cubes), exact.RocAucWeighted);
        });

    [Fact]
    public void Two_classes_rank_as_one()
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 500).Select(_ => (Score: Math.Round(random.NextDouble(), 2), Truth: random.Next(2))).ToList();
        var both = ExactMulticlass.Compute([.. rows.SelectMany(r => new[] { 1 - r.Score, r.Score })], 2, [.. rows.Select(r => r.Truth)]);
        var one = ExactBinary.Compute([.. rows.Select(r => r.Score)], [.. rows.Select(r => r.Truth == 1)]);
        Assert.Equal(one.RocAuc.Value!.Value, both.RocAucMacro.Value!.Value, 1e-12);
        Assert.Equal(one.RocAuc.Value.Value, both.RocAucPairs.Value!.Value, 1e-12);
        Assert.Equal(one.LogLoss.Value!.Value, both.LogLoss.Value!.Value, 1e-12);
        Assert.Equal(2 * one.Brier.Value!.Value, both.Brier.Value!.Value, 1e-12);
    }

    [Fact]
    public void Ties_in_top_k_go_to_the_later_class()
    {
        var cubes = new ClassScoreCubes();
        cubes.Add(Labels, [0.25, 0.25, 0.25, 0.25], 0, 1, 1); // Third of four, as scikit-learn counts.
        Assert.Equal((0, 0, 1), (cubes.WithinTop(1), cubes.WithinTop(2), cubes.WithinTop(3)));
    }

    [Fact]
    public void A_ground_truth_without_a_probability_had_none()
    {
        var cubes = Of([new([1, 1, 1, 1], 0, 9)]);
        Assert.Equal(-Math.Log(2.220446049250313e-16), MulticlassMetrics.LogLoss(cubes).Value!.Value, 1e-12);
        Assert.Equal(1.25, MulticlassMetrics.Brier(cubes).Value!.Value, 1e-12);
        Assert.Equal(0, MulticlassMetrics.TopAccuracy(cubes, 3).Value);
    }

    [Fact]
    public void More_than_20_classes_are_counted_and_not_shown()
    {
        int[] many = [.. Enumerable.Range(0, 21)];
        var cubes = Of([new([1, 1, 1, 1], 0, 1)]);
        cubes.Add(many, [.. many.Select(_ => 1.0 / 21)], 0, 0, 1);
        Assert.Equal(1, cubes.Skipped);
        Assert.Equal(4, cubes.Classes.Count);
        Assert.StartsWith("more than 20 classes", MulticlassMetrics.LogLoss(cubes).Undefined, StringComparison.Ordinal);
        Assert.StartsWith("more than 20 classes", MulticlassMetrics.RocAucMacro(cubes).Figure.Undefined, StringComparison.Ordinal);
    }

    private static ClassScoreCubes Of(IEnumerable<Scored> rows)
    {
        var cubes = new ClassScoreCubes();
        foreach (var row in rows)
        {
            cubes.Add(Labels, row.Probabilities, row.Predicted, row.Truth, 1);
        }

        return cubes;
    }

    private static void AssertSame(ClassScoreCubes expected, ClassScoreCubes got, int moved = 0)
    {
        Assert.Equal((expected.Labelled, expected.LogLoss, expected.Brier), (got.Labelled, got.LogLoss, got.Brier));
        Assert.Equal([1, 2, 3], new[] { 1, 2, 3 }.Where(k => expected.WithinTop(k) == got.WithinTop(k)));
        foreach (var label in expected.Classes)
        {
            var (left, right) = (expected.Read(label), got.Read(label + moved));
            Assert.Equal(Counts(left), Counts(right));
            Assert.Equal(left.LogLoss ?? default, right.LogLoss ?? default);
        }
    }

    private static IEnumerable<ScoreBinCounts> Counts(ScoreHistogram histogram) =>
        histogram.Bins.ToArray().Select(b => b with { OnlyScore = null });

    private static void AssertInside(BinnedFigure binned, Figure exact)
    {
        Assert.Equal(exact.Value is null, binned.Figure.Value is null);
        if (exact.Value is { } value)
        {
            Assert.InRange(value, binned.Exact!.Value.Low - 1e-12, binned.Exact.Value.High + 1e-12);
        }
    }

    private sealed record Scored(double[] Probabilities, int Predicted, int Truth);
}
