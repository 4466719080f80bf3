using System.Runtime.CompilerServices;
using CsCheck;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Predictions;

public class PredictionIndexTests
{
    [Fact]
    public void It_remembers_the_newest_and_forgets_the_oldest()
    {
        // Against a plain model: a queue of keys. Enough of them to take several chunks and many bucket splits.
        const int Capacity = 50_000;
        var index = new PredictionIndex(Capacity);
        for (ulong key = 1; key <= 120_000; key++)
        {
            index.Add(Prediction(key));
        }

        Assert.Equal(Capacity, index.Count);
        Assert.Equal(70_000, index.Forgotten);
        for (ulong key = 1; key <= 120_000; key++)
        {
            Assert.Equal(key > 70_000, Knows(index, key));
        }
    }

    [Fact]
    public void It_agrees_with_a_dictionary_under_any_operations()
    {
        Gen.Select(Gen.Int[1, 40], Gen.ULong[1, 60].List[1, 200], Gen.Int[0, 3]).Sample((capacity, keys, removed) =>
        {
            var index = new PredictionIndex(capacity);
            var model = new List<ulong?>(); // Slots in order of arrival; null once removed.
            foreach (var key in keys)
            {
                if (!Knows(index, key))
                {
                    index.Add(Prediction(key));
                    model.Add(key);
                }

                if (model.Count > capacity)
                {
                    model.RemoveAt(0);
                }
            }

            index.RemoveSlices(slice => slice == removed);
            model.RemoveAll(key => (int)(key!.Value % 4) == removed);
            return index.Count == model.Count && Enumerable.Range(1, 60).All(k => Knows(index, (ulong)k) == model.Contains((ulong)k));
        });
    }

    [Fact]
    public void What_is_found_can_be_changed_in_place()
    {
        var index = new PredictionIndex(10);
        index.Add(Prediction(7));
        index.SetTruth(index.Find(7), Outcome.FromLabelCode(3), 5, 70 * TimeSpan.TicksPerMillisecond);
        var labelled = index[index.Find(7)];
        Assert.Equal((Outcome.FromLabelCode(3), (byte)5, 700_000L), (labelled.Truth, labelled.DelayRung, labelled.DelayTicks));
        Assert.Equal(Prediction(7).Lateness, labelled.Lateness);
    }

    [Fact]
    public void What_is_remembered_comes_back_whatever_its_outcomes()
    {
        Gen.Select(Gen.ULong, Gen.ULong, Gen.UInt, Gen.Int[0, OpenSlot.MaxSlices - 1], Gen.DateTime[new DateTime(2000, 1, 1), new DateTime(2109, 1, 1)]).Array[1, 50].Sample(rows =>
        {
            var index = new PredictionIndex(40); // Some slots are used twice.
            var expected = rows.Select((row, i) => new OpenPrediction(
                (ulong)i + 1, WholeMilliseconds(row.Item5), OutcomeOf(row.Item1), OutcomeOf(row.Item2), ScoreOf(row.Item1, row.Item2),
                OpenSlot.Shorten(row.Item3), row.Item4) 
                {
                    DelayRung = (byte)(row.Item3 % DelayRungs.Count), Lateness = (byte)(row.Item1 % DelayRungs.Count), DelayTicks = DelayOf(row.Item2),
                }).ToList();
            expected.ForEach(prediction => index.Add(prediction));
            return expected.TakeLast(40).All(prediction => index[index.Find(prediction.Key)] == prediction);
        });

        // Label codes, unlisted labels, numbers of any size and nothing at all.
        static Outcome OutcomeOf(ulong bits) => (bits % 4) switch
        {
            0 => Outcome.FromLabelCode((int)(bits >> 8 & 0xFFFF)),
            1 => Outcome.FromUnlistedLabel(bits),
            2 => Outcome.FromValue((double)(long)bits / 7),
            _ => Outcome.None,
        };

        // None, of a 32-bit model, of two decimals, and of any other kind.
        static double ScoreOf(ulong kind, ulong bits) => (kind % 16) switch
        {
            0 => double.NaN,
            15 => bits / 3.0,
            < 8 => (float)(bits % 1_000 / 7.0),
            _ => bits % 101 / 100.0,
        };

        // None, milliseconds, and more than 25 days.
        static long DelayOf(ulong bits) => (bits % 3) switch
        {
            0 => 0,
            1 => (long)(bits % 2_000_000_000) * TimeSpan.TicksPerMillisecond,
            _ => (long)(2_200_000 + (bits % 1_000_000)) * TimeSpan.TicksPerSecond,
        };

        static long WholeMilliseconds(DateTime time) =>
            Math.Max(DateTime.UnixEpoch.Ticks, time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond));
    }

    [Fact]
    public void One_prediction_takes_32_bytes_all_in_and_4_more_with_a_label()
    {
        const int Count = 400_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var index = new PredictionIndex(5_000_000);
        for (ulong key = 1; key <= Count; key++)
        {
            index.Add(Prediction(key * 0x9E3779B97F4A7C15));
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(28, Unsafe.SizeOf<OpenSlot>());
        Assert.InRange(bytes / (double)Count, 28, 34); // All that was taken is kept: growing copies nothing. Chunks are partly empty.

        for (ulong key = 1; key <= Count; key++)
        {
            index.SetTruth(index.Find(key * 0x9E3779B97F4A7C15), Outcome.FromLabelCode(2), 1, TimeSpan.TicksPerMinute);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before - bytes) / (double)Count, 4, 4.3);
    }

    private static OpenPrediction Prediction(ulong key) => new(key, 0, Outcome.FromLabelCode(1), Outcome.None, double.NaN, 0, (int)(key % 4));

    private static bool Knows(PredictionIndex index, ulong key) => index.Find(key) != PredictionIndex.Unknown;
}
