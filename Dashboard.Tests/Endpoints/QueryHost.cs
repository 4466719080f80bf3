using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Core.Exchange;
using Dashboard.Tests.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Endpoints;

/// <summary>The real application with a clock that can be put forward, and JSON in and out of it.</summary>
public sealed class QueryHost : IAsyncLifetime
{
    private readonly EventHost _host;

    public QueryHost() => _host = new EventHost
    {
        Configure = builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Workers.Learning))); // Tests say when.
            builder.Services.AddSingleton(new ExportOptions { MaxExactRows = 5_000 });
        },
    };

    internal MovedClock Clock { get; } = new();

    internal EventHost Events => _host;

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    internal async Task SendAsync(IEnumerable<object> events)
    {
        foreach (var batch in events.Chunk(5_000))
        {
            using var answer = await _host.Http.PostAsJsonAsync("/api/v1/events", batch, TestContext.Current.CancellationToken);
            var reply = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            Assert.Equal("[]", reply.GetProperty("rejected").ToString());
        }
    }

    /// <summary>A golden table as predictions ten minutes old, one part of it labelled later, each in its own event.</summary>
    /// <param name="segmentOf">Value of the dimension "part" of a row.</param>
    internal async Task SendGoldenAsync(Golden golden, string model, bool isRegression, Func<int, string>? segmentOf = null)
    {
        var (rows, start) = (golden.Rows(), Clock.GetUtcNow().AddMinutes(-10));
        await SendAsync(rows.Select((row, i) => (object)new
        {
            id = $"{i}", model, version = i % 2 == 0 ? "1" : "2", timestamp = start.AddMilliseconds(50 * i), prediction = Value(row["y_pred"]),
            score = row.TryGetValue("score", out var score) ? Golden.Number(score) : (double?)null, latency_ms = 1 + (i % 7),
            scores = row.ContainsKey("p_a") ? "abcde".ToDictionary(c => $"{c}", c => Golden.Number(row[$"p_{c}"])) : null,
            segments = new { part = segmentOf?.Invoke(i) ?? "all" },
        }));
        await SendAsync(rows.Select((row, i) => (object)new { type = "ground_truth", id = $"{i}", model, ground_truth = Value(row["y_true"]) }));

        object Value(string text) => isRegression ? Golden.Number(text) : text;
    }

    internal async Task<JsonElement> GetAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await _host.Http.GetAsync("/api/v1/" + path, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{path}: {(int)answer.StatusCode} {text}");
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        return JsonDocument.Parse(text).RootElement;
    }

    internal static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>The system's clock, put forward or stopped.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _ahead;
    private long _stoppedAt; // UTC ticks; 0 while it runs.

    public override DateTimeOffset GetUtcNow()
    {
        var stopped = Interlocked.Read(ref _stoppedAt);
        return (stopped == 0 ? base.GetUtcNow() : new DateTimeOffset(stopped, TimeSpan.Zero)) + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
    }

    public void Stop() => Interlocked.Exchange(ref _stoppedAt, base.GetUtcNow().UtcTicks);

    public void Run() => Interlocked.Exchange(ref _stoppedAt, 0);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
