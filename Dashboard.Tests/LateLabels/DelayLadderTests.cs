using CsCheck;
using Dashboard.Core.LateLabels;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.LateLabels;

public class DelayLadderTests
{
    // Losses are small whole numbers, whose sums and squares are exact in doubles.
    private static readonly Gen<(long Delay, bool IsRight, double Loss)> Label =
        Gen.Select(Gen.Long[0, 40 * TimeSpan.TicksPerDay], Gen.Bool, Gen.Int[0, 1_000].Select(l => (double)l));

    [Fact]
    public void A_rung_holds_the_delays_from_its_lower_edge_up_to_its_upper()
    {
        for (var rung = 0; rung < DelayLadder.Rungs - 1; rung++)
        {
            Assert.Equal(rung, DelayRungs.RungOf(DelayRungs.LowerEdge(rung)));
            Assert.Equal(rung, DelayRungs.RungOf(DelayRungs.UpperEdge(rung) - 1));
        }

        Assert.Equal(DelayLadder.Rungs - 1, DelayRungs.RungOf(long.MaxValue));
        Assert.Equal(DelayLadder.Rungs - 1, DelayRungs.RungOf(30 * TimeSpan.TicksPerDay));
        Assert.Equal(0, DelayRungs.RungOf(-1));
    }

    [Fact]
    public void Labels_in_any_order_and_any_parts_give_equal_ladders()
    {
        Gen.Select(Label.Array[0, 80], Gen.Int[1, 6], Gen.Int).Sample((labels, parts, seed) =>
        {
            var shuffled = labels.ToArray();
            new Random(seed).Shuffle(shuffled);
            var shards = Enumerable.Range(0, parts).Select(part => Of(shuffled.Where((_, i) => i % parts == part))).ToList();
            var merged = new DelayLadder();
            shards.ForEach(merged.Merge);
            return Same(Of(labels), merged);
        });
    }

    [Fact]
    public void What_was_merged_can_be_subtracted_and_corrections_are_differences()
    {
        Gen.Select(Label.Array[0, 40], Label.Array[0, 40]).Sample((kept, passing) =>
        {
            var ladder = Of(kept.Concat(passing));
            ladder.Subtract(Of(passing));
            var corrected = Of(kept.Select(l => (l.Delay, !l.IsRight, l.Loss + 1)));
            foreach (var (delay, isRight, loss) in kept)
            {
                corrected.Subtract(DelayRungs.RungOf(delay), LabelSums.One(!isRight, loss + 1));
                corrected.Add(DelayRungs.RungOf(delay), LabelSums.One(isRight, loss));
            }

            return Same(Of(kept), ladder) && Same(Of(kept), corrected);
        });
    }

    [Fact]
    public void Labels_younger_than_an_age_are_those_of_the_rungs_it_has_passed()
    {
        Gen.Select(Label.Array[0, 60], Gen.Int[0, DelayLadder.Rungs - 2]).Sample((labels, rung) =>
        {
            var edge = DelayRungs.UpperEdge(rung);
            return Of(labels).YoungerThan(edge) == Of(labels.Where(l => l.Delay < edge)).Total
                && Of(labels).YoungerThan(edge - 1).Labelled == labels.Count(l => l.Delay < DelayRungs.LowerEdge(rung));
        });
    }

    [Fact]
    public void Bytes_give_the_same_ladder_back()
    {
        Label.Array[0, 60].Sample(labels =>
        {
            var ladder = Of(labels);
            using var bytes = new MemoryStream();
            ladder.Write(new BinaryWriter(bytes));
            bytes.Position = 0;
            return Same(ladder, DelayLadder.Read(new BinaryReader(bytes)));
        });
    }

    [Fact]
    public void A_rung_that_does_not_exist_is_refused() =>
        Assert.Throws<FormatException>(() => DelayLadder.Read(new BinaryReader(new MemoryStream([1, 30, 0, 0]))));

    [Fact]
    public void A_label_on_a_rung_that_exists_allocates_nothing()
    {
        var ladder = Of([(0, true, 1), (TimeSpan.TicksPerHour, false, 2), (TimeSpan.TicksPerDay, true, 3)]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            ladder.Add(DelayRungs.RungOf(TimeSpan.TicksPerHour), LabelSums.One(true, i));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static DelayLadder Of(IEnumerable<(long Delay, bool IsRight, double Loss)> labels)
    {
        var ladder = new DelayLadder();
        foreach (var (delay, isRight, loss) in labels)
        {
            ladder.Add(DelayRungs.RungOf(delay), LabelSums.One(isRight, loss));
        }

        return ladder;
    }

    private static bool Same(DelayLadder a, DelayLadder b) => Enumerable.Range(0, DelayLadder.Rungs).All(rung => a[rung] == b[rung]);
}
