using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Storage;
using Dashboard.Endpoints;
using Dashboard.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Endpoints;

public sealed class StatusTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_account_of_events_adds_up()
    {
        await app.ReadyAsync();
        object[] events =
        [
            new { id = "a", model = "m", prediction = "x" },
            new { id = "a", model = "m", prediction = "x" },
            new { id = "b", model = "m", prediction = "x", latency_ms = -1 },
        ];
        using var posted = await app.Http.PostAsJsonAsync("/api/v1/events", events, Cancel);

        var status = await app.Http.GetFromJsonAsync<JsonElement>("/api/v1/status", Cancel);
        var account = status.GetProperty("events");

        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        Assert.Equal(1, account.GetProperty("accepted").GetInt64());
        Assert.Equal(1, account.GetProperty("duplicates").GetInt64());
        Assert.Equal(1, account.GetProperty("rejected").GetProperty("number_range").GetInt64());
        Assert.Equal(3, account.GetProperty("received").GetInt64());
        Assert.Equal("ready", status.GetProperty("readiness").GetProperty("status").GetString());
        Assert.Equal(1, status.GetProperty("projection").GetProperty("open_predictions").GetInt64());
    }

    [Theory]
    [InlineData("/api/v1/status?verbose=1")]
    [InlineData("/api/v1/models?limit=-1")]
    public async Task Unknown_parameters_are_refused(string path)
    {
        using var answer = await app.Http.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_api_description_has_a_title_and_knows_the_endpoints()
    {
        var description = await app.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancel);

        Assert.Equal("Dashboard", description.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal("1", description.GetProperty("info").GetProperty("version").GetString());
        var paths = description.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/v1/events", paths);
        Assert.Contains("/api/v1/status", paths);
        Assert.True(description.GetProperty("components").GetProperty("schemas").TryGetProperty("ProblemDetails", out _));
    }

    [Fact]
    public async Task Alive_but_not_ready_while_storage_opens()
    {
        var engine = new NeverOpens();
        await using var starting = await AppFixture.StartAsync(configure: builder => builder.Services.AddSingleton<IStorageEngine>(engine));

        using var ready = await starting.Http.GetAsync("/readyz", Cancel);
        using var alive = await starting.Http.GetAsync("/healthz", Cancel);
        var answer = await ready.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("restoring", answer.GetProperty("status").GetString());
        Assert.Equal(0, answer.GetProperty("progress").GetDouble());
    }

    [Theory]
    [InlineData("storage_low", "suspended")]
    public void A_suspended_server_says_why(string code, string status)
    {
        var answer = ReadinessAnswer.Of(WriterState.Suspended(code, "the disk is nearly full"));

        Assert.Equal(new ReadinessAnswer(status, code, 1), answer);
    }

    /// <summary>Storage that is being opened until the server stops.</summary>
    private sealed class NeverOpens : IStorageEngine
    {
        public async ValueTask<IStorage> OpenAsync(CancellationToken cancel)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancel);
            throw new InvalidOperationException("unreachable");
        }

        public long? FreeBytes() => null;
    }
}
