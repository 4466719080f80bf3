using System.Text;
using System.Text.Json;
using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Pages;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Dashboard.ViewState;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Microsoft.JSInterop.Infrastructure;
using Xunit;

namespace Dashboard.Tests.Components;

/// <summary>The reconnect trap: a call that is lost with its connection must not freeze the page for good.</summary>
public sealed class LiveViewTests : UiTest
{
    private static readonly SnapshotKey Key = new("fraud-scorer", null, TimeRange.Last(TimeSpan.FromMinutes(5)));

    private readonly CircuitConnection _connection = new();
    private readonly BrowserStub _browser = new();
    private readonly SnapshotFeed _feed;
    private readonly LiveView _view;

    public LiveViewTests()
    {
        _feed = UseFeed((key, number, asOf, _) => SampleSnapshots.Classification(key, number, asOf) with
        {
            Arrived = new((asOf - SampleSnapshots.Now).Seconds * 100, (asOf - SampleSnapshots.Now).Seconds),
        });
        _view = new LiveView(_feed, _connection, new ChartLink(_browser, _connection, Time));
    }

    [Fact]
    public async Task After_a_cut_the_next_tick_sends_the_whole_view()
    {
        _view.Follow(Key);
        await Eventually(() => _browser.Pushes.Count == 1, "the first push");
        _browser.Hangs = true;
        Tick();
        await Eventually(() => _browser.Pushes.Count == 2, "the push that gets lost");

        await _connection.OnConnectionDownAsync(null!, Xunit.TestContext.Current.CancellationToken);
        Tick();
        Assert.Equal(2, _browser.Pushes.Count); // Nothing is sent to nobody.
        _browser.Hangs = false;
        await _connection.OnConnectionUpAsync(null!, Xunit.TestContext.Current.CancellationToken);
        Tick();

        await Eventually(() => _browser.Pushes.Count >= 3, "the push after the cut");
        Assert.Equal([true, false, true], _browser.Pushes.Take(3).Select(IsReset));
    }

    [Fact]
    public async Task After_a_cut_the_viewer_is_told_what_came_since_the_last_frame_that_arrived()
    {
        var told = new List<Absence>();
        _connection.Returned += told.Add;
        _view.Follow(Key);
        await Eventually(() => _browser.Pushes.Count == 1, "the first push");
        await _connection.OnConnectionDownAsync(null!, Xunit.TestContext.Current.CancellationToken);
        for (var i = 0; i < 42; i++)
        {
            Tick();
        }

        await _connection.OnConnectionUpAsync(null!, Xunit.TestContext.Current.CancellationToken);

        await Eventually(() => told.Count == 1, "the absence is told");
        Assert.Equal("Back after 42\u00A0s: 4,200 predictions and 42 ground truths arrived meanwhile, in 42 updates.", told[0].Words);
        Tick();
        await Eventually(() => NumberOf(_browser.Pushes[^1]) == _feed.Latest(Key)!.Number, "the newest frame");
        Assert.Single(told);
    }

    [Fact]
    public async Task A_browser_that_never_answers_is_given_up_after_ten_seconds()
    {
        _browser.Hangs = true;
        _view.Follow(Key);
        await Eventually(() => _browser.Pushes.Count == 1, "the push that hangs");
        Tick();
        _browser.Hangs = false;

        Time.Advance(TimeSpan.FromSeconds(11));
        Tick();

        await Eventually(() => _browser.Pushes.Count >= 2, "the next push");
        Assert.True(IsReset(_browser.Pushes[1]));
    }

    [Fact]
    public async Task Frames_missed_while_a_call_was_under_way_are_caught_up_with()
    {
        _view.Follow(Key);
        await Eventually(() => _browser.Pushes.Count == 1, "the first push");
        _browser.Hangs = true;
        Tick();
        await Eventually(() => _browser.Pushes.Count == 2, "the slow push");
        Tick();
        Tick();
        Tick();

        _browser.Release();

        var newest = _feed.Latest(Key)!.Number;
        await Eventually(() => NumberOf(_browser.Pushes[^1]) == newest, "the newest frame");
        var numbers = _browser.Pushes.Select(NumberOf).ToList();
        Assert.Equal(numbers.Order(), numbers);
        var isGapless = numbers.Zip(numbers.Skip(1)).All(pair => pair.Second == pair.First + 1);
        Assert.True(isGapless || _browser.Pushes.Skip(1).Any(IsReset), string.Join(' ', numbers));
    }

    [Fact]
    public async Task A_failing_chart_module_does_not_end_the_numbers()
    {
        _browser.Fails = true;
        _view.Follow(Key);
        var before = _view.Frame!.Number;

        Tick();

        await Eventually(() => _view.Frame!.Number > before, "the next frame");
    }

    [Fact]
    public async Task A_view_opened_paused_is_drawn_once_and_goes_on_when_asked()
    {
        await _view.PauseAsync(true);
        _view.Follow(Key);
        var opened = _view.Frame!.Number;
        await Eventually(() => _browser.Pushes.Count == 1, "the first push");
        Tick();
        await Eventually(() => _view.MissedUpdates == 1, "the tick is counted");
        Assert.Equal((opened, 1), (_view.Frame.Number, _browser.Pushes.Count));

        await _view.PauseAsync(false);

        Assert.Equal((opened + 1, 0), (_view.Frame.Number, _view.MissedUpdates));
        Assert.Equal(2, _browser.Pushes.Count);
    }

    [Fact]
    public async Task Closing_ends_the_loop()
    {
        _view.Follow(Key);
        await Eventually(() => _browser.Pushes.Count == 1, "the first push");

        _view.Dispose();
        Tick();

        Assert.Equal(0, _feed.Viewers);
        Assert.Single(_browser.Pushes);
    }

    private static bool IsReset(byte[] json) => Root(json).GetProperty("reset").GetBoolean();

    private static long NumberOf(byte[] json) => Root(json).GetProperty("n").GetInt64();

    private static JsonElement Root(byte[] json) => JsonDocument.Parse(Encoding.UTF8.GetString(json)).RootElement;

    private void Tick()
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        _feed.Publish();
    }

    /// <summary>A browser whose calls can hang or fail.</summary>
    private sealed class BrowserStub : IJSRuntime, IJSObjectReference
    {
        private readonly Lock _gate = new();
        private readonly List<byte[]> _pushes = [];
        private TaskCompletionSource _answer = new();
        private volatile bool _hangs;

        public bool Fails { get; set; }

        public bool Hangs
        {
            get => _hangs;
            set => _hangs = value;
        }

        public IReadOnlyList<byte[]> Pushes
        {
            get { lock (_gate) { return [.. _pushes]; } }
        }

        public void Release()
        {
            _hangs = false;
            _answer.SetResult();
        }

        public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) => InvokeAsync<T>(identifier, default, args);

        public async ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (identifier == "import")
            {
                return (T)(object)this;
            }

            if (identifier == "report")
            {
                return default!; // Zooms are of no interest here.
            }

            lock (_gate)
            {
                _pushes.Add(((WrittenJson)args![0]!).Utf8.ToArray());
            }

            if (Fails)
            {
                throw new JSException("no charts");
            }

            if (Hangs)
            {
                await _answer.Task.WaitAsync(cancellationToken);
            }

            return default!;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
