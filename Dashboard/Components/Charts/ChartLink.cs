using System.Collections.Concurrent;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.JSInterop;

namespace Dashboard.Components.Charts;

/// <summary>
/// This circuit's way to the charts in its browser: one module, one call per tick. Every call is tied to the connection and
/// capped, because a call lost with its connection never returns by itself.
/// </summary>
public sealed class ChartLink : IAsyncDisposable
{
    /// <summary>Relative to the page's base.</summary>
    public const string ModulePath = "./js/charts.js";

    /// <summary>A browser that takes longer is taken for gone.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, string> _attached = new(StringComparer.Ordinal); // Role to id; one per chart of the page.
    private readonly BrowserModule _module;
    private readonly CircuitConnection _connection;
    private readonly TimeProvider _time;
    private DotNetObjectReference<ChartLink>? _self;

    public ChartLink(IJSRuntime js, CircuitConnection connection, TimeProvider time) =>
        (_module, _connection, _time) = (new BrowserModule(js, ModulePath, ReportAsync), connection, time);

    /// <summary>Null until the page has a model.</summary>
    public ChartSubject? Subject { get; set; }

    /// <summary>A span was dragged over in a chart of time; null when the zoom was taken back by a double click.</summary>
    public event Action<TimeRange?>? Zoomed;

    /// <summary>Called by charts.js.</summary>
    /// <param name="from">Unix milliseconds; null with <paramref name="to"/>.</param>
    [JSInvokable]
    public void Zoom(long? from, long? to)
    {
        if (from is not { } start || to is not { } end)
        {
            Zoomed?.Invoke(null);
        }
        else if (start < end && start >= 0 && end <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            Zoomed?.Invoke(RangeChoice.Between(DateTimeOffset.FromUnixTimeMilliseconds(start), DateTimeOffset.FromUnixTimeMilliseconds(end)));
        }
    }

    /// <summary>Sends one delta. False when it may not have arrived: the next push must be a reset.</summary>
    /// <param name="utf8Json">Shared between all circuits of the key; neither copied nor changed.</param>
    public Task<bool> PushAsync(ReadOnlyMemory<byte> utf8Json, CancellationToken cancel) =>
        TryAsync("push", cancel, new WrittenJson(utf8Json));

    /// <summary>Gives a chart lines that were read apart from the ticks. False when they may not have arrived.</summary>
    public Task<bool> ShowAsync(string role, ReadOnlyMemory<byte> utf8Json) => TryAsync("show", CancellationToken.None, role, new WrittenJson(utf8Json));

    /// <summary>Tells the module that Plotly has drawn a chart. Until then its ticks only gather.</summary>
    public async Task AttachAsync(string role, string id, double? scale)
    {
        _attached[role] = id;
        if (!await TryAsync("attach", CancellationToken.None, role, id, scale))
        {
            await _connection.WaitUpAsync(CancellationToken.None); // Lost with its connection: nothing else would draw this chart.
            await TryAsync("attach", CancellationToken.None, role, id, scale);
        }
    }

    /// <summary>What a chart shows that does not follow the ticks.</summary>
    /// <param name="data">Null: all but the mark stays as it is.</param>
    public Task ShowAsync(string role, ChartData? data, ChartTrace? mark) => TryAsync("show", CancellationToken.None, role, data, mark);

    /// <summary>What is shown of the same data has changed: no need to wait for the next tick.</summary>
    public Task RedrawAsync() => TryAsync("redraw", CancellationToken.None);

    /// <summary>Has the browser keep a chart as it is drawn. False when there is none.</summary>
    public Task<bool> SavePictureAsync(string role, ChartCaption caption, string fileName) =>
        TryAsync("savePicture", CancellationToken.None, role, caption, fileName);

    /// <summary>Has the browser keep a file.</summary>
    /// <param name="content">Read from where it stands; stays open.</param>
    public async Task<bool> SaveFileAsync(string fileName, Stream content)
    {
        using var stream = new DotNetStreamReference(content, leaveOpen: true);
        return await TryAsync("saveFile", CancellationToken.None, fileName, stream);
    }

    /// <summary>The chart is gone. Silent when nothing was ever drawn, as while prerendering.</summary>
    public async ValueTask DetachAsync(string role, string id)
    {
        if (_module.IsAsked && _attached.TryRemove(new KeyValuePair<string, string>(role, id)))
        {
            await TryAsync("detach", CancellationToken.None, role, id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The page goes before its charts do: it lets go of them, and what they still ask for finds nothing to ask.
        foreach (var (role, id) in _attached)
        {
            await TryAsync("detach", CancellationToken.None, role, id);
        }

        await _module.DisposeAsync();
        _self?.Dispose();
    }

    private async Task<bool> TryAsync(string function, CancellationToken cancel, params object?[] arguments)
    {
        if (_module.IsDisposed)
        {
            return false;
        }

        using var limit = new CancellationTokenSource(CallLimit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, _connection.DownToken, limit.Token);
        try
        {
            var module = await _module.GetAsync(linked.Token);
            await module.InvokeVoidAsync(function, linked.Token, arguments);
            return true;
        }
        catch (Exception e) when (BrowserModule.IsLostBrowser(e) && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private ValueTask ReportAsync(IJSObjectReference module, CancellationToken cancel) => module.InvokeVoidAsync("report", cancel, _self ??= DotNetObjectReference.Create(this));
}
