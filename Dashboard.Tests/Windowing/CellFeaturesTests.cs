using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Metrics.Features;

namespace Dashboard.Tests.Windowing;

/// <summary>The features of a cell, open and packed, and as part of a stored cell.</summary>
public class CellFeaturesTests(ITestOutputHelper output)
{
    private const int Minute = 1;

    private static readonly FeatureRows Rows = new();
    private static readonly FeatureBaseline Baseline = Rows.Learn(Enumerable.Range(0, 500).Select(Row)) with { Number = 3 };

    [Fact]
    public void Packing_at_any_moment_changes_nothing()
    {
        Gen.Select(Gen.Int[0, 99].List[1, 80], Gen.Int[0, 9].List[1, 80]).Sample((rows, packs) =>
        {
            var (packed, open) = (new CellFeatures(), new CellFeatures());
            foreach (var (row, pack) in rows.Zip(packs))
            {
                Add(open, row);
                Add(packed, row);
                if (pack == 0)
                {
                    packed.Pack();
                }
            }

            packed.Pack();
            Assert.All(Enumerable.Range(0, Baseline.Features[^1].EndSlot), slot => Assert.Equal(Read(open)[slot], Read(packed)[slot]));
            Assert.Equal(Read(open).Rows, Read(packed).Rows);
            Assert.Equal(Read(open).NumbersOf(0).Moments.Mean, Read(packed).NumbersOf(0).Moments.Mean, 1e-9);
            return true;
        }, iter: 200);
    }

    [Fact]
    public void A_stored_cell_brings_its_features_back()
    {
        var copy = StoredCells.Decode(CellCodec.Encode(Filled()));

        Assert.Equal(40, Read(copy.Features!).Rows);
        Assert.Equal(CellCodec.Encode(Filled()).ToArray(), CellCodec.Encode(copy).ToArray());
        Assert.Null(StoredCells.Decode(CellCodec.Encode(Empty())).Features);
    }

    [Fact]
    public void A_cell_stored_before_there_were_features_is_still_read()
    {
        var bytes = StoredCells.WithoutRanges(Empty());
        bytes[0] = 4;

        Assert.Null(StoredCells.Decode(bytes.AsMemory(0, bytes.Length - 1)).Features); // Without the last byte, which says that there are none.
        bytes[0] = 3;
        Assert.Contains("format 3", Assert.Throws<StorageException>(() => StoredCells.Decode(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_features_make_the_cell_unreadable_and_nothing_worse()
    {
        var bytes = CellCodec.Encode(Filled()).ToArray();
        var before = CellCodec.Encode(Empty()).Length - 1;
        var refused = 0;
        Gen.Select(Gen.Int[before, bytes.Length - 1], Gen.Byte, Gen.Int[before, bytes.Length]).Sample((at, value, length) =>
        {
            var damaged = bytes.ToArray();
            damaged[at] = value;
            try
            {
                if (StoredCells.Decode(damaged.AsMemory(0, length)).Features is { } read)
                {
                    Read(read);
                }
            }
            catch (StorageException)
            {
                Interlocked.Increment(ref refused);
            }
        }, iter: 2_000);
        Assert.True(refused > 1_000);
        output.WriteLine($"{bytes.Length - before} bytes of features, {refused} of 2000 refused");
    }

    [Fact]
    public void Packed_features_are_small()
    {
        var names = Enumerable.Range(0, 20).Select(i => $"f{i}").ToList();
        var random = new Random(1);
        byte[] Wide() => Rows.Row([.. names.Select(name => (name, (object?)random.NextDouble()))]);
        var baseline = Rows.Learn(Enumerable.Range(0, 2_000).Select(_ => Wide()));
        foreach (var predictions in new[] { 5, 100, 10_000 })
        {
            using var bytes = new MemoryStream();
            Rows.Count(baseline, Enumerable.Range(0, predictions).Select(_ => Wide())).Write(new BinaryWriter(bytes));
            output.WriteLine($"20 numeric features of {predictions} predictions: {bytes.Length} bytes");
            Assert.InRange(bytes.Length, 1, 2_000);
        }
    }

    private static FeatureCounts Read(CellFeatures features)
    {
        var (sum, packed) = (Baseline.NewCounts(), new List<byte[]>());
        features.Take(sum, packed);
        packed.ForEach(bytes => CellFeatures.MergeOwn(sum, CellFeatures.Unpack(bytes)));
        return sum;
    }

    private static byte[] Row(int i) => Rows.Row(("x", i % 90 * 1.5), ("kind", i % 11 == 0 ? null : $"k{i % 4}"));

    private static void Add(CellFeatures features, int row)
    {
        var sorter = new FeatureSorter(Baseline.Features, Rows.Names);
        Assert.True(sorter.TrySort(Row(row), out var marks));
        features.Add(new FeatureMarks(Baseline, marks));
    }

    private static Cell Empty() => StoredCells.Make();

    private static Cell Filled()
    {
        var cell = Empty();
        cell.Features = new CellFeatures();
        for (var i = 0; i < 40; i++)
        {
            Add(cell.Features, i);
        }

        return cell;
    }
}
