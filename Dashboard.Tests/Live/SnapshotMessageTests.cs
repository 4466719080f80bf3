using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Dashboard.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Dashboard.Tests.Live.SnapshotFixtures;

namespace Dashboard.Tests.Live;

public sealed class SnapshotMessageTests
{
    private readonly Snapshot _first = Build(Key, 1, Start, null);

    /// <summary>What may happen between a server and a client.</summary>
    public enum Move
    {
        Tick,
        ManyTicks,
        Read,
        Leave,
        ComeAfterAPause,
        ComeAfterAllForgot,
    }

    [Fact]
    public void Figures_carry_sample_sizes_intervals_and_reasons()
    {
        var snapshot = _first with { Labels = _first.Labels with { Coverage = Figure.None("no predictions") } };

        var json = Parse(SnapshotMessage.WriteFigures(snapshot));

        var accuracy = json.GetProperty("accuracy");
        Assert.Equal(AccuracyAt(1), accuracy.GetProperty("value").GetDouble());
        Assert.Equal(12_000, accuracy.GetProperty("n").GetInt64());
        Assert.Equal(0.85, accuracy.GetProperty("low").GetDouble());
        Assert.Equal(JsonValueKind.Null, accuracy.GetProperty("undefined").ValueKind);
        Assert.Equal("no predictions", json.GetProperty("coverage").GetProperty("undefined").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("version").ValueKind);
        Assert.Equal(100, json.GetProperty("confusion_matrix").GetProperty("counts")[0][1].GetInt64());
    }

    [Fact]
    public void What_is_known_of_late_labels_is_sent_too()
    {
        var snapshot = _first with
        {
            Labels = _first.Labels with { ExpectedCoverage = Figure.Of(0.47, 900), MatureUntil = Start.AddHours(-2), LateArrivals = 5, MisleadsSoFar = true },
            Quality = new(new Figure(0.89, 700, new(0.87, 0.91)), "assumes much", new Interval(0.4, 0.97), Figure.None("no scores"), null),
        };

        var json = Parse(SnapshotMessage.WriteFigures(snapshot));

        Assert.Equal(0.47, json.GetProperty("expected_coverage").GetProperty("value").GetDouble());
        Assert.Equal(7_200, json.GetProperty("mature_after_seconds").GetDouble());
        Assert.Equal(5, json.GetProperty("late_arrivals").GetInt64());
        Assert.True(json.GetProperty("misleads_so_far").GetBoolean());
        Assert.Equal("not learned yet", json.GetProperty("wrong_is_later").GetProperty("undefined").GetString());
        Assert.Equal(0.87, json.GetProperty("quality_corrected").GetProperty("low").GetDouble());
        Assert.Equal("assumes much", json.GetProperty("quality_corrected_assumes").GetString());
        Assert.Equal([0.4, 0.97], new[] { "quality_worst_case", "quality_best_case" }.Select(name => json.GetProperty(name).GetDouble()));
        Assert.Equal("no scores", json.GetProperty("quality_estimated").GetProperty("undefined").GetString());
    }

