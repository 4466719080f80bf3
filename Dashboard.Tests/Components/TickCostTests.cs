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
    private const int Ticks = 12;

    [Fact]
    public async Task A_busy_tick_is_one_batch()
    {
        await using var page = await OpenAsync((key, number, asOf, _) => Busy(SampleSnapshots.Classification(key, number, asOf)));
        var batches = await TickAsync(page);

        foreach (var batch in batches)
        {
            output.WriteLine($"{batch.Components.Count} components ({batch.Idle.Count()} idle), {batch.Edits} edits, {batch.Bytes.Length} bytes");
        }

        output.WriteLine($"deflated {PageBatch.CompressedLast(batches)}");
        foreach (var component in batches[^1].Components)
        {
            output.WriteLine($"{component.Type}: {string.Join(' ', component.Edits)}");
        }

        output.WriteLine(string.Concat(System.Text.Encoding.UTF8.GetString(batches[^1].Bytes).Select(c => char.IsControl(c) ? '.' : c)));
        Assert.Equal(Ticks, batches.Count);
    }

    private SnapshotFeed _feed = null!;
    private SystemFeed _system = null!;

    private async Task<CountingRenderer> OpenAsync(BuildSnapshot build)
    {
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
        for (var i = 0; i < Ticks; i++)
        {
            var pushes = Charts.Invocations["push"].Count;
            Time.Advance(TimeSpan.FromSeconds(1));
            Server.Current = Server.Current with { EventsPerSecond = 1_167 + i };
            _system.TakeSample();
            _feed.Publish();
            await Eventually(() => Charts.Invocations["push"].Count > pushes, "the tick's push");
        }

        return page.Batches;
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
