using Dashboard.Components.Charts;
using Dashboard.ViewState;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class ChartLinkTests
{
    [Fact]
    public async Task A_chart_whose_first_call_was_lost_is_attached_when_the_browser_is_back()
    {
        var connection = new CircuitConnection();
        var browser = new Browser();
        await using var link = new ChartLink(browser, connection, new FakeTimeProvider());
        await connection.OnConnectionDownAsync(null!, CancellationToken.None);

        var attaching = link.AttachAsync("quality", "chart-1", 100);
        Assert.False(attaching.IsCompleted);
        Assert.DoesNotContain("attach", browser.Calls);
        await connection.OnConnectionUpAsync(null!, CancellationToken.None);
        await attaching;

        Assert.Single(browser.Calls, "attach");
    }

    /// <summary>Answers unless the call is already cancelled.</summary>
    private sealed class Browser : IJSRuntime, IJSObjectReference
    {
        public List<string> Calls { get; } = [];

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return ValueTask.FromCanceled<TValue>(cancellationToken);
            }

            Calls.Add(identifier);
            return ValueTask.FromResult(identifier == "import" ? (TValue)(object)this : default!);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
