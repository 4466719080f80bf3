using System.Globalization;
using System.Text.Json;
using Dashboard.Core.LateLabels;
using Dashboard.Core.Predictions;
using Dashboard.Tests.LateLabels;
using Xunit;

namespace Dashboard.Tests.Reference;

/// <summary>
/// The events of late_labels in hour buckets with layers and ladders of delay: the states at the 7 instants while they come
/// in, and again from the layers once all have come. The rest of each case (parked and repeated labels, sketches of delay,
/// the last 100) is checked by <see cref="LateLabelGoldenTests"/>.
/// </summary>
public class ArrivalGoldenTests(ITestOutputHelper output)
{
    private readonly Golden _golden = new("late_labels");
    private readonly JoinedEvents _joined = new(isRegression: false);
    private int _checked;

    [Fact]
    public void States_bounds_and_delays_are_the_recomputed_ones_as_events_come_in()
    {
        var events = new Queue<Dictionary<string, string>>(_golden.Rows());
        foreach (var expected in _golden.Cases)
        {
            Send(events, expected.GetProperty("as_of").GetInt64());
            var hours = _joined.Buckets.Select(b => b.Value.Now()).ToList();
            Check(expected.GetProperty("predictions").GetInt64(), hours.Sum(h => h.Predictions));
            Check(expected.GetProperty("labels_joined").GetInt64(), hours.Sum(h => h.Labelled));
            Check(expected.GetProperty("corrections").GetInt64(), hours.Sum(h => h.Corrections));
            CheckDelays(expected);
            foreach (var (hour, tally) in expected.GetProperty("buckets").EnumerateArray().Zip(hours))
            {
                CheckHour(hour, tally);
            }
        }

        Assert.Empty(events);
        output.WriteLine($"{_checked} values");
    }

    [Fact]
    public void Layers_give_the_states_back_wherever_an_edge_meets_the_instant()
    {
        Send(new Queue<Dictionary<string, string>>(_golden.Rows()), long.MaxValue);
        var (met, between, filling) = (0, 0, 0);
        foreach (var expected in _golden.Cases)
        {
            var asOf = Ticks(expected.GetProperty("as_of").GetInt64());
            foreach (var (hour, bucket) in expected.GetProperty("buckets").EnumerateArray().Zip(_joined.Buckets.Select(b => b.Value)))
            {
                var state = new ArrivedTally();
                var answered = bucket.Layers.AddAsOf(asOf, bucket.EndTicks, state);
                filling += answered is null ? 1 : 0;
                between += answered < asOf ? 1 : 0;
                if (answered == asOf)
                {
                    CheckHour(hour, state);
                    met++;
                }
            }
        }

        output.WriteLine($"{met} states ({_checked} values); skipped: {between} between two edges, {filling} of an hour still filling");
        Assert.Equal((12, 12, 1), (met, between, filling)); // All 25 hours of the 7 cases.
    }

    private void Send(Queue<Dictionary<string, string>> events, long throughSeconds)
    {
        while (events.TryPeek(out var row) && Seconds(row["received_at"]) <= throughSeconds)
        {
            events.Dequeue();
            var received = Ticks(Seconds(row["received_at"]));
            if (row["kind"] == "prediction")
            {
                var at = Ticks(Seconds(row["prediction_ts"]));
                _joined.Predict(row["prediction_id"], Outcome.FromLabelCode((int)Seconds(row["y_pred"])), at, received, TimeSpan.TicksPerHour);
            }
            else
            {
                _joined.Truth(row["prediction_id"], Outcome.FromLabelCode((int)Seconds(row["y_true"])), received);
            }
        }
    }

    /// <summary>The golden bins lie between 1 m, 10 m, 1 h, 6 h, 1 d, 3 d and 7 d: every edge is one of the ladder's too.</summary>
    private void CheckDelays(JsonElement expected)
    {
        var ladder = new DelayLadder();
        _joined.Buckets.ToList().ForEach(b => ladder.Merge(b.Value.Ladder));
        long[] edges = [.. new[] { 1.0 / 60, 1.0 / 6, 1, 6, 24, 72, 168 }.Select(hours => (long)Math.Round(hours * TimeSpan.TicksPerHour)), long.MaxValue];
        LabelSums before = default;
        foreach (var (bin, edge) in expected.GetProperty("delay_bins_n_correct").EnumerateArray().Zip(edges))
        {
            var through = ladder.YoungerThan(edge);
            Check(bin[0].GetInt64(), through.Labelled - before.Labelled);
            Check(bin[1].GetInt64(), through.Correct - before.Correct);
            before = through;
        }
    }

    private void CheckHour(JsonElement hour, ArrivedTally tally)
    {
        Check(hour.GetProperty("predictions").GetInt64(), tally.Predictions);
        Check(hour.GetProperty("labelled").GetInt64(), tally.Labelled);
        Check(hour.GetProperty("correct").GetInt64(), tally.Correct);
        Check(hour.GetProperty("correct").GetInt64(), tally.Matrix?.Pairs.Where(p => p.Truth == p.Predicted).Sum(p => p.Count) ?? 0);
        var bounds = LabelBounds.ShareCorrect(tally.Correct, tally.Labelled, tally.Answered)!.Value;
        Check(hour.GetProperty("bounds")[0].GetDouble(), bounds.Low);
        Check(hour.GetProperty("bounds")[1].GetDouble(), bounds.High);
    }

    private void Check(double expected, double got)
    {
        Assert.Equal(expected, got, 1e-12);
        _checked++;
    }

    private static long Seconds(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static long Ticks(long unixSeconds) => DateTimeOffset.FromUnixTimeSeconds(unixSeconds).UtcTicks;
}
