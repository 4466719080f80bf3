using Microsoft.JSInterop;

namespace Dashboard.Components.Charts;

/// <summary>
/// One of our scripts in this circuit's browser, asked for with the first call. However many calls wait for it, it is asked for once:
/// the browser keeps each answer until it is told otherwise. Only on the circuit's dispatcher.
/// </summary>
/// <param name="path">Relative to the page's base.</param>
/// <param name="greet">Called once, before anybody else gets it.</param>
public sealed class BrowserModule(IJSRuntime js, string path, Func<IJSObjectReference, CancellationToken, ValueTask>? greet = null) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _asked;

    public bool IsDisposed { get; private set; }

    public bool IsAsked => _asked is not null;

    /// <param name="cancel">Of the one that asks; when that fails or ends, the next call asks anew.</param>
    /// <exception cref="Exception">As <see cref="IsLostBrowser"/> tells: the browser, or this, has gone.</exception>
    public Task<IJSObjectReference> GetAsync(CancellationToken cancel = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_asked is null or { IsFaulted: true } or { IsCanceled: true })
        {
            _asked = AskAsync(cancel);
        }

        return _asked.WaitAsync(cancel);
    }

    public ValueTask DisposeAsync()
    {
        var asked = _asked;
        (_asked, IsDisposed) = (null, true);
        return asked is null ? ValueTask.CompletedTask : IgnoreLostBrowserAsync(ForgetAsync(asked));
    }

    /// <summary>Awaits what is moot when the browser is gone.</summary>
    internal static async ValueTask IgnoreLostBrowserAsync(ValueTask call)
    {
        try
        {
            await call;
        }
        catch (Exception e) when (IsLostBrowser(e))
        {
            // The browser took everything with it.
        }
    }

    /// <summary>What a call into a browser that has gone ends with.</summary>
    internal static bool IsLostBrowser(Exception e) => e is JSDisconnectedException or OperationCanceledException or JSException or ObjectDisposedException;

    private static async ValueTask ForgetAsync(Task<IJSObjectReference> asked) => await (await asked).DisposeAsync();

    private async Task<IJSObjectReference> AskAsync(CancellationToken cancel)
    {
        var module = await js.InvokeAsync<IJSObjectReference>("import", cancel, path);
        if (greet is not null)
        {
            await greet(module, cancel);
        }

        return module;
    }
}
