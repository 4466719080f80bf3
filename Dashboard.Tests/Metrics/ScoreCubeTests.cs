using CsCheck;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class ScoreCubeTests
{
    private static readonly Gen<double> Probability = Gen.OneOf(
        Gen.Double[0, 1], Gen.Int[0, 10].Select(i => i / 10.0), Gen.Double[-30, 30].Select(x => 1 / (1 + Math.Exp(-x))));

    private static readonly Gen<double> AnyScore = Gen.Frequency((4, Probability), (1, Gen.Double[-1e6, 1e6]), (1, Gen.Double[-2, 2]));

    private static readonly Gen<Scored> Row = Rows(AnyScore);

    [Fact]
    public void Parts_merge_to_the_whole_in_any_order_and_split() =>
        Gen.Select(Row.List[1, 300], Gen.Int[1, 8], Gen.Int[8, 300], Gen.Int[0, int.MaxValue]).Sample((rows, parts, maxBins, seed) =>
        {
            var shuffled = rows.ToArray();
            new Random(seed).Shuffle(shuffled);
            var shards = Enumerable.Range(0, parts).Select(part => Of(shuffled.Where((_, i) => i % parts == part), maxBins)).ToArray();
            AssertSame(Of(rows, maxBins), Merge(shards, maxBins));
        });

    [Fact]
    public void Merging_is_associative_and_commutative() =>
        Gen.Select(Row.List[0, 100], Row.List[0, 100], Row.List[0, 100], Gen.Int[8, 300]).Sample((a, b, c, maxBins) =>
        {
            var (x, y, z) = (Of(a, maxBins), Of(b, maxBins), Of(c, maxBins));
            var left = Merge([Merge([x, y], maxBins), z], maxBins);
            AssertSame(left, Merge([x, Merge([y, z], maxBins)], maxBins));
            AssertSame(left, Merge([z, y, x], maxBins));
        });

    [Fact]
    public void A_coarser_merge_is_the_merge_of_the_coarser() =>
        Gen.Select(Row.List[0, 100], Row.List[0, 100], Gen.Int[0, 4]).Sample((a, b, scale) =>
        {
            var coarse = new ScoreCube(scale);
            coarse.Merge(Merge([Of(a), Of(b)], 2_048)); // An empty cube takes the finer one down to its own scale.
            AssertSame(Fill(new ScoreCube(scale), [.. a, .. b]), coarse, withPurity: false);
        });

    [Fact]
    public void Subtracting_what_was_merged_leaves_what_was_there() =>
        Gen.Select(Row.List[0, 200], Row.List[0, 200]).Sample((kept, passing) =>
        {
            var cube = Merge([Of(kept), Of(passing)], 2_048);
            cube.Subtract(Of(passing));
            AssertSame(Of(kept), cube, withPurity: false);
        });

    [Fact]
    public void A_late_label_and_its_correction_leave_the_cube_of_the_last_label() =>
        Gen.Select(Row.List[1, 200], Gen.Int[0, 3]).Sample((rows, wrong) =>
        {
            var cube = Of(rows.Select(r => r with { Truth = ScoreCube.Unknown }));
            foreach (var row in rows)
            {
                var bin = ScoreBin.Of(row.Score, ScoreCube.DefaultScale);
                cube.Relabel(row.Score, bin, row.Predicted, ScoreCube.Unknown, wrong);
                cube.Relabel(row.Score, bin, row.Predicted, wrong, row.Truth);
            }

            AssertSame(Of(rows), cube);
        });

    [Fact]
    public void Bytes_give_the_same_cube_back_and_it_goes_on_like_the_first() =>
        Gen.Select(Row.List[0, 300], Row, Gen.Int[8, 300]).Sample((rows, next, maxBins) =>
        {
            var cube = Of(rows, maxBins);
            var copy = Copy(cube, new ScoreCube(ScoreCube.DefaultScale, maxBins), [0, 1, 2, 3]);
            AssertSame(cube, copy);
            AssertSame(Fill(cube, [next]), Fill(copy, [next]));
        });

    [Fact]
    public void Codes_that_changed_places_are_followed() =>
        Rows(Probability).List[0, 200].Sample(rows =>
        {
            var swapped = Copy(Of(rows), new ScoreCube(), [1, 0, 2, 3]);
            AssertSame(Of(rows.Select(r => r with { Predicted = Swap(r.Predicted), Truth = Swap(r.Truth) })), swapped);

            var moved = Copy(Of(rows), new ScoreCube(), [4, 5, 2, 3]); // Right stays right, wrong stays wrong.
            AssertSame(Of(rows).ReadConfidence(), moved.ReadConfidence());
        });

    [Fact]
    public void Every_state_is_read_as_what_it_is() =>
        Row.List[0, 200].Sample(rows =>
        {
            var cube = Of(rows);
            for (var positive = 0; positive < 2; positive++)
            {
                var histogram = cube.ReadBinary(positive);
                Assert.Equal(rows.Count(r => r.Truth == positive), histogram.Positives);
                Assert.Equal(rows.Count(r => r.Truth != positive && r.Truth != ScoreCube.Unknown), histogram.Negatives);
                Assert.Equal(rows.Count(r => r.Predicted == positive), Sum(histogram, b => b.PredictedPositive));
                Assert.Equal(rows.Count, histogram.Total);
            }

            var confidence = cube.ReadConfidence();
            Assert.Equal(rows.Count(r => r.Truth == r.Predicted), confidence.Positives);
            Assert.Equal(rows.Count(r => r.Truth != ScoreCube.Unknown), confidence.Labelled);
        });

    [Fact]
    public void Bins_follow_the_scores_and_nest() =>
        Gen.Select(AnyScore, AnyScore, Gen.Int[0, ScoreBin.MaxScale], Gen.Int[0, 5]).Sample((a, b, scale, by) =>
        {
            var (low, high) = (ScoreBin.Of(Math.Min(a, b), scale), ScoreBin.Of(Math.Max(a, b), scale));
            by = Math.Min(by, scale);
            return low <= high
                && ScoreBin.Coarser(low, by) == ScoreBin.Of(Math.Min(a, b), scale - by)
                && ScoreBin.IsProbability(low) == Math.Min(a, b) is >= 0 and <= 1;
        });

    [Fact]
    public void The_smallest_score_of_a_bin_is_its_edge() =>
        Gen.Select(AnyScore, Gen.Int[0, 12]).Sample((score, scale) =>
        {
            var bin = ScoreBin.Of(score, scale);
            var edge = ScoreBin.SmallestScore(bin, scale);
            return edge <= score && ScoreBin.Of(edge, scale) == bin && ScoreBin.Of(Math.BitDecrement(edge), scale) < bin;
        });

    [Fact]
    public void The_middle_of_a_bin_lies_in_it() =>
        Gen.Select(AnyScore, Gen.Int[0, ScoreCube.DefaultScale]).Sample((score, scale) =>
        {
            var bin = ScoreBin.Of(score, scale);
            return ScoreBin.Of(ScoreBin.Middle(bin, scale), scale) == bin;
        });

    [Theory]
    [InlineData(0.0, ScoreBin.Zero)]
    [InlineData(1.0, ScoreBin.One)]
    [InlineData(0.5, 0)]
    [InlineData(0.49, -2)]
    [InlineData(double.Epsilon, -23823)]
    public void Scores_have_the_bin_of_their_logit(double score, int bin) => Assert.Equal(bin, ScoreBin.Of(score, 5));

    [Fact]
    public void Minus_zero_is_zero() => Assert.Equal(ScoreBin.Zero, ScoreBin.Of(-0.0, 5));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Scores_that_are_no_numbers_are_refused(double score) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScoreCube().Add(score, 0, 1, 1));

    [Fact]
    public void Too_many_bins_halve_the_fineness_and_nothing_is_lost()
    {
        var cube = new ScoreCube(17);
        for (var i = 1; i < 50_000; i++)
        {
            cube.Add(i / 50_000.0, i & 1, i % 3 & 1, 1);
        }

        Assert.InRange(cube.BinCount, 1_024, ScoreCube.DefaultMaxBins);
        Assert.InRange(cube.Scale, 5, 7);
        Assert.Equal(49_999, cube.ReadBinary(1).Labelled);
    }

    [Fact]
    public void Adding_to_known_bins_allocates_nothing()
    {
        var cube = new ScoreCube();
        AddThousand(cube);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AddThousand(cube);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_label_whose_predictions_score_higher_is_the_positive_one()
    {
        Assert.Null(new ScoreCube().SuggestPositive());
        Assert.Null(Fill(new ScoreCube(), [new(0.9, 1, 1)]).SuggestPositive());
        Assert.Equal(1, Fill(new ScoreCube(), [new(0.9, 1, ScoreCube.Unknown), new(0.2, 0, 1)]).SuggestPositive());
        Assert.Equal(0, Fill(new ScoreCube(), [new(3.5, 0, ScoreCube.Unknown), new(-2, 1, 1)]).SuggestPositive());
        Assert.Null(Fill(new ScoreCube(), [new(0.5, 0, 1), new(0.5, 1, 1)]).SuggestPositive());
    }

    private static Gen<Scored> Rows(Gen<double> score) =>
        Gen.Select(score, Gen.Int[0, 3], Gen.Int[-1, 3], (s, predicted, truth) => new Scored(s, predicted, truth));

    private static int Swap(int code) => code is 0 or 1 ? 1 - code : code;

    private static long Sum(ScoreHistogram histogram, Func<ScoreBinCounts, long> count) => histogram.Bins.ToArray().Sum(count);

    private static void AddThousand(ScoreCube cube)
    {
        for (var i = 0; i < 1_000; i++)
        {
            cube.Add((i + 0.5) / 1_000, i & 1, (i & 3) - 1, 1);
        }
    }

    private static ScoreCube Of(IEnumerable<Scored> rows, int maxBins = ScoreCube.DefaultMaxBins) =>
        Fill(new ScoreCube(ScoreCube.DefaultScale, maxBins), rows);

    private static ScoreCube Fill(ScoreCube cube, IEnumerable<Scored> rows)
    {
        foreach (var row in rows)
        {
            cube.Add(row.Score, row.Predicted, row.Truth, 1);
        }

        return cube;
    }

    private static ScoreCube Merge(ReadOnlySpan<ScoreCube> parts, int maxBins)
    {
        var whole = new ScoreCube(ScoreCube.DefaultScale, maxBins);
        foreach (var part in parts)
        {
            whole.Merge(part);
        }

        return whole;
    }

    private static ScoreCube Copy(ScoreCube cube, ScoreCube empty, ReadOnlySpan<int> codes)
    {
        using var bytes = new MemoryStream();
        cube.Write(new BinaryWriter(bytes));
        bytes.Position = 0;
        empty.Read(new BinaryReader(bytes), codes);
        return empty;
    }

    /// <summary>Bit-equal: counts and sums, read in each of the three ways.</summary>
    private static void AssertSame(ScoreCube expected, ScoreCube got, bool withPurity = true)
    {
        AssertSame(expected.ReadBinary(0), got.ReadBinary(0), withPurity);
        AssertSame(expected.ReadBinary(1), got.ReadBinary(1), withPurity);
        AssertSame(expected.ReadConfidence(), got.ReadConfidence(), withPurity);
    }

    private static void AssertSame(ScoreHistogram expected, ScoreHistogram got, bool withPurity = true)
    {
        Assert.Equal(expected.Scale, got.Scale);
        Assert.Equal(Counts(expected, withPurity), Counts(got, withPurity));
        Assert.Equal(expected.LogLoss ?? default, got.LogLoss ?? default);
        Assert.Equal(expected.Brier ?? default, got.Brier ?? default);
        Assert.Equal(Labelled(expected), Labelled(got));
    }

    private static IEnumerable<ScoreBinCounts> Counts(ScoreHistogram histogram, bool withPurity) =>
        histogram.Bins.ToArray().Select(b => withPurity ? b : b with { OnlyScore = null });

    private static IEnumerable<ReliabilityBin> Labelled(ScoreHistogram histogram) =>
        histogram.Reliability.ToArray().Where(b => b.Count > 0);

    private readonly record struct Scored(double Score, int Predicted, int Truth);
}
