using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Benchmarks.Load;

/// <summary>
/// A page without a browser: fetches the HTML, starts its components over a real circuit as blazor.web.js does, and answers
/// every render batch and every call into JavaScript. The WebSocket is compressed, as browsers have it.
/// </summary>
internal sealed partial class CircuitViewer : IAsyncDisposable
{
    private const int JsObjectReference = 1; // JSCallResultType of Microsoft.JSInterop.

    private readonly CountedConnection _connection = new();
    private readonly BlazorPack _protocol = new();
    private readonly HubConnection _circuit;
    private readonly Lock _gate = new();
    private long _pushes;
    private long _batches;
    private BatchContent _content; // Guarded by _gate.

    private CircuitViewer(Uri page, CookieContainer cookies)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(page, "/_blazor"), options =>
        {
            options.Cookies = cookies;
            options.Transports = HttpTransportType.WebSockets;
            options.WebSocketFactory = async (context, cancel) => await _connection.ConnectAsync(context.Uri, cookies, cancel);
        });
        builder.Services.AddSingleton<IHubProtocol>(_protocol);
        _circuit = builder.Build();
        _circuit.On<int, byte[]>("JS.RenderBatch", (batch, content) =>
        {
            Interlocked.Increment(ref _batches);
            lock (_gate)
            {
                _content += BatchContent.Of(content);
            }

            return _circuit.SendAsync("OnRenderCompleted", (long)batch, null);
        });
        _circuit.On<long, string, string, int, long, int>("JS.BeginInvokeJS", (call, name, _, resultType, _, _) => AnswerAsync(call, name, resultType));
        _circuit.On<string>("JS.Error", error => Console.Error.WriteLine($"circuit: {error}"));
    }

    /// <summary>Bytes received on the socket, compressed.</summary>
    public long WireBytes => _connection.Received;

    /// <summary>Bytes of messages received, as the server wrote them before compression.</summary>
    public long Bytes => _protocol.Received;

    /// <summary>Ticks whose charts were sent.</summary>
    public long Pushes => Interlocked.Read(ref _pushes);

    /// <summary>Batches of changes to the page.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>What all of them held together.</summary>
    public BatchContent Content
    {
        get { lock (_gate) { return _content; } }
    }

    /// <summary>Opens the page and returns when its circuit runs.</summary>
    public static async Task<CircuitViewer> OpenAsync(Uri page)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies };
        using var http = new HttpClient(handler);
        var html = await http.GetStringAsync(page);
        var viewer = new CircuitViewer(page, cookies);
        await viewer.StartAsync(page, html);
        return viewer;
    }

    public ValueTask DisposeAsync() => _circuit.DisposeAsync();

    private async Task StartAsync(Uri page, string html)
    {
        await _circuit.StartAsync();
        var root = new Uri(page, "/").ToString();
        var id = await _circuit.InvokeAsync<string?>("StartCircuit", root, page.ToString(), "[]", State().Match(html).Groups[1].Value);
        if (id is null)
        {
            throw new IOException("the server started no circuit");
        }

        var markers = Markers().Matches(html).Select(match => JsonElement.Parse(match.Groups[1].Value)).Where(marker => marker.TryGetProperty("descriptor", out _));
        var operations = markers.Select((marker, index) => new { type = "add", ssrComponentId = index + 1, marker });
        await _circuit.SendAsync("UpdateRootComponents", JsonSerializer.Serialize(new { batchId = 1, operations }), "");
    }

    private Task AnswerAsync(long call, string name, int resultType)
    {
        if (name == "push")
        {
            Interlocked.Increment(ref _pushes);
        }

        var result = resultType == JsObjectReference ? """{"__jsObjectId":1}""" : "null";
        return call == 0 ? Task.CompletedTask : _circuit.SendAsync("EndInvokeJSFromDotNet", call, true, $"[{call},true,{result}]");
    }

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
