using System.Text.Json;
using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Scenarios;

/// <summary>Cells saved at any moment plus a replay give exactly the state that was live.</summary>
public class RestartScenarios
{
    /// <summary>One step of a life: what happens, to which of 30 ids, and with which value.</summary>
    private static readonly Gen<List<(int Kind, int Id, int Value)>> Life =
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 29], Gen.Int[0, 3]).List[1, 120];

    private static readonly string?[] Countries = ["DE", "FR", null, "IT"];

    [Fact]
    public void A_restart_at_any_point_changes_nothing()
    {
        var restarts = 0;
        Gen.Select(Life, Gen.Bool).Sample((steps, isRegression) =>
        {
            var feed = new EventFeed();
            foreach (var step in steps)
            {
                Play(feed, step, isRegression);
            }

            feed.Commit();
            var before = Picture(feed);
            feed.Restart("a label of a request that came early");
            Interlocked.Increment(ref restarts);
            Assert.Equal(before, Picture(feed));
        }, iter: 300);
        Assert.Equal(300, restarts);
    }

    [Fact]
    public void The_order_of_truths_and_predictions_does_not_matter()
    {
        Gen.Select(Gen.Int[0, 3].List[1, 40], Gen.Int[0, int.MaxValue]).Sample((values, seed) =>
        {
            var ordered = new EventFeed();
            var shuffled = new EventFeed();
            var events = Enumerable.Range(0, values.Count).SelectMany(i => new[] { (i, true), (i, false) }).ToArray();
            Send(ordered, events, values);
            new Random(seed).Shuffle(events);
            Send(shuffled, events, values);
            var (a, b) = (ordered.Snapshot(TimeSpan.FromHours(1)), shuffled.Snapshot(TimeSpan.FromHours(1)));
            return a.Classification!.Accuracy == b.Classification!.Accuracy && a.Latency.P95 == b.Latency.P95 && a.Labels.Labelled == b.Labels.Labelled
                && a.Classification.Matrix.Counts.Cast<long>().SequenceEqual(b.Classification.Matrix.Counts.Cast<long>());
        });
    }

    [Fact]
    public void A_round_of_saving_is_complete_when_its_last_portion_is_taken()
    {
        var feed = new EventFeed();
        feed.Predict("a", "yes");
        feed.Predict("b", "yes", version: "2");
        feed.Commit();

        var first = feed.Projection.TakeChanges(5, Core.Storage.IngestLedger.Empty)!;
        feed.Predict("c", "yes");
        feed.Commit();
        var last = feed.Projection.TakeChanges(5, Core.Storage.IngestLedger.Empty)!;

        Assert.Equal((5, (long?)null), (first.Cells.Count, first.CompleteThrough));
        Assert.Equal((3, (long?)2), (last.Cells.Count, last.CompleteThrough)); // Event 3 came after the round began.
        Assert.All(last.Cells, c => Assert.Equal(3, c.ThroughSequence));
        Assert.Equal(["yes"], first.Models.Single().Labels);
        Assert.Empty(last.Models);
        Assert.Equal(4, feed.Projection.TakeChanges(100, Core.Storage.IngestLedger.Empty)!.Cells.Count);
        Assert.Null(feed.Projection.TakeChanges(100, Core.Storage.IngestLedger.Empty));
    }

    [Fact]
    public void Buckets_past_their_retention_leave_memory_and_storage()
    {
        var feed = new EventFeed();
        feed.Predict("a", "yes");
        feed.Commit();
        feed.SaveCells();
        Assert.Equal((4L, 4), (feed.Projection.Status.Cells, feed.StoredCellCount));

        foreach (var (wait, left) in new[] { (TimeSpan.FromHours(3), 3), (TimeSpan.FromHours(46), 2), (TimeSpan.FromDays(90), 1), (TimeSpan.FromDays(3_600), 0) })
        {
            feed.Time.Advance(wait);
            feed.SaveCells();
            Assert.Equal((left, left), ((int)feed.Projection.Status.Cells, feed.StoredCellCount));
        }
    }

    [Fact]
    public void Too_many_cells_drop_the_oldest_of_the_finest_and_keep_the_totals()
    {
        var feed = new EventFeed(windows: new WindowingOptions { MaxCells = 40 });
        for (var i = 0; i < 60; i++)
        {
            feed.Predict($"p{i}", "yes", latencyMs: i);
            feed.Commit();
            feed.Time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(40, feed.Projection.Status.Cells);
        Assert.InRange(feed.Projection.Status.DroppedCells, 50, 54);
        Assert.Equal(60, feed.Snapshot(TimeSpan.FromHours(1)).Traffic.Predictions);
    }

    private static void Play(EventFeed feed, (int Kind, int Id, int Value) step, bool isRegression)
    {
        object value = isRegression ? step.Value * 1.5 : $"label {step.Value}";
        switch (step.Kind)
        {
            case <= 3:
                feed.Predict($"p{step.Id}", step.Value == 3 ? null : value, latencyMs: step.Id, version: step.Id % 2 == 0 ? "1" : "2",
                    score: step.Id % 5 == 0 ? double.NaN : step.Id / 30.0, country: Countries[step.Id % 4]);
                break;
            case <= 6:
                feed.Truth($"p{step.Id}", value);
                break;
            case 7:
                feed.Commit();
                break;
            case 8:
                feed.Commit();
                feed.SaveCells(limit: 1 + step.Id);
                break;
            case 9:
                feed.Retract($"p{step.Id}");
                break;
            default:
                feed.Time.Advance(TimeSpan.FromSeconds(step.Id * step.Id));
                break;
        }
    }

    private static void Send(EventFeed feed, (int Id, bool IsPrediction)[] events, List<int> values)
    {
        foreach (var (id, isPrediction) in events)
        {
            if (isPrediction)
            {
                feed.Predict($"p{id}", $"label {values[id] % 2}", latencyMs: id);
            }
            else
            {
                feed.Truth($"p{id}", $"label {values[id]}");
            }
        }

        feed.Commit();
    }

    /// <summary>
    /// Everything snapshots (of all versions, of one, of a segment and of the past), the scores and the counters say, except stamps.
    /// </summary>
    private static string Picture(EventFeed feed)
    {
        var views = new[]
        {
            feed.Snapshot(TimeSpan.FromHours(1)), feed.Snapshot(TimeSpan.FromDays(30), version: "1"),
            feed.Snapshot(TimeSpan.FromDays(1), country: "DE"), feed.Past(TimeSpan.FromHours(2), feed.Time.GetUtcNow().AddMinutes(-3)),
        };
        var scores = feed.Projection.Read(EventFeed.Key(TimeSpan.FromDays(1))).Tally.Scores?.ReadConfidence().Bins.ToArray() ?? [];
        var pictures = views.Select(s => JsonSerializer.Serialize(s with
        {
            Series = s.Series with { Points = [.. s.Series.Points.Select(p => p with { Revision = 0 })] },
            Classification = s.Classification is null ? null : s.Classification with { Matrix = new ConfusionMatrix(s.Classification.Matrix.Labels, new long[0, 0]) },
        }, Json) + string.Join(',', s.Classification?.Matrix.Counts.Cast<long>() ?? []));
        return string.Join('\n', pictures) + string.Join(',', scores) + feed.Projection.Status;
    }

    private static readonly JsonSerializerOptions Json = new() { Converters = { new MatrixCounts() } };

    /// <summary>The counts are compared apart: two-dimensional arrays have no JSON of their own.</summary>
    private sealed class MatrixCounts : System.Text.Json.Serialization.JsonConverter<long[,]>
    {
        public override long[,] Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, long[,] value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Length);
    }
}
