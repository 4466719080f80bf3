using System.Net;
using System.Text.Json;

namespace Dashboard.Tests.Faults;

/// <summary>
/// A client that sends its batches in order and repeats one until it is acknowledged, as a careful producer does. It lives
/// longer than the server.
/// </summary>
internal sealed class LoadSender(int sender)
{
    private LoadBatch? _pending;

    /// <summary>Batches answered with 202.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Every id this sender got an acknowledgement for.</summary>
    public IEnumerable<string> AcknowledgedIds => AcknowledgedBatches.SelectMany(batch => batch.Ids);

    /// <summary>Every id whose ground truth was taken back.</summary>
    public IEnumerable<string> RetractedIds => AcknowledgedBatches.Select(batch => batch.RetractedId).OfType<string>();

    /// <summary>Events the server must have accepted: predictions, truths that were events of their own, and retractions.</summary>
    public long AcknowledgedEvents =>
        AcknowledgedBatches.Sum(batch => LoadBatch.Predictions + batch.GroundTruths + (batch.RetractedId is null ? 0 : 1));

    private IEnumerable<LoadBatch> AcknowledgedBatches => Enumerable.Range(0, Acknowledged).Select(number => new LoadBatch(sender, number, default));

    /// <summary>Sends until the server is gone or <paramref name="stop"/>; refusals are waited out.</summary>
    public async Task RunAsync(HttpClient http, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await SendAsync(http);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            // Killed or stopped: the batch stays pending, for nobody knows whether it was stored.
        }
    }

    /// <summary>Sends what is pending, if anything is, until it is acknowledged.</summary>
    public async Task SettleAsync(HttpClient http)
    {
        while (_pending is not null)
        {
            await SendAsync(http);
        }
    }

    private async Task SendAsync(HttpClient http)
    {
        _pending ??= new LoadBatch(sender, Acknowledged, TimeProvider.System.GetUtcNow());
        using var content = _pending.ToContent();
        using var answer = await http.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content);
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            RequireOnlyTheBadEventRefused(await answer.Content.ReadAsStringAsync());
            Acknowledged++;
            _pending = null;
        }
        else if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
        {
            throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static void RequireOnlyTheBadEventRefused(string reply)
    {
        var rejected = JsonDocument.Parse(reply).RootElement.GetProperty("rejected");
        if (rejected.GetArrayLength() != 1)
        {
            throw new InvalidOperationException($"more was refused than expected: {reply}");
        }
    }
}
