using System.Text;
using System.Text.Json;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Xunit;
using static Dashboard.Tests.Live.SnapshotFixtures;

namespace Dashboard.Tests.Live;

public sealed class ChartDeltaTests
{
    private readonly Snapshot _first = Build(Key, 1, Start, null);
    private readonly Snapshot _second;

    public ChartDeltaTests() => _second = Build(Key, 2, Start.AddSeconds(1), _first);

    [Fact]
    public void The_whole_view_holds_every_point_and_bar()
    {
        var json = Parse(ChartDelta.WriteFull(_first));

        Assert.True(json.GetProperty("reset").GetBoolean());
        Assert.Equal(10_000, json.GetProperty("step").GetInt64());
        Assert.Equal(_first.Series.Points[0].Time.ToUnixTimeMilliseconds(), json.GetProperty("drop").GetInt64());
        var points = json.GetProperty("points");
        Assert.All(["t", "q", "lo", "hi", "n", "p", "err", "lat", "p95"], c => Assert.Equal(300, points.GetProperty(c).GetArrayLength()));
        Assert.Equal((0, 299 * 10_000), (points.GetProperty("t")[0].GetInt64(), points.GetProperty("t")[299].GetInt64()));
        Assert.Equal(0.91235, points.GetProperty("q")[0].GetDouble());
        Assert.Equal(42.988, points.GetProperty("lat")[0].GetDouble());
        Assert.Equal(51, json.GetProperty("hist").GetProperty("edges").GetArrayLength());
        Assert.Equal(50, json.GetProperty("hist").GetProperty("n").GetArrayLength());
    }

    [Fact]
    public void A_typical_tick_stays_below_1_kB()
    {
        var delta = Delta(_first, _second);

        var json = Parse(delta);
        Assert.False(json.GetProperty("reset").GetBoolean());
        Assert.Equal(1, json.GetProperty("points").GetProperty("t").GetArrayLength());
        Assert.False(json.GetProperty("hist").TryGetProperty("edges", out _));
        Assert.InRange(delta.Length, 1, 1_000);
    }

    [Fact]
    public void A_tick_with_maturity_and_an_outlook_stays_below_1_kB_too()
    {
        var points = Enumerable.Range(0, OutlookTurns.PerTick)
            .Select(i => new OutlookPoint(Start.AddMinutes(i), 0.912345678, 0.898765432, 0.923456789, 12_345, 0.934567891, 11_234, Start));
        var withOutlook = _second with
        {
            Labels = _second.Labels with { MatureUntil = Start.AddMinutes(-2) }, Outlook = new Outlook(TimeSpan.FromMinutes(1), [.. points]),
        };

        var delta = Delta(_first, withOutlook);

        var json = Parse(delta);
        Assert.Equal(Start.AddMinutes(-2).ToUnixTimeMilliseconds(), json.GetProperty("maturing").GetInt64());
        Assert.Equal(0.91235, json.GetProperty("outlook").GetProperty("e")[0].GetDouble());
        Assert.Equal(0.93457, json.GetProperty("outlook").GetProperty("b")[2].GetDouble());
        Assert.InRange(delta.Length, 1, 1_000);
    }

    [Fact]
    public void Without_history_a_tick_says_nothing_of_it()
    {
        var json = Parse(Delta(_first, _second));

        Assert.False(json.TryGetProperty("maturing", out _));
        Assert.False(json.TryGetProperty("outlook", out _));
    }

    [Fact]
    public void An_unchanged_histogram_is_left_out()
    {
        var json = Parse(Delta(_first, _second with { Latency = _first.Latency }));

        Assert.False(json.TryGetProperty("hist", out _));
    }

    [Fact]
    public void New_edges_are_sent()
    {
        var moved = _second with { Latency = _second.Latency with { Histogram = [new(0, 5, 1), new(5, 10, 2)] } };

        var edges = Parse(Delta(_first, moved)).GetProperty("hist").GetProperty("edges");

        Assert.Equal([0, 5, 10], edges.EnumerateArray().Select(e => e.GetDouble()));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Numbers_that_are_not_finite_leave_as_null(double poison)
    {
        var point = new SeriesPoint(Start, poison, poison, poison, 1, 1, 0, poison, poison, 1);
        var poisoned = _first with
        {
            Latency = _first.Latency with { Mean = new Figure(poison, 1), Histogram = [new(poison, poison, 1)] },
            Traffic = _first.Traffic with { Throughput = new Figure(poison, 1, new Interval(poison, poison)) },
            Series = _first.Series with { Points = [point] },
        };

        var delta = Parse(ChartDelta.WriteFull(poisoned));
        var message = Parse(SnapshotMessage.WriteFull(poisoned));

        Assert.Equal(JsonValueKind.Null, delta.GetProperty("points").GetProperty("q")[0].ValueKind);
        Assert.Equal(JsonValueKind.Null, delta.GetProperty("hist").GetProperty("mean").ValueKind);
        Assert.Equal(JsonValueKind.Null, message.GetProperty("figures").GetProperty("throughput_per_second").GetProperty("value").ValueKind);
        Assert.Equal(JsonValueKind.Null, message.GetProperty("points")[0][1].ValueKind);
    }

    [Fact]
    public void The_serializers_guard_does_the_same()
    {
        var options = new JsonSerializerOptions();
        options.AddFiniteGuard();

        Assert.Equal("[1.5,null,null]", JsonSerializer.Serialize(new[] { 1.5, double.NaN, double.PositiveInfinity }, options));
    }

    [Fact]
    public void Points_count_as_changed_when_new_or_revised()
    {
        static SeriesPoint At(int second, long revision) => new(Start.AddSeconds(second), 1, 1, 1, 1, 1, 0, 1, 1, revision);

        var changed = ChartDelta.ChangedPoints([At(0, 1), At(10, 1), At(20, 1)], [At(10, 1), At(20, 2), At(30, 1)]);

        Assert.Equal([At(20, 2), At(30, 1)], changed);
    }

    private static byte[] Delta(Snapshot before, Snapshot now) =>
        ChartDelta.Write(now, ChartDelta.ChangedPoints(before.Series.Points, now.Series.Points), (false, [.. now.Outlook.Points.TakeLast(OutlookTurns.PerTick)]), before.Latency, reset: false);

    private static JsonElement Parse(byte[] json) => JsonDocument.Parse(Encoding.UTF8.GetString(json)).RootElement;
}
