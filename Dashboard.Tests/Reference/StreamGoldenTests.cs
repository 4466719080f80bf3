using System.Globalization;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Reference;

/// <summary>The classic rolling accuracies over 5,000 labelled predictions.</summary>
public class StreamGoldenTests(ITestOutputHelper output)
{
    [Fact]
    public void Last_50_is_the_seeds_rolling_accuracy_published_from_100_labelled_on()
    {
        var golden = new Golden("stream");
        var rolling = golden["rolling50"].EnumerateArray().ToDictionary(p => p[0].GetInt32(), p => p[1].GetDouble());
        var feed = new EventFeed();
        var done = 0;
        var compared = 0;
        foreach (var row in golden.Rows())
        {
            var id = done.ToString(CultureInfo.InvariantCulture);
            feed.Predict(id, row["y_pred"]);
            feed.Truth(id, row["y_true"]);
            feed.Commit();
            done++;
            if (rolling.TryGetValue(done, out var expected))
            {
                var figure = feed.Snapshot(TimeSpan.FromMinutes(5)).CountWindows.Last50Labelled;
                double? published = done < 100 ? null : expected;
                Assert.Equal(published, figure.Value);
                compared++;
            }
        }

        Assert.Equal(rolling.Count, compared);
        output.WriteLine($"{compared} rolling values");
    }

    [Fact]
    public void A_window_gives_the_accuracy_and_matrix_of_its_batch()
    {
        var golden = new Golden("stream");
        var rows = golden.Rows();
        foreach (var batch in golden["batches_1000"].EnumerateArray())
        {
            var feed = new EventFeed();
            var first = batch.GetProperty("batch").GetInt32() * 1_000;
            foreach (var row in rows.Skip(first).Take(1_000))
            {
                feed.Predict(row["i"], row["y_pred"]);
                feed.Truth(row["i"], row["y_true"]);
            }

            feed.Commit();
            var figures = feed.Snapshot(TimeSpan.FromMinutes(5)).Classification!;
            Assert.Equal(batch.GetProperty("accuracy").GetDouble(), figures.Accuracy.Value!.Value, 1e-12);
            Assert.Equal(batch.GetProperty("cm")[1][0].GetInt64(), figures.Matrix.Counts[1, 0]);
            Assert.Equal(batch.GetProperty("cm")[0][1].GetInt64(), figures.Matrix.Counts[0, 1]);
        }
    }
}
