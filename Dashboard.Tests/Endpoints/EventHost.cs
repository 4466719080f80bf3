using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Storage.Memory;
using Dashboard.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Endpoints;

/// <summary>The real application on a real socket, with storage in memory.</summary>
public sealed class EventHost : IAsyncLifetime
{
    private DashboardApp? _app;

    internal HttpClient Http { get; } = new();

    internal ModelCatalog Catalog => App.Services.GetRequiredService<ModelCatalog>();

    internal IServiceProvider Services => App.Services;

    /// <summary>Last word over the application, before it starts.</summary>
    internal Action<WebApplicationBuilder>? Configure { get; init; }

    private DashboardApp App => _app ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
    {
        _app = DashboardApp.Create(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"], builder =>
        {
            builder.Services.AddSingleton<IStorageEngine, MemoryStorageEngine>();
            Configure?.Invoke(builder);
        });
        await _app.StartAsync();
        Http.BaseAddress = _app.Address;
        var writer = _app.Services.GetRequiredService<EventWriter>();
        await Eventually.HoldsAsync("the writer is ready", () => writer.State.Phase == WriterPhase.Ready, TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }

    internal Task<EventAnswer> PostAsync(string body, string? contentType = "application/json") => PostAsync(Encoding.UTF8.GetBytes(body), contentType);

    internal async Task<EventAnswer> PostAsync(byte[] body, string? contentType = "application/json", string? encoding = null, string? prefer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/events") { Content = new ByteArrayContent(body) };
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (encoding is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new EventAnswer((int)response.StatusCode, response.Content.Headers.ContentType, response.Headers, text);
    }

    /// <summary>Writes bytes to a fresh connection and reads what comes until it closes or a whole answer is there.</summary>
    internal async Task<string> SendRawAsync(string request, bool half = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(App.Address.Host, App.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server may answer and close before it has read everything.
        }

        if (half)
        {
            return "";
        }

        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A reset after the answer is a close.
        }

        return answer.ToString();
    }
}

/// <summary>One answer of the event endpoint.</summary>
internal sealed record EventAnswer(int Status, MediaTypeHeaderValue? ContentType, HttpResponseHeaders Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;
}
