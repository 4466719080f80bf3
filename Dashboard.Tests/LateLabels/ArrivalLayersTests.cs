using CsCheck;
using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.LateLabels;

/// <summary>Layers of one hour, from 0 to 1 h, against cells rebuilt from the events received by an instant.</summary>
public class ArrivalLayersTests
{
    private const long End = TimeSpan.TicksPerHour;

    private static readonly Gen<long> Receipt = Gen.OneOf(
        Gen.Long[0, 3 * TimeSpan.TicksPerHour],
        Gen.Long[0, 40 * TimeSpan.TicksPerDay],
        Gen.Int[0, AgeLadder.Rungs - 2].Select(rung => End + AgeLadder.Edge(rung))); // Right on an edge.

    private static readonly Gen<Event> AnyEvent =
        Gen.Select(Gen.Int[0, 12], Gen.Bool, Gen.Int[0, 3], Gen.Long[0, End - 1], Receipt)
            .Select((id, isPrediction, outcome, at, received) => new Event($"{id}", isPrediction, outcome, at, Math.Max(received, isPrediction ? at : 0)));

    private static readonly Gen<Event[]> Events = AnyEvent.Array[0, 80].Select(events => events.OrderBy(e => e.Received).ToArray());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Layers_up_to_a_rung_are_the_cell_of_the_events_received_by_its_edge(bool isRegression)
    {
        Gen.Select(Events, Gen.Int[0, AgeLadder.Rungs - 2]).Sample((events, rung) =>
        {
            var edge = End + AgeLadder.Edge(rung);
            var state = new ArrivedTally();
            var answered = Layers(events, isRegression).AddAsOf(edge, End, state);
            return answered == edge && Same(Now(events.Where(e => e.Received <= edge), isRegression), state);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_instant_between_edges_is_answered_for_the_edge_before_it(bool isRegression)
    {
        Gen.Select(Events, Gen.Long[0, 60 * TimeSpan.TicksPerDay]).Sample((events, asOf) =>
        {
            var state = new ArrivedTally();
            var answered = Layers(events, isRegression).AddAsOf(asOf, End, state);
            return answered is { } instant
                ? instant <= asOf && Same(Now(events.Where(e => e.Received <= instant), isRegression), state)
                : asOf < End && state.Predictions == 0;
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Layers_of_parts_merge_to_those_of_the_whole_and_survive_as_bytes(bool isRegression)
    {
        Gen.Select(Events, Gen.Int[1, 4], Gen.Int[0, AgeLadder.Rungs - 1]).Sample((events, parts, rung) =>
        {
            var merged = new ArrivalLayers<ArrivedTally>();
            for (var part = 0; part < parts; part++)
            {
                merged.Merge(Layers(events.Where(e => e.Id[^1] % parts == part), isRegression));
            }

            using var bytes = new MemoryStream();
            merged.Write(new BinaryWriter(bytes), (writer, layer) => layer.Write(writer));
            bytes.Position = 0;
            var copy = new ArrivalLayers<ArrivedTally>();
            copy.Read(new BinaryReader(bytes), reader => ArrivedTally.Read(reader, [0, 1, 2, 3]));

            var (whole, state) = (new ArrivedTally(), new ArrivedTally());
            var asOf = End + Math.Min(AgeLadder.Edge(rung), 60 * TimeSpan.TicksPerDay);
            Layers(events, isRegression).AddAsOf(asOf, End, whole);
            copy.AddAsOf(asOf, End, state);
            return Same(whole, state) && copy.Count == merged.Count;
        });
    }

    [Fact]
    public void A_correction_leaves_what_was_known_before_as_it_was()
    {
        Event[] events = [new("a", true, 1, 0, 0), new("a", false, 1, 0, End), new("a", false, 2, 0, End + TimeSpan.TicksPerHour)];
        var layers = Layers(events, false);
        var (before, after) = (new ArrivedTally(), new ArrivedTally());
        Assert.Equal(End + (40 * TimeSpan.TicksPerMinute), layers.AddAsOf(End + TimeSpan.TicksPerHour - 1, End, before));
        layers.AddAll(after);
        Assert.Equal((1, 1, 0), (before.Labelled, before.Correct, before.Corrections));
        Assert.Equal((1, 0, 1), (after.Labelled, after.Correct, after.Corrections));
    }

    [Fact]
    public void A_bucket_that_has_not_ended_has_no_past_state()
    {
        var state = new ArrivedTally();
        Assert.Null(Layers([new("a", true, 1, 0, 0)], false).AddAsOf(End - 1, End, state));
        Assert.Equal(0, state.Predictions);
    }

    [Fact]
    public void A_layer_that_does_not_exist_is_refused() => Assert.Throws<FormatException>(() =>
        new ArrivalLayers<ArrivedTally>().Read(new BinaryReader(new MemoryStream([1, 25])), reader => ArrivedTally.Read(reader, [])));

    [Fact]
    public void An_event_in_a_layer_that_exists_allocates_nothing()
    {
        var layers = Layers([new("a", true, 1, 0, 0), new("a", false, 1, 0, 0)], false);
        var change = new LabelChange(0, 0, 0, Outcome.FromLabelCode(1), double.NaN, Outcome.None, Outcome.FromLabelCode(1), 0, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            layers.LayerOf(i, End).AddPrediction(failed: false, answered: true);
            layers.LayerOf(i, End).AddLabel(change, isRegression: false);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ArrivalLayers<ArrivedTally> Layers(IEnumerable<Event> events, bool isRegression)
    {
        var joined = new JoinedEvents(isRegression);
        foreach (var e in events)
        {
            var outcome = isRegression ? Outcome.FromValue(1e6 + (e.Outcome * 1.5)) : Outcome.FromLabelCode(e.Outcome);
            if (e.IsPrediction)
            {
                joined.Predict(e.Id, outcome, e.At, e.Received, End);
            }
            else
            {
                joined.Truth(e.Id, outcome, e.Received);
            }
        }

        return joined.Buckets.Select(b => b.Value.Layers).SingleOrDefault() ?? new ArrivalLayers<ArrivedTally>();
    }

    private static ArrivedTally Now(IEnumerable<Event> events, bool isRegression)
    {
        var sum = new ArrivedTally();
        Layers(events, isRegression).AddAll(sum);
        return sum;
    }

    private static bool Same(ArrivedTally a, ArrivedTally b) =>
        (a.Predictions, a.Failed, a.Answered, a.Labelled, a.Correct, a.Corrections)
            == (b.Predictions, b.Failed, b.Answered, b.Labelled, b.Correct, b.Corrections)
        && Pairs(a).SequenceEqual(Pairs(b))
        && Close(RegressionMetrics.MeanAbsoluteError(a.Regression), RegressionMetrics.MeanAbsoluteError(b.Regression))
        && Close(RegressionMetrics.RootMeanSquaredError(a.Regression), RegressionMetrics.RootMeanSquaredError(b.Regression))
        && Close(RegressionMetrics.MeanTruth(a.Regression), RegressionMetrics.MeanTruth(b.Regression));

    private static IEnumerable<(int, int, long)> Pairs(ArrivedTally tally) => (tally.Matrix?.Pairs ?? []).Where(p => p.Count != 0).Order();

    private static bool Close(Figure a, Figure b) =>
        a.Count == b.Count && (a.Value is null ? b.Value is null : Math.Abs(a.Value.Value - b.Value!.Value) <= 1e-6);

    private sealed record Event(string Id, bool IsPrediction, int Outcome, long At, long Received);
}
