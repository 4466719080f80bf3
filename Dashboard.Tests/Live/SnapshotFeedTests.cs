using Dashboard.Core.Windowing;
using Dashboard.Live;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Dashboard.Tests.Live.SnapshotFixtures;

namespace Dashboard.Tests.Live;

public sealed class SnapshotFeedTests
{
    private readonly FakeTimeProvider _time = new(Start);
    private readonly LiveOptions _options = new();
    private readonly List<(SnapshotKey Key, long Number)> _builds = [];
    private readonly SnapshotFeed _feed;

    public SnapshotFeedTests() =>
        _feed = new SnapshotFeed(CountingBuild, _options, _time, NullLogger<SnapshotFeed>.Instance);

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void One_build_and_one_delta_per_tick_however_many_watch(int viewers)
    {
        var subscriptions = Enumerable.Range(0, viewers).Select(_ => _feed.Subscribe(Key)).ToList();
        _builds.Clear();

        Tick(10);

        Assert.Equal(10, _builds.Count);
        Assert.Equal(viewers, _feed.Viewers);
        var frames = subscriptions.Select(Read).ToList();
        Assert.All(frames, f => Assert.Same(frames[0], f));
    }

    [Fact]
    public void The_first_frame_is_there_before_the_first_tick()
    {
        using var viewer = _feed.Subscribe(Key);

        var frame = Read(viewer);

        Assert.True(frame.IsReset);
        Assert.Same(frame, viewer.Latest);
    }

    [Fact]
    public void A_second_viewer_starts_with_the_frame_of_the_first()
    {
        using var first = _feed.Subscribe(Key);
        using var second = _feed.Subscribe(Key);

        Assert.Same(Read(first), Read(second));
        Assert.Single(_builds);
    }

    [Fact]
    public void Keys_nobody_watches_are_not_built()
    {
        _feed.Subscribe(Key).Dispose();
        using var other = _feed.Subscribe(KeyOf("other"));
        _builds.Clear();

        Tick(5);

        Assert.All(_builds, b => Assert.Equal("other", b.Key.Model));
    }

    [Fact]
    public void Prerendering_builds_at_most_once_a_tick_and_watches_nothing()
    {
        var first = _feed.Latest(Key);
        var second = _feed.Latest(Key);
        _time.Advance(_options.Tick);
        var third = _feed.Latest(Key);

        Assert.Same(first, second);
        Assert.Equal(first!.Number + 1, third!.Number);
        Assert.Equal(2, _builds.Count);
        Assert.Equal(0, _feed.Viewers);
    }

    [Fact]
    public void A_viewer_that_does_not_read_keeps_only_the_newest_frame()
    {
        using var slow = _feed.Subscribe(Key);

        Tick(10);

        var read = Read(slow);
        Assert.False(slow.Frames.TryRead(out _));
        Assert.Same(slow.Latest, read);
        Assert.Equal(10, _feed.Dropped);
    }

    [Fact]
    public void Numbers_rise_by_one_and_missed_frames_are_handed_out_in_order()
    {
        using var viewer = _feed.Subscribe(Key);
        var seen = Read(viewer).Number;

        Tick(4);

        var missed = viewer.Since(seen);
        Assert.False(missed.Reset);
        Assert.Equal([seen + 1, seen + 2, seen + 3, seen + 4], missed.Frames.Select(f => f.Number));
        Assert.Empty(viewer.Since(seen + 4).Frames);
    }

    [Fact]
    public void Frames_beyond_the_kept_ones_are_answered_with_a_reset()
    {
        _options.HistoryFrames = 3;
        using var viewer = _feed.Subscribe(Key);
        var seen = Read(viewer).Number;

        Tick(3);
        Assert.False(viewer.Since(seen).Reset);
        Tick(1);

        var missed = viewer.Since(seen);
        Assert.True(missed.Reset);
        Assert.Same(viewer.Latest, Assert.Single(missed.Frames));
    }

