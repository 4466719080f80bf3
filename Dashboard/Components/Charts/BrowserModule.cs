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

    public bool IsAsked => _asked is not null;

    /// <param name="cancel">Of the first caller ends the asking, too: the next one begins anew.</param>
    /// <exception cref="Exception">As <see cref="IsLostBrowser"/> tells, when the browser has gone.</exception>
    public async Task<IJSObjectReference> GetAsync(CancellationToken cancel = default)
    {
        var asked = _asked ??= AskAsync(cancel);
        try
        {
            return await asked.WaitAsync(cancel);
        }
        catch when (asked is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            _asked = _asked == asked ? null : _asked;
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        var asked = _asked;
        _asked = null;
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
