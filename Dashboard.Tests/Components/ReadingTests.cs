using Bunit;
using Dashboard.Components.Layout;
using Dashboard.Components.Panels;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class ReadingTests : UiTest
{
    private readonly TaskCompletionSource _slow = new();
    private int _reads;
    private bool _fails;

    public ReadingTests() => SetRendererInfo(new RendererInfo("Server", true));

    [Fact]
    public async Task It_shows_a_skeleton_then_the_value_and_reads_again_only_after_its_interval()
    {
        var reading = Open(wait: true);
        Assert.NotEmpty(reading.FindAll(".skeleton"));
        _slow.SetResult();
        await Eventually(() => reading.Markup.Contains("value 1", StringComparison.Ordinal), "the first value");

        reading.Render(p => p.Add(r => r.Frame, Frame())); // A tick.
        Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, _reads);
        Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually(() => reading.Markup.Contains("value 2", StringComparison.Ordinal), "the second value");
    }

    [Fact]
    public async Task A_failure_keeps_the_last_value_and_offers_another_try()
    {
        var reading = Open();
        await Eventually(() => reading.Markup.Contains("value 1", StringComparison.Ordinal), "the first value");
        _fails = true;
        Time.Advance(TimeSpan.FromSeconds(5));
        await Eventually(() => reading.Markup.Contains("Not up to date", StringComparison.Ordinal), "the failure is said");
        Assert.Contains("value 1", reading.Markup);

        _fails = false;
        reading.Find(".link-button").Click();

        await Eventually(() => reading.Markup.Contains("value 3", StringComparison.Ordinal), "the next value");
        Assert.DoesNotContain("Not up to date", reading.Markup);
    }

    [Fact]
    public async Task Another_selection_is_read_at_once_and_the_figures_of_the_old_one_leave()
    {
        var reading = Open();
        await Eventually(() => reading.Markup.Contains("value 1", StringComparison.Ordinal), "the first value");
        _fails = true;

        reading.Render(p => p.Add(r => r.Frame, Frame(version: "v2.1")));

        await Eventually(() => reading.Markup.Contains("could not be read", StringComparison.Ordinal), "the failure is said");
        Assert.DoesNotContain("value 1", reading.Markup);
    }

    [Fact]
    public async Task What_it_depends_on_is_compared_by_value()
    {
        var reading = Open();
        await Eventually(() => reading.Markup.Contains("value 1", StringComparison.Ordinal), "the first value");
        reading.Render(p => p.Add(r => r.With, ("a", 1)));
        await Eventually(() => reading.Markup.Contains("value 2", StringComparison.Ordinal), "the second value");

        reading.Render(p => p.Add(r => r.With, ("a", 1)));
        reading.Render(p => p.Add(r => r.With, ("a", 2)));

        await Eventually(() => reading.Markup.Contains("value 3", StringComparison.Ordinal), "the third value");
        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task What_is_optional_shows_without_a_value_and_when_there_is_nothing_to_read()
    {
        var reading = Render<Reading<int>>(p => p
            .Add(r => r.Frame, Frame()).Add(r => r.IsOptional, true).Add(r => r.Read, Read).Add(r => r.ChildContent, (int value) => Shown(value)));
        Assert.Contains("value 0", reading.Markup);
        _slow.SetResult();
        await Eventually(() => reading.Markup.Contains("value 1", StringComparison.Ordinal), "the first value");

        reading.Render(p => p.Add(r => r.With, "nothing").Add(r => r.Read, null));
        Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Contains("value 0", reading.Markup);
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task A_paused_viewer_keeps_what_is_there()
    {
        var reading = Open();
        await Eventually(() => reading.Markup.Contains("value 1", StringComparison.Ordinal), "the first value");

        reading.Render(p => p.Add(r => r.Frame, Frame() with { IsPaused = true }));
        Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task Another_interval_counts_from_when_it_is_asked_for()
    {
        var reading = Open();
        await Eventually(() => reading.Markup.Contains("value 1", StringComparison.Ordinal), "the first value");

        reading.Render(p => p.Add(r => r.Every, TimeSpan.FromMinutes(1)));
        Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, _reads);
        Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually(() => reading.Markup.Contains("value 2", StringComparison.Ordinal), "the second value");
    }

    [Fact]
    public async Task A_page_that_has_gone_reads_no_more()
    {
        var reading = Open();
        await Eventually(() => reading.Markup.Contains("value 1", StringComparison.Ordinal), "the first value");
        reading.Instance.Dispose();

        reading.Render(p => p.Add(r => r.Frame, Frame(version: "v2.1")));

        Assert.Equal(1, _reads);
        Assert.DoesNotContain("could not be read", reading.Markup);
    }

    private IRenderedComponent<Reading<int>> Open(bool wait = false)
    {
        if (!wait)
        {
            _slow.SetResult();
        }

        return Render<Reading<int>>(p => p
            .Add(r => r.Frame, Frame())
            .Add(r => r.Class, "span-4")
            .Add(r => r.Read, Read)
            .Add(r => r.ChildContent, (int value) => Shown(value)));
    }

    private int Read(Projection projection, SnapshotKey key)
    {
        _slow.Task.Wait();
        var count = Interlocked.Increment(ref _reads);
        return _fails ? throw new InvalidOperationException("a failing reading") : count;
    }

    private static RenderFragment Shown(int value) => builder =>
    {
        builder.OpenComponent<Panel>(0);
        builder.AddComponentParameter(1, nameof(Panel.Title), $"value {value}");
        builder.CloseComponent();
    };

    private FramedModel Frame(string? version = null)
    {
        var model = AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        var snapshot = SampleSnapshots.Classification(new SnapshotKey(model.Name, version, RangeChoice.Default));
        return new FramedModel(model, snapshot, new ViewSelection(VersionChoice.Of(version), RangeChoice.Default), NewLink(), false, _ => { });
    }
}
