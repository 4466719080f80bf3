using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Layout;
using Dashboard.Components.Panels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Dashboard.Tests.Components;

/// <summary>What keeps a tick small.</summary>
public sealed class PageTickTests : UiTest
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly PageTick _tick = new();

    [Fact]
    public void Where_ticks_come_they_bring_what_is_due_and_the_timer_waits_for_them()
    {
        var done = new List<string>();
        using var timer = new TickTimer(_tick, Time, Every, Invoke("timer"), () => done.Add("done"));

        for (var second = 0; second < 10; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(0.7));
            _tick.Come();
            Time.Advance(TimeSpan.FromSeconds(0.3));
        }

        Assert.Equal(Enumerable.Repeat("done", 5), done);

        Func<Action, Task> Invoke(string by) => act =>
        {
            done.Add(by);
            act();
            return Task.CompletedTask;
        };
    }

    [Fact]
    public void Without_ticks_the_timer_does_it()
    {
        var done = 0;
        using (new TickTimer(_tick, Time, Every, Invoke, () => done++))
        {
            Wait(Every * 3);
            Assert.Equal(3, done);

            _tick.Come(); // The last for long.
            Wait(Every * 3);
            Assert.InRange(done, 5, 6);
        }

        var before = done;
        _tick.Come();
        Wait(Every * 3);
        Assert.Equal(before, done);

        void Wait(TimeSpan length)
        {
            for (var passed = TimeSpan.Zero; passed < length; passed += Every / 4)
            {
                Time.Advance(Every / 4);
            }
        }

        static Task Invoke(Action act)
        {
            act();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Words_are_written_once_for_all_who_see_the_same_snapshot_in_the_same_zone()
    {
        var (one, other) = (SampleSnapshots.Classification(), SampleSnapshots.Classification(number: 2));

        var (headline, words) = (Written.Of(one, Headline.Of), Written.Of(one, TimeText.Of("Europe/Berlin"), LateLabelWords.Of));

        Assert.Same(headline, Written.Of(one, Headline.Of));
        Assert.Same(words, Written.Of(one, TimeText.Of("Europe/Berlin"), LateLabelWords.Of));
        Assert.NotSame(words, Written.Of(one, TimeText.Utc, LateLabelWords.Of));
        Assert.NotSame(headline, Written.Of(other, Headline.Of));
    }

    [Fact]
    public void The_same_words_in_another_instance_render_nothing()
    {
        var tile = Render<Tile>(p => p.Add(t => t.Words, Words("91.3")));

        tile.Render(p => p.Add(t => t.Words, Words("91.3")));
        Assert.Equal(1, tile.RenderCount);

        tile.Render(p => p.Add(t => t.Words, Words("91.4")));
        Assert.Equal(2, tile.RenderCount);
        Assert.Equal("91.4%", tile.Find(".value").TextContent);

        static TileWords Words(string digits) => new("Accuracy", new Quantity(digits, "%"), digits, "90 to 92 %", null);
    }

    [Fact]
    public void A_chart_says_what_it_shows_at_most_every_five_seconds_and_at_once_when_it_is_given_other_points()
    {
        var said = 0;
        ChartData? points = null;
        var chart = Render<LiveChart>(Parameters);
        Assert.Equal("1", Label());

        Tick(4);
        Assert.Equal("1", Label());
        Tick(1);
        Assert.Equal("2", Label());

        points = new ChartData([new ChartTrace([1], [2])]);
        Tick(1);
        Assert.Equal("3", Label());

        void Parameters(ComponentParameterCollectionBuilder<LiveChart> p) => p
            .Add(c => c.Role, "roc").Add(c => c.Figure, ChartFigure.Roc).Add(c => c.Link, NewLink()).Add(c => c.Data, points)
            .Add(c => c.Label, () => $"{++said}");

        void Tick(int seconds)
        {
            Time.Advance(TimeSpan.FromSeconds(seconds));
            chart.Render(Parameters);
        }

        string? Label() => chart.Find("[role=img]").GetAttribute("aria-label");
    }
}
