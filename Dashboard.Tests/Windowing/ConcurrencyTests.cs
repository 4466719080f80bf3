using Dashboard.Core.Windowing;
using Xunit;

namespace Dashboard.Tests.Windowing;

public class ConcurrencyTests
{
    [Fact]
    public async Task Readers_see_whole_instants_that_only_move_forward_while_the_writer_works()
    {
        const int Commits = 200;
        const int PerCommit = 300; // More than one hold of the gate.
        var feed = new EventFeed();
        var writing = true;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Read(feed, () => Volatile.Read(ref writing)))).ToArray();
        for (var commit = 0; commit < Commits; commit++)
        {
            for (var i = 0; i < PerCommit; i++)
            {
                feed.Predict($"{commit} {i}", "yes", latencyMs: i);
                feed.Truth($"{commit} {i}", i % 2 == 0 ? "yes" : "no");
            }

            feed.Commit();
        }

        Volatile.Write(ref writing, false);
        var last = await Task.WhenAll(readers);
        Assert.All(last, s => Assert.Equal(Commits * PerCommit, s.Traffic.Predictions));
    }

    private static Snapshot Read(EventFeed feed, Func<bool> isWriting)
    {
        var previous = feed.Snapshot(TimeSpan.FromHours(1));
        bool goesOn;
        do
        {
            goesOn = isWriting();
            var next = feed.Snapshot(TimeSpan.FromHours(1), previous: previous);
            Assert.True(next.Traffic.Predictions >= previous.Traffic.Predictions);
            Assert.Equal(next.Traffic.Predictions, next.Latency.Mean.Count);
            Assert.Equal(next.Traffic.Predictions, next.Latency.Histogram.Sum(b => b.Count));
            Assert.Equal(next.Traffic.Predictions, next.Series.Points[^1].Predictions);
            Assert.Equal(next.Labels.Labelled, next.Classification!.Matrix.Counts.Cast<long>().Sum());
            previous = next;
        }
        while (goesOn);
        return previous;
    }
}
