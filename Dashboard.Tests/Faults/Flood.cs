using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace Dashboard.Tests.Faults;

/// <summary>Senders that care about nothing: they send as fast as they are answered. Every request has ids of its own.</summary>
internal sealed class Flood
{
    /// <summary>Predictions a request.</summary>
    public const int Events = 500;

    private const int TicketDigits = 8;
    private readonly HttpClient _http;
    private readonly byte[] _template;
    private readonly List<int> _tickets = [];
    private readonly ConcurrentQueue<TimeSpan> _refusals = new();
    private int _lastTicket;
    private int _acknowledged;

    public Flood(HttpClient http)
    {
        _http = http;
        var body = new StringBuilder();
        for (var i = 0; i < Events; i++)
        {
            _tickets.Add(body.Length + """{"id":" """.TrimEnd().Length);
            body.Append(CultureInfo.InvariantCulture, $$"""{"id":"{{new string('0', TicketDigits)}}-{{i}}","model":"flood","prediction":"yes","latency_ms":3.5}""").Append('\n');
        }

        _template = Encoding.ASCII.GetBytes(body.ToString());
    }

    public int Acknowledged => _acknowledged;

    public int Refused => _refusals.Count;

    /// <summary>Answers other than 202, 429 and 503.</summary>
    public ConcurrentDictionary<HttpStatusCode, int> OtherStatuses { get; } = new();

    /// <summary>The 99th percentile of how long a refusal took, as the sender saw it.</summary>
    public TimeSpan SlowRefusal => _refusals.Order().ElementAt(_refusals.Count * 99 / 100);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var started = TimeProvider.System.GetTimestamp();
            using var content = new ByteArrayContent(Body(Interlocked.Increment(ref _lastTicket)));
            content.Headers.ContentType = new("application/x-ndjson");
            using var answer = await _http.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content, CancellationToken.None);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                Interlocked.Increment(ref _acknowledged);
            }
            else if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null)
            {
                _refusals.Enqueue(TimeProvider.System.GetElapsedTime(started));
            }
            else
            {
                OtherStatuses.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            }
        }
    }

    private byte[] Body(int ticket)
    {
        var body = _template.AsSpan().ToArray();
        foreach (var position in _tickets)
        {
            ticket.TryFormat(body.AsSpan(position, TicketDigits), out _, "D8", CultureInfo.InvariantCulture);
        }

        return body;
    }
}
