using System.Globalization;
using System.Text.Json;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Windowing;
using Xunit;

namespace Dashboard.Tests.Reference;

/// <summary>2,378 events: late, repeated, corrected and orphaned labels, and one before its prediction; judged at 7 instants.</summary>
public class LateLabelGoldenTests(ITestOutputHelper output)
{
    private readonly EventFeed _feed = new();
    private int _duplicatePredictions;
    private int _duplicateLabels;

    [Fact]
    public void The_state_at_every_instant_is_the_recomputed_one()
    {
        var golden = new Golden("late_labels");
        var events = new Queue<Dictionary<string, string>>(golden.Rows());
        _feed.Time.AdjustTime(DateTimeOffset.FromUnixTimeSeconds(golden.Root.GetProperty("t0").GetInt64()));
        var instants = 0;
        foreach (var expected in golden.Cases)
        {
            var asOf = expected.GetProperty("as_of").GetInt64();
            while (events.TryPeek(out var next) && Seconds(next["received_at"]) <= asOf)
            {
                Send(events.Dequeue());
            }

            _feed.Commit();
            _feed.Time.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(asOf));
            Check(expected, golden.Root.GetProperty("t0").GetInt64());
            instants++;
        }

        Assert.Empty(events);
        output.WriteLine($"{instants} instants");
    }

    private void Send(Dictionary<string, string> row)
    {
        _feed.Time.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(Seconds(row["received_at"])));
        if (row["kind"] == "prediction")
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(Seconds(row["prediction_ts"]));
            _duplicatePredictions += _feed.Predict(row["prediction_id"], row["y_pred"], at) == Verdict.Duplicate ? 1 : 0;
        }
        else
        {
            _duplicateLabels += _feed.Truth(row["prediction_id"], row["y_true"]) == Verdict.Duplicate ? 1 : 0;
        }
    }

    private void Check(JsonElement expected, long t0)
    {
        var snapshot = _feed.Snapshot(TimeSpan.FromDays(3));
        var status = _feed.Projection.Status;
        Assert.Equal(expected.GetProperty("predictions").GetInt64(), snapshot.Traffic.Predictions);
        Assert.Equal(expected.GetProperty("labels_joined").GetInt64(), snapshot.Labels.Labelled);
        Assert.Equal(expected.GetProperty("labels_joined").GetInt64(), status.JoinedTruths);
        Assert.Equal(expected.GetProperty("orphans").GetInt64(), snapshot.Labels.Parked);
        Assert.Equal(expected.GetProperty("corrections").GetInt64(), status.Corrections);
        Assert.Equal(expected.GetProperty("duplicate_predictions").GetInt32(), _duplicatePredictions);
        Assert.Equal(expected.GetProperty("duplicate_labels").GetInt32(), _duplicateLabels);
        CheckDelays(expected, snapshot);
        CheckLast100(expected, snapshot);
        foreach (var hour in expected.GetProperty("buckets").EnumerateArray())
        {
            CheckHour(hour, t0);
        }
    }

    private static void CheckDelays(JsonElement expected, Snapshot snapshot)
    {
        const double SketchError = 0.0434; // Half a bucket at scale 3.
        foreach (var (name, figure) in new[] { ("p50", snapshot.Labels.DelayP50Seconds), ("p95", snapshot.Labels.DelayP95Seconds) })
        {
            var exact = expected.GetProperty($"label_delay_{name}_lower").GetDouble();
            Assert.InRange(figure.Value!.Value, exact * (1 - SketchError), exact * (1 + SketchError));
        }
    }

    private static void CheckLast100(JsonElement expected, Snapshot snapshot)
    {
        var accuracy = expected.GetProperty("last100_accuracy");
        if (accuracy.ValueKind == JsonValueKind.Null)
        {
            Assert.Null(snapshot.CountWindows.Last100Labelled.Value);
        }
        else
        {
            Assert.Equal(accuracy.GetDouble(), snapshot.CountWindows.Last100Labelled.Value!.Value, 1e-12);
        }
    }

    private void CheckHour(JsonElement hour, long t0)
    {
        var from = DateTimeOffset.FromUnixTimeSeconds(t0).AddHours(hour.GetProperty("hour").GetInt32());
        var range = TimeRange.Between(from, from.AddHours(1));
        var snapshot = _feed.Projection.Build(new SnapshotKey("m", null, range), 1, _feed.Time.GetUtcNow(), null);
        Assert.Equal(hour.GetProperty("predictions").GetInt64(), snapshot.Traffic.Predictions);
        Assert.Equal(hour.GetProperty("labelled").GetInt64(), snapshot.Labels.Labelled);
        Assert.Equal(hour.GetProperty("coverage").GetDouble(), snapshot.Labels.Coverage.Value!.Value, 1e-12);
        var accuracy = hour.GetProperty("accuracy");
        Assert.Equal(accuracy.ValueKind == JsonValueKind.Null ? null : accuracy.GetDouble(), snapshot.Classification!.Accuracy.Value);
    }

    private static long Seconds(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