    [Fact]
    public void Kept_frames_are_bounded_in_bytes()
    {
        using var viewer = _feed.Subscribe(Key);
        var seen = Read(viewer).Number;
        _options.HistoryBytes = 10 * viewer.Latest!.EstimatedBytes;

        Tick(200);

        Assert.True(viewer.Since(seen).Reset);
        Assert.True(viewer.Since(viewer.Latest!.Number - 3).Frames.Sum(f => f.EstimatedBytes) <= _options.HistoryBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(7)]
    [InlineData(long.MaxValue)]
    public void A_number_this_server_never_gave_is_answered_with_a_reset(long number)
    {
        using var viewer = _feed.Subscribe(Key);
        Tick(2);

        Assert.True(viewer.Since(number).Reset);
    }

    [Fact]
    public void Numbers_after_a_restart_lie_above_all_numbers_before_it()
    {
        using var before = _feed.Subscribe(Key);
        Tick(20);

        var restarted = new SnapshotFeed(CountingBuild, _options, _time, NullLogger<SnapshotFeed>.Instance);
        using var after = restarted.Subscribe(Key);

        Assert.True(Read(after).Number > before.Latest!.Number);
        Assert.True(after.Since(before.Latest.Number).Reset);
    }

    [Fact]
    public void A_viewer_that_comes_back_misses_nothing_that_changed()
    {
        var first = _feed.Subscribe(Key);
        var seen = Read(first);
        first.Dispose();
        _time.Advance(TimeSpan.FromSeconds(65));

        using var back = _feed.Subscribe(Key);

        var missed = Assert.Single(back.Since(seen.Number).Frames);
        var expected = ChartDelta.ChangedPoints(seen.Snapshot.Series.Points, missed.Snapshot.Series.Points);
        Assert.Equal(expected, missed.Changed);
        Assert.Equal(6, expected.Count);
    }

    [Fact]
    public void A_chart_far_behind_gets_the_whole_view_when_that_is_shorter()
    {
        using var viewer = _feed.Subscribe(Key);
        var seen = Read(viewer).Number;

        Tick(2);
        Assert.False(viewer.CatchUp(seen).Reset);
        Tick(200);

        Assert.True(viewer.CatchUp(seen).Reset);
    }

    [Fact]
    public void Unwatched_keys_are_forgotten_after_a_while()
    {
        _feed.Subscribe(Key).Dispose();
        Assert.Equal(1, _feed.WatchedKeys);

        _time.Advance(_options.Linger + TimeSpan.FromSeconds(1));
        _feed.Publish();

        Assert.Equal(0, _feed.WatchedKeys);
    }

    [Fact]
    public void Beyond_the_limit_unwatched_keys_make_room_and_watched_ones_do_not()
    {
        _options.MaxWatchedKeys = 2;
        var a = _feed.Subscribe(KeyOf("a"));
        using var b = _feed.Subscribe(KeyOf("b"));

        Assert.Throws<TooManyViewsException>(() => _feed.Subscribe(KeyOf("c")));
        Assert.Throws<TooManyViewsException>(() => _feed.Latest(KeyOf("c")));
        a.Dispose();
        using var c = _feed.Subscribe(KeyOf("c"));

        Assert.Equal(2, _feed.WatchedKeys);
        Assert.NotNull(b.Latest);
    }

    [Fact]
    public void A_key_that_cannot_be_built_neither_stops_others_nor_the_page()
    {
        using var broken = _feed.Subscribe(KeyOf("broken"));
        using var whole = _feed.Subscribe(Key);
        var before = whole.Latest!.Number;

        Tick(3);

        Assert.Null(broken.Latest);
        Assert.Equal(before + 3, whole.Latest!.Number);
        Assert.Equal(4, _feed.Failed);
    }

    [Fact]
    public async Task Leaving_ends_the_frames()
    {
        var viewer = _feed.Subscribe(Key);
        Read(viewer);

        viewer.Dispose();
        viewer.Dispose();

        Assert.False(await viewer.Frames.WaitToReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, _feed.Viewers);
    }

    private static SnapshotFrame Read(FeedSubscription viewer)
    {
        Assert.True(viewer.Frames.TryRead(out var frame));
        return frame;
    }

    private void Tick(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _time.Advance(_options.Tick);
            _feed.Publish();
        }
    }

    private Snapshot CountingBuild(SnapshotKey key, long number, DateTimeOffset asOf, Snapshot? previous)
    {
        if (key.Model == "broken")
        {
            throw new InvalidOperationException("on purpose");
        }

        _builds.Add((key, number));
        return Build(key, number, asOf, previous);
    }
}
