using System.Net;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Endpoints;

namespace Dashboard.Demo;

/// <summary>
/// Sends the demo's story to the application's own ingest endpoint, like any other client: the past as fast as it is
/// accepted, then the present as it happens.
/// </summary>
internal sealed class DemoStream(DemoOptions options, DemoAddress address, EventWriter writer, Projection projection, TimeProvider time)
{
    private const int EventsPerRequest = 2_000;

    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReadyPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(1);

    /// <summary>Runs until cancelled; a request under way is finished first, so that nothing arrives after the end.</summary>
    /// <exception cref="HttpRequestException">The endpoint refuses the events for good.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (writer.State.Phase != WriterPhase.Ready)
        {
            await Task.Delay(ReadyPause, time, stop);
        }

        using var http = new HttpClient { BaseAddress = address.Loopback() };
        var cursor = StartOfStory();
        var story = new DemoStory(options, cursor, time.GetUtcNow());
        var events = new List<DemoEvent>(EventsPerRequest); // Sent and cleared when it has EventsPerRequest.
        while (!stop.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            cursor = Later(cursor, now - options.History); // After a long refusal the gap is left out.
            var next = Earlier(cursor + LongestStep, now);
            story.Tell(cursor, next, events);
            cursor = next;
            if (events.Count >= EventsPerRequest || (next == now && events.Count > 0))
            {
                await SendAsync(http, events, stop);
                events.Clear();
            }

            if (next == now)
            {
                await Task.Delay(options.Tick, time, stop);
            }
        }
    }

    /// <summary>Goes on after the demo data that are there already.</summary>
    private DateTimeOffset StartOfStory()
    {
        var now = time.GetUtcNow();
        var key = new SnapshotKey(DemoModels.Fraud, null, TimeRange.Last(options.History));
        var last = projection.Build(key, 1, now, null).LastPrediction;
        return Later(last ?? DateTimeOffset.MinValue, now - options.History);
    }

    private async Task SendAsync(HttpClient http, List<DemoEvent> events, CancellationToken stop)
    {
        while (true)
        {
            // Not cancelled: after StopAsync nothing may still be on its way. A repeated request is answered as duplicates.
            using var answer = await http.PostAsJsonAsync(EventEndpoints.Path, events, DemoEvent.Json, CancellationToken.None);
            if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                answer.EnsureSuccessStatusCode();
                return;
            }

            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? DefaultRetry, time, stop);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