    [Fact]
    public void Every_figure_sent_is_documented()
    {
        var documented = Repository.Read("docs/live-api.md");

        Assert.All(Parse(SnapshotMessage.WriteFigures(_first)).EnumerateObject(), field => Assert.Contains($"`{field.Name}`", documented, StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_names_only_what_changed()
    {
        var moved = _first with { Number = 2, Labels = _first.Labels with { Labelled = 12_001, Coverage = Figure.None("gone") } };

        var change = Parse(SnapshotMessage.WriteChange(2, SnapshotMessage.WriteFigures(_first), SnapshotMessage.WriteFigures(moved), [])!);

        Assert.Equal("[12001,null,0,\"gone\"]", change.GetProperty("values").GetRawText());
        Assert.Equal(4, change.GetProperty("changed").GetBytesFromBase64().Sum(b => int.PopCount(b)));
        Assert.False(change.GetProperty("reset").GetBoolean());
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"b":1}""")]
    [InlineData("""{"a":1}""", """{"a":[1]}""")]
    [InlineData("""{"a":[]}""", """{"a":[1]}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""")]
    [InlineData("""{"a":null}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":{}}""", """{"a":[]}""")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""")]
    public void Another_shape_is_no_change(string one, string other)
    {
        Assert.Null(Change(one, other));
        Assert.Null(Change(other, one));
        Assert.NotNull(Change(one, one));
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "[\"1\"]")]
    [InlineData("""{"a":true,"b":[null,"x"]}""", """{"a":false,"b":["x",null]}""", """[false,"x",null]""")]
    [InlineData("""{"a":"\"\u003c"}""", """{"a":"\""}""", """["\""]""")]
    public void A_leaf_may_become_any_other_leaf(string one, string other, string values) =>
        Assert.Equal(values, Parse(Change(one, other)!).GetProperty("values").GetRawText());

    [Fact]
    public void The_documented_example_is_applied_as_documented()
    {
        var examples = Repository.Read("docs/live-api.md").Split("```json").Skip(1).Select(block => JsonElement.Parse(block.Split("```")[0])).ToList();
        var view = new WatchedView();

        examples.ForEach(view.Take);

        Assert.Equal(2, examples.Count);
        Assert.Equal(1772366400013, view.Number);
        Assert.Equal("""{"value":0.9131,"n":18211,"low":0.909,"high":0.9172,"undefined":null}""", view.Figures["accuracy"]!.ToJsonString());
        Assert.Equal("2026-03-01T12:00:01.004Z", view.Figures["as_of"]!.GetValue<string>());
        Assert.Equal([420, 127], view.Points.Select(row => row![4]!.GetValue<int>()));
        Assert.Equal(SeriesRow.Columns, examples[0].GetProperty("columns").Deserialize<string[]>());
    }

    [Fact]
    public Task A_client_that_applies_messages_always_has_what_a_new_client_would_get() =>
        Gen.Select(Gen.Int, Gen.Enum<Move>().Array[1, 60]).SampleAsync((seed, moves) => FollowAsync(new GeneratedSnapshots(seed), moves), iter: 60);

    private static async Task FollowAsync(GeneratedSnapshots snapshots, Move[] moves)
    {
        var time = new FakeTimeProvider(Start);
        var options = new LiveOptions { HistoryFrames = 8 };
        var feed = new SnapshotFeed(snapshots.Build, options, time, NullLogger<SnapshotFeed>.Instance);
        var client = new FollowingClient(feed);
        foreach (var (index, move) in moves.Index())
        {
            var ticks = move switch { Move.Tick => 1, Move.ManyTicks => 1 + (index % 12), Move.ComeAfterAllForgot => 1, _ => 0 };
            if (move is Move.Leave or Move.ComeAfterAPause or Move.ComeAfterAllForgot)
            {
                client.Leave();
            }

            time.Advance(move switch { Move.ComeAfterAPause => options.Linger / 2, Move.ComeAfterAllForgot => 2 * options.Linger, _ => TimeSpan.Zero });
            for (var i = 0; i < ticks; i++)
            {
                time.Advance(options.Tick);
                feed.Publish();
            }

            await (move is Move.Read or Move.ComeAfterAPause or Move.ComeAfterAllForgot ? client.ReadAsync() : Task.CompletedTask);
        }

        await client.ReadAsync();
        Assert.Equal(0, feed.Failed);
    }

    private static byte[]? Change(string before, string now) =>
        SnapshotMessage.WriteChange(1, System.Text.Encoding.UTF8.GetBytes(before), System.Text.Encoding.UTF8.GetBytes(now), []);

    private static JsonElement Parse(ReadOnlyMemory<byte> json) => JsonElement.Parse(json.Span);

    /// <summary>Reads all there is at once, comes back with its last number, and compares each time it has caught up.</summary>
    private sealed class FollowingClient(SnapshotFeed feed)
    {
        private readonly WatchedView _view = new();
        private FeedSubscription? _subscription;
        private IAsyncEnumerator<ReadOnlyMemory<byte>>? _messages;
        private Task<bool>? _pending;

        public async Task ReadAsync()
        {
            _subscription ??= feed.Subscribe(Key, isProgram: true);
            _messages ??= _subscription.MessagesAsync(_view.Number, CancellationToken.None).GetAsyncEnumerator();
            while (_view.Number != _subscription.Latest!.Number)
            {
                _pending ??= _messages.MoveNextAsync().AsTask();
                Assert.True(await _pending.WaitAsync(TimeSpan.FromSeconds(10)));
                _view.Take(Parse(_messages.Current));
                _pending = null;
            }

            var whole = new WatchedView();
            whole.Take(Parse(SnapshotMessage.WriteFull(_subscription.Latest!.Snapshot)));
            Assert.Equal(whole.Number, _view.Number);
            Assert.True(JsonNode.DeepEquals(whole.Figures, _view.Figures), $"{whole.Figures.ToJsonString()}\n{_view.Figures.ToJsonString()}");
            Assert.True(JsonNode.DeepEquals(whole.Points, _view.Points), $"{whole.Points.ToJsonString()}\n{_view.Points.ToJsonString()}");
        }

        public void Leave()
        {
            _subscription?.Dispose();
            (_subscription, _messages, _pending) = (null, null, null);
        }
    }

    /// <summary>Snapshots with all that may change from one to the next, often little and now and then much.</summary>
    private sealed class GeneratedSnapshots(int seed)
    {
        private readonly Random _random = new(seed);
        private OutcomeKind _kind = OutcomeKind.Text;

        public Snapshot Build(SnapshotKey key, long number, DateTimeOffset asOf, Snapshot? previous)
        {
            var snapshot = SnapshotFixtures.Build(key, number, asOf, previous);
            var before = previous ?? snapshot;
            _kind = Happens(0.03) ? (OutcomeKind)_random.Next(1, 4) : _kind;
            return snapshot with
            {
                OutcomeKind = _kind,
                Traffic = Happens(0.5) ? before.Traffic : snapshot.Traffic with { Throughput = AnyFigure(), Predictions = _random.Next(100) },
                Latency = Happens(0.5) ? before.Latency : snapshot.Latency with { P99 = AnyFigure(), Histogram = AnyBars(before.Latency.Histogram) },
                Labels = Happens(0.5) ? before.Labels : snapshot.Labels with { Coverage = AnyFigure(), ExpectedCoverage = AnyFigure(), MatureUntil = Happens(0.3) ? null : asOf },
                Quality = Happens(0.5) ? before.Quality : new(AnyFigure(), Happens(0.3) ? "assumes" : null, Happens(0.5) ? null : new(0.1, 0.9), AnyFigure(), null),
                Classification = Happens(0.05) ? null : new(AnyFigure(), AnyFigure(), Happens(0.05) ? ConfusionMatrix.Empty : snapshot.Classification!.Matrix),
                Versions = Happens(0.9) ? before.Versions : [.. snapshot.Versions.Take(_random.Next(3))],
                Series = AnySeries(snapshot.Series),
                LastPrediction = Happens(0.1) ? null : asOf,
            };
        }

        private bool Happens(double probability) => _random.NextDouble() < probability;

        private Figure AnyFigure() => _random.Next(4) switch
        {
            0 => Figure.None(Happens(0.5) ? "no \"labels\" yet" : "too few"),
            1 => Figure.Of(_random.NextDouble() * 1e6, _random.Next(3)),
            2 => Figure.Of(_random.Next(3), _random.Next(100), new Interval(_random.NextDouble(), double.NaN)),
            _ => Figure.Of(0.5, 10, new Interval(0.25, 0.75)),
        };

        private IReadOnlyList<HistogramBar> AnyBars(IReadOnlyList<HistogramBar> before) =>
            Happens(0.1) ? [.. before.Take(_random.Next(5))] : [.. before.Select(bar => bar with { Count = bar.Count + _random.Next(2) })];

        /// <summary>Past points are revised, sometimes nearly all of them.</summary>
        private Series AnySeries(Series series)
        {
            var share = Happens(0.3) ? 0.5 : 0.01;
            var points = series.Points.Select(p => Happens(share) ? p with { Quality = Happens(0.1) ? null : _random.NextDouble(), Revision = p.Revision + 1 } : p);
            return series with { Points = Happens(0.02) ? [] : [.. points] };
        }
    }
}
