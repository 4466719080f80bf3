using Dashboard.Components;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

/// <summary>What a tick makes each viewer pay, counted on the whole page as the server renders it.</summary>
public sealed class TickCostTests(ITestOutputHelper output) : UiTest
{
    private const int Ticks = 15;

    private SnapshotFeed _feed = null!;
    private SystemFeed _system = null!;
    private bool _isBusy;

    /// <summary>Rendered because they hold what moves, though nothing of their own does: the way from the page to its figures.</summary>
    private static readonly string[] PassingOn =
        ["TickBatch", "Following", "TileRow", "Guarded", "LateLabelsPanel", "Guarded", "LatencyPanel", "CascadingValue`1", "Guarded", "HostPanel", "Panel"];

    [Fact]
    public async Task A_tick_in_which_everything_moves_is_one_small_batch()
    {
        await using var page = await OpenAsync((key, number, asOf, _) => Busy(SampleSnapshots.Classification(key, number, asOf)));

        var batches = await TickAsync(page);

        var wire = PageBatch.Compressed(batches).ToList();
        output.WriteLine(string.Join('\n', batches.Zip(wire, (batch, bytes) =>
            $"{batch.Components.Count} components, {batch.Idle.Count()} of them for nothing, {batch.Edits} edits, {batch.Bytes.Length} bytes, {bytes} compressed")));
        Assert.Equal(Ticks, batches.Count);
        var usual = batches.MinBy(batch => batch.Components.Count)!; // Every fifth tick renders the tables, too.
        Assert.Equal(string.Join(' ', PassingOn.Order()), string.Join(' ', usual.Idle.Order()));
        Assert.InRange(usual.Components.Count, 15, 21);
        Assert.InRange(batches.Average(batch => batch.Components.Count), 15, 28);
        Assert.InRange(batches.Average(batch => batch.Edits), 90, 175);
        Assert.InRange(batches.Average(batch => batch.Bytes.Length), 3_000, 5_300);
        Assert.InRange(wire.Skip(1).Average(), 300, 700); // The first is written before anything is remembered.
    }

    [Fact]
    public async Task A_tick_in_which_nothing_moves_changes_nothing()
    {
        await using var page = await OpenAsync((key, number, asOf, _) => SampleSnapshots.Classification(key, number, SampleSnapshots.Now) with { AsOf = asOf }, isBusy: false);

        var batches = await TickAsync(page);

        Assert.Equal(Ticks, batches.Count);
        Assert.All(batches, batch => Assert.Equal(0, batch.Edits));
        Assert.All(batches, batch => Assert.InRange(batch.Components.Count, 1, 33));
    }

    private async Task<CountingRenderer> OpenAsync(BuildSnapshot build, bool isBusy = true)
    {
        _isBusy = isBusy;
        _feed = UseFeed(build);
        _system = new SystemFeed(new BusyMachine(Time), new SystemRollups(new WindowingOptions(), Time));
        Services.AddSingleton(_system);
        _system.TakeSample();
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1", "v2.2");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/models/fraud-scorer");
        var page = new CountingRenderer(Services);
        await page.RenderAsync<Routes>([]);
        await Eventually(() => Charts.Invocations["push"].Count == 1, "the first push");
        return page;
    }

    private async Task<IReadOnlyList<PageBatch>> TickAsync(CountingRenderer page)
    {
        page.Forget();
        for (var i = 1; i <= Ticks; i++)
        {
            var pushes = Charts.Invocations["push"].Count;
            Time.Advance(TimeSpan.FromSeconds(1));
            if (_isBusy)
            {
                Server.Current = Server.Current with { EventsPerSecond = 1_167 + i };
                _system.TakeSample();
            }

            _feed.Publish();
            await Eventually(() => Charts.Invocations["push"].Count > pushes, "the tick's push");
        }

        return [.. page.Batches.Where(batch => batch.Components.Any(component => component.Type == "TickBatch"))]; // What is read now and then comes beside them.
    }

    /// <summary>Nothing that moves stands still.</summary>
    private static Snapshot Busy(Snapshot s)
    {
        var t = (s.AsOf - SampleSnapshots.Now).TotalSeconds;
        Figure Moved(Figure f, double by) => f.Value is { } value
            ? new(value * (1 + (by * Math.Sin(t))), f.Count + (long)t * 37, f.Interval is { } i ? new(i.Low * (1 + (by * Math.Sin(t))), i.High * (1 + (by * Math.Sin(t)))) : null)
            : f;
        var accuracy = Moved(s.Classification!.Accuracy, 0.004);
        var total = s.Traffic.Predictions + ((long)t * 41);
        return s with
        {
            Traffic = new(total, s.Traffic.Failed + (long)t, Moved(s.Traffic.Throughput, 0.05), Moved(s.Traffic.ErrorRate, 0.05)),
            Latency = s.Latency with { Mean = Moved(s.Latency.Mean, 0.03), P95 = Moved(s.Latency.P95, 0.04), P99 = Moved(s.Latency.P99, 0.05) },
            Labels = s.Labels with
            {
                Labelled = accuracy.Count, Coverage = Moved(s.Labels.Coverage, 0.01), Corrections = s.Labels.Corrections + (long)t, LateArrivals = (long)t,
                ExpectedCoverage = new Figure(0.47 + (0.01 * Math.Sin(t)), 9_000), DelayP50Seconds = Figure.Of(240 + t, accuracy.Count), MatureUntil = s.AsOf.AddMinutes(-2),
            },
            Quality = new(
                Moved(new Figure(0.892, 7_800, new Interval(0.87, 0.912)), 0.01), "assumes labels of right and wrong answers are equally late", new Interval(0.381 + (t / 1_000), 0.97),
                Moved(new Figure(0.901, 19_000, new Interval(0.88, 0.92)), 0.01), "sampling error only"),
            Classification = s.Classification with { Accuracy = accuracy },
            Versions = [.. s.Versions.Select((v, i) => v with { Quality = Moved(v.Quality, 0.004), P95LatencyMs = Moved(v.P95LatencyMs, 0.02), Predictions = v.Predictions + (long)(i * t) })],
            CountWindows = s.CountWindows with { Last100LatencyMs = Moved(s.CountWindows.Last100LatencyMs, 0.05) },
        };
    }

    private sealed class BusyMachine(TimeProvider time) : ISystemReader
    {
        private int _read;

        public SystemReading Read()
        {
            var t = TimeSpan.FromSeconds(++_read);
            return new(
                time.GetUtcNow(), t, t * (1 + (0.2 * Math.Sin(_read))), t * 8, 8, 6_550_000_000 + (_read * 13_000_000L), 17_179_869_184, t * (0.3 + (0.02 * Math.Cos(_read))),
                222_000_000 + (_read * 1_000_000L), 84_000_000 + (_read * 1_500_000L), 42 + (_read % 3));
        }
    }
}
