using System.Diagnostics.Metrics;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>
/// The server's own counts as instruments of the meter "Dashboard", for dotnet-counters and OpenTelemetry. They read what
/// the rooms count anyway, when somebody listens. A hosted service only so that they exist from the start.
/// </summary>
internal sealed class SelfMetrics : IHostedService
{
    public const string MeterName = "Dashboard";

    public SelfMetrics(IMeterFactory meters, EventWriter writer, Projection projection, SnapshotFeed feed)
    {
        var meter = meters.Create(MeterName);
        AddEvents(meter, writer);
        meter.CreateObservableGauge("dashboard.predictions.open", () => projection.Status.OpenPredictions, "{prediction}", "Predictions that can still be joined.");
        meter.CreateObservableGauge("dashboard.ground_truths.parked", () => projection.Status.ParkedTruths, "{ground_truth}", "Waiting for their prediction.");
        meter.CreateObservableGauge("dashboard.live.viewers", () => feed.Viewers, "{viewer}", "Open pages and streams.");
        meter.CreateObservableGauge("dashboard.live.keys", () => feed.WatchedKeys, "{key}", "Views kept up to date or remembered.");
        meter.CreateObservableCounter("dashboard.live.snapshots", () => feed.Built, "{snapshot}", "Snapshots built.");
        meter.CreateObservableCounter("dashboard.live.frames.dropped", () => feed.Dropped, "{frame}", "Frames a slow viewer never read.");
        meter.CreateObservableCounter("dashboard.live.builds.failed", () => feed.Failed, "{snapshot}", "Snapshots that could not be built.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>received = accepted + duplicates + rejected, over restarts.</summary>
    private static void AddEvents(Meter meter, EventWriter writer)
    {
        meter.CreateObservableCounter("dashboard.events.received", () => writer.Ledger.Received, "{event}");
        meter.CreateObservableCounter("dashboard.events.accepted", () => writer.Ledger.Accepted, "{event}");
        meter.CreateObservableCounter("dashboard.events.duplicates", () => writer.Ledger.Duplicates, "{event}");
        meter.CreateObservableCounter("dashboard.events.rejected", () => Rejected(writer), "{event}", "By code.");
        meter.CreateObservableCounter("dashboard.events.refused", () => writer.RefusedEvents, "{event}", "Because the queue was full; never received.");
        meter.CreateObservableGauge("dashboard.events.queued", () => writer.QueuedEvents, "{event}");
    }

    private static IEnumerable<Measurement<long>> Rejected(EventWriter writer) =>
        writer.Ledger.Rejected.Select(r => new Measurement<long>(r.Value, new KeyValuePair<string, object?>("code", r.Key)));
}
