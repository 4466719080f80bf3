using Dashboard.Components.Charts;
using Microsoft.JSInterop;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class BrowserModuleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_that_come_before_it_is_there_share_one_answer()
    {
        var browser = new Browser();
        var greeted = 0;
        var module = new BrowserModule(browser, "./a.js", (_, _) => { greeted++; return ValueTask.CompletedTask; });
        Task<IJSObjectReference>[] waiting = [module.GetAsync(Cancel), module.GetAsync(Cancel)];
        browser.Answers[0].SetResult(new Script());

        Assert.Same(await waiting[0], await waiting[1]);
        Assert.Same(await waiting[0], await module.GetAsync(Cancel));
        Assert.Equal((1, 1), (browser.Answers.Count, greeted));
        await module.DisposeAsync();
        Assert.True(((Script)await waiting[0]).IsDisposed);
    }

    [Fact]
    public async Task After_a_loss_it_is_asked_for_again()
    {
        var browser = new Browser();
        var module = new BrowserModule(browser, "./a.js");
        var lost = module.GetAsync(Cancel);
        browser.Answers[0].SetException(new JSDisconnectedException("gone"));
        await Assert.ThrowsAsync<JSDisconnectedException>(() => lost);

        var found = module.GetAsync(Cancel);
        browser.Answers[1].SetResult(new Script());
        Assert.NotNull(await found);
    }

    [Fact]
    public async Task When_the_one_that_asked_gives_up_the_next_asks_anew()
    {
        var browser = new Browser();
        var module = new BrowserModule(browser, "./a.js");
        using var impatient = new CancellationTokenSource();
        var given = module.GetAsync(impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        var found = module.GetAsync(Cancel);
        Assert.Equal(2, browser.Answers.Count);
        browser.Answers[1].SetResult(new Script());
        Assert.NotNull(await found);
    }

    [Fact]
    public async Task After_the_end_nothing_is_asked_for()
    {
        var browser = new Browser();
        var module = new BrowserModule(browser, "./a.js");
        await module.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => module.GetAsync(Cancel));
        Assert.Empty(browser.Answers);
    }

    [Fact]
    public async Task What_arrives_after_the_end_is_let_go()
    {
        var browser = new Browser();
        var module = new BrowserModule(browser, "./a.js");
        var late = module.GetAsync(Cancel);
        var ending = module.DisposeAsync();
        var script = new Script();
        browser.Answers[0].SetResult(script);
        await ending;

        Assert.True(script.IsDisposed);
        Assert.Same(script, await late);
        Assert.False(module.IsAsked);
    }

    private sealed class Browser : IJSRuntime
    {
        public List<TaskCompletionSource<IJSObjectReference>> Answers { get; } = [];

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Assert.Equal(("import", "./a.js"), (identifier, Assert.Single(args!)));
            Answers.Add(new());
            return (TValue)await Answers[^1].Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Script : IJSObjectReference
    {
        public bool IsDisposed { get; private set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new NotSupportedException();

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
