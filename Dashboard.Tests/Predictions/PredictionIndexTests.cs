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

            index.RemoveVersions(new HashSet<int> { removed });
            model.RemoveAll(key => (int)(key!.Value % 4) == removed);
            return index.Count == model.Count && Enumerable.Range(1, 60).All(k => Knows(index, (ulong)k) == model.Contains((ulong)k));
        });
    }

    [Fact]
    public void What_is_found_can_be_changed_in_place()
    {
        var index = new PredictionIndex(10);
        index.Add(Prediction(7));
        index.Find(7).Truth = Outcome.FromLabelCode(3);
        Assert.Equal(Outcome.FromLabelCode(3), index.Find(7).Truth);
    }

    [Fact]
    public void One_prediction_takes_48_bytes_all_in()
    {
        const int Count = 400_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var index = new PredictionIndex(5_000_000);
        for (ulong key = 1; key <= Count; key++)
        {
            index.Add(Prediction(key * 0x9E3779B97F4A7C15));
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(44, Unsafe.SizeOf<OpenPrediction>());
        Assert.InRange(bytes / (double)Count, 44, 50); // All that was taken is kept: growing copies nothing. Chunks are partly empty.
    }

    private static OpenPrediction Prediction(ulong key) => new() { Key = key, VersionIndex = (int)(key % 4), Truth = Outcome.None };

    private static bool Knows(PredictionIndex index, ulong key) => !Unsafe.IsNullRef(ref index.Find(key));
}
