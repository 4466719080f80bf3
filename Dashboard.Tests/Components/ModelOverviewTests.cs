using System.Text;
using System.Text.Json;
using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages;
using Dashboard.Components.Panels;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class ModelOverviewTests : UiTest
{
    private readonly SnapshotFeed _feed;
    private Func<Snapshot, Snapshot> _change = s => s;

    private SnapshotKey? _key;

    public ModelOverviewTests() => _feed = UseFeed((key, number, asOf, _) => _change(
        (_key = key).Model == "demand" ? SampleSnapshots.Regression(key, number, asOf) : SampleSnapshots.Classification(key, number, asOf)));

    [Fact]
    public void The_first_response_already_holds_the_numbers()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");

        var page = Open("/models/fraud-scorer", isInteractive: false);

        Assert.Equal("91.3%", Value(page, "Accuracy"));
        Assert.Contains("<td", page.Find("table.matrix").InnerHtml);
        Assert.Equal(0, _feed.Viewers); // Prerendering watches nothing: nobody would ever leave.
    }

    [Fact]
    public async Task Each_tick_is_one_call_that_carries_the_shared_delta()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        var page = Open("/models/fraud-scorer");
        await Eventually(() => Pushes.Count == 1, "the first push");
        Assert.True(Parse(Pushes[0]).GetProperty("reset").GetBoolean());

        _change = s => s with { Classification = s.Classification! with { Accuracy = new Figure(0.5, 10, new Interval(0.2, 0.8)) } };
        Tick();
        await Eventually(() => Pushes.Count == 2, "the second push");

        Assert.Equal("50.0%", Value(page, "Accuracy"));
        Assert.False(Parse(Pushes[1]).GetProperty("reset").GetBoolean());
        Assert.Equal(2, Plotly.Invocations["newPlot"].Count); // Made once each; a tick never makes or redoes a chart.
        Assert.Empty(Plotly.Invocations["react"]);
    }

    [Fact]
    public async Task A_tick_renders_the_figures_and_not_the_bar_above_them()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        var page = Open("/models/fraud-scorer");
        await Eventually(() => Pushes.Count == 1, "the first push");
        var (bar, pill, tiles) = (page.FindComponent<ModelPicker>().RenderCount, page.FindComponent<LivePill>().RenderCount, page.FindComponent<TileRow>().RenderCount);

        Tick();
        await Eventually(() => Pushes.Count == 2, "the second push");

        Assert.Equal(bar, page.FindComponent<ModelPicker>().RenderCount);
        Assert.Equal(pill, page.FindComponent<LivePill>().RenderCount);
        Assert.NotEqual(tiles, page.FindComponent<TileRow>().RenderCount); // bUnit counts its tiles' renderings too.
    }

    [Fact]
    public void A_model_that_comes_later_is_offered_though_the_page_follows_another()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        var page = Open("/models/fraud-scorer");

        AddModel("demand", OutcomeKind.Number, "1");
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindComponent<ModelPicker>().Instance.Models.Count));
    }

    [Fact]
    public void Tables_show_a_change_after_a_calm_at_once_and_a_stream_of_changes_every_fifth_tick()
    {
        var rendered = 0;
        var tables = Render<Unhurried>(p => p.Add(t => t.Of, 0).AddChildContent(_ => rendered++));
        var shown = new List<int>();
        foreach (var value in (int[])[0, 0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 7, 7])
        {
            var before = rendered;
            tables.Render(p => p.Add(t => t.Of, value));
            shown.Add(rendered - before);
        }

        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], shown);
    }

    [Fact]
    public async Task Pause_holds_this_viewer_and_goes_on_with_the_newest()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        var page = Open("/models/fraud-scorer");
        await Eventually(() => Pushes.Count == 1, "the first push");

        await page.Find(".live").ClickAsync(new());
        _change = s => s with { Traffic = s.Traffic with { Throughput = Figure.Of(7, 7) } };
        Tick();
        await Eventually(() => page.Find(".live").GetAttribute("title")!.Contains("1 update waiting", StringComparison.Ordinal), "the missed update");
        Assert.Equal("Paused", page.Find(".live .when-up").TextContent);
        Assert.Equal("1,167/s", Value(page, "Throughput"));
        Assert.Single(Pushes);

        await page.Find(".live").ClickAsync(new());

        await Eventually(() => Pushes.Count == 2, "the push after the pause");
        Assert.Equal("7.00/s", Value(page, "Throughput"));
        Assert.Equal("Live", page.Find(".live .when-up").TextContent);
    }

    [Fact]
    public async Task The_empty_page_becomes_the_live_view_by_itself()
    {
        var page = Open("/models/fraud-scorer");
        Assert.Contains("Waiting for the first prediction", page.Markup);
        Assert.Equal("Waiting", page.Find(".live .when-up").TextContent);

        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually(() => page.FindAll(".tile").Count == 6, "the tiles");
    }

    [Fact]
    public void While_stored_events_are_read_nobody_is_told_to_send_the_first()
    {
        Server.Current = Server.Current with { Writer = WriterState.Restoring(0.42) };

        var page = Open("/models/fraud-scorer");

        Assert.Contains("Reading stored events, 42.0\u00A0% done", page.Markup);
        Assert.DoesNotContain("Waiting for the first prediction", page.Markup);
    }

    [Theory]
    [InlineData("/models/nope", "No model is called “nope”", "fraud-scorer")]
    [InlineData("/models/fraud-scorer?v=9", "fraud-scorer has no version “9”", "v2.1")]
    [InlineData("/models/fraud-scorer?segment=country:XX", "fraud-scorer has no segment “country:XX”", "All segments")]
    [InlineData("/models/%00%3Cscript%3E", "No model is called", "fraud-scorer")]
    public void A_link_to_what_is_not_there_offers_what_is(string url, string words, string offer)
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");

        var page = Open(url);

        Assert.Contains(words, page.Find("h1:not(.sr-only)").TextContent);
        Assert.Contains(page.FindAll(".blank a"), a => a.TextContent == offer);
        Assert.Empty(page.FindAll(".tile"));
    }

    [Fact]
    public async Task A_segment_is_chosen_beside_the_version_and_lives_in_the_address()
    {
        var model = AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        model.Segments.InternStored("country", "DE");
        model.Segments.InternStored("country", Segment.Other);
        var popovers = Render<MudBlazor.MudPopoverProvider>();
        var page = Open("/models/fraud-scorer");
        await Eventually(() => Pushes.Count == 1, "the first push");

        await page.Find("[title=Segment]").ClickAsync(new());
        Assert.Equal(
            ["All segments", "DEcountry", "__other__country, all further values"],
            popovers.FindAll(".menu-row").Select(row => row.TextContent.Trim().Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal)));
        await popovers.FindAll(".mud-menu-item")[1].ClickAsync(new());

        Assert.Contains("segment=country%3ADE", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await Eventually(() => _key?.Segment == new SegmentKey("country", "DE"), "the snapshot of the segment");
        Assert.Contains("country:DE", page.Find(".bar").TextContent);
    }

    [Fact]
    public void A_model_without_segments_offers_none()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");

        Assert.Empty(Open("/models/fraud-scorer").FindAll("[title=Segment]"));
    }

    [Fact]
    public void A_silent_source_makes_the_page_stale_and_says_for_how_long()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        _change = s => s with { LastReceived = s.AsOf.AddMinutes(-4) };

        var page = Open("/models/fraud-scorer");

        Assert.Equal("No data for 4\u00A0min", page.Find(".live .when-up").TextContent);
        Assert.Contains("stale", page.Find("main").ClassName);
    }

    [Fact]
    public void A_fixed_range_does_not_pretend_to_be_live()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");

        var page = Open("/models/fraud-scorer?from=1767312000000&to=1767315600000");

        Assert.Equal("Fixed range", page.Find(".live .when-up").TextContent);
        Assert.Contains("2026-01-02 00:00 to 01:00 UTC", page.Find(".bar").TextContent);
    }

    [Fact]
    public async Task Another_selection_keeps_the_page_and_watches_another_key()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        AddModel("demand", OutcomeKind.Number, "1");
        var page = Open("/models/fraud-scorer");
        await Eventually(() => Pushes.Count == 1, "the first push");
        var instance = page.Instance;

        Services.GetRequiredService<NavigationManager>().NavigateTo("/models/demand?from=-1h");
        page.Render(p => p.Add(o => o.Model, "demand"));

        await Eventually(() => page.FindAll("[aria-label='MAE']").Count > 0, "the other model");
        Assert.Same(instance, page.Instance);
        Assert.Equal(1, _feed.Viewers);
        await Eventually(() => Pushes.Count >= 2 && _key?.Model == "demand", "the push of the other model");
        Assert.True(Parse(Pushes[^1]).GetProperty("reset").GetBoolean());
    }

    [Fact]
    public async Task Leaving_the_page_leaves_the_feed()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        Open("/models/fraud-scorer");
        Assert.Equal(1, _feed.Viewers);

        await DisposeComponentsAsync();

        Assert.Equal(0, _feed.Viewers);
        Assert.Equal(2, Charts.Invocations["detach"].Count);
        Assert.Equal(2, Plotly.Invocations["purge"].Count);
    }

    [Fact]
    public void A_figure_that_is_not_finite_hurts_nobody()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        _change = s => s with
        {
            Latency = s.Latency with { Mean = new Figure(double.NaN, 5), Histogram = [new(0, double.PositiveInfinity, 1)] },
            Series = s.Series with { Points = [new(s.AsOf, double.NaN, double.NaN, double.NaN, 1, 1, 0, double.NaN, double.NaN, 1)] },
        };

        var page = Open("/models/fraud-scorer");

        Assert.Equal("–", Value(page, "Latency, mean"));
        Assert.Equal("91.3%", Value(page, "Accuracy"));
    }

    [Fact]
    public async Task A_drag_over_a_chart_zooms_and_a_double_click_brings_the_range_before_back()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        var page = Open("/models/fraud-scorer?from=-1h");
        await Eventually(() => Charts.Invocations["report"].Count == 1, "charts.js knows the page");
        var link = ((Microsoft.JSInterop.DotNetObjectReference<Dashboard.Components.Charts.ChartLink>)Charts.Invocations["report"][0].Arguments[0]!).Value;
        var navigation = (Bunit.TestDoubles.BunitNavigationManager)Services.GetRequiredService<NavigationManager>();

        await page.InvokeAsync(() => link.Zoom(1_767_312_000_000, 1_767_312_600_000));
        Assert.EndsWith("?from=1767312000000&to=1767312600000", navigation.Uri, StringComparison.Ordinal);
        Assert.False(navigation.History.First().Options.ReplaceHistoryEntry); // The way back undoes it.
        await Eventually(() => page.Find(".live .when-up").TextContent == "Fixed range", "the zoomed range");

        await page.InvokeAsync(() => link.Zoom(null, null));
        Assert.EndsWith("?from=-1h", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_panel_that_fails_leaves_the_others_alone_and_can_be_tried_again()
    {
        var fails = true;
        var page = Render<Guarded>(p => p.Add(g => g.Class, "span-4").AddChildContent(builder =>
        {
            builder.OpenComponent<Failing>(0);
            builder.AddComponentParameter(1, nameof(Failing.Fails), (Func<bool>)(() => fails));
            builder.CloseComponent();
        }));
        Assert.Contains("could not be drawn", page.Find("section.span-4").TextContent);

        fails = false;
        await page.Find("button").ClickAsync(new());

        Assert.Empty(page.FindAll("section"));
    }

    [Fact]
    public async Task Exports_follow_the_selection()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        var popovers = Render<MudBlazor.MudPopoverProvider>();
        var page = Open("/models/fraud-scorer?v=v2.1&from=-1h");

        await page.Find(".bar > .mud-menu .pill").ClickAsync(new());

        popovers.WaitForAssertion(() => Assert.Equal(
            ["api/v1/export/events.csv?model=fraud-scorer&version=v2.1&from=-1h", "api/v1/export/metrics.csv?model=fraud-scorer&version=v2.1&from=-1h"],
            popovers.FindAll("a").Select(a => a.GetAttribute("href"))));
    }

    [Fact]
    public async Task Every_chart_has_a_table_twin()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1");
        var page = Open("/models/fraud-scorer");
        Assert.Equal(2, page.FindAll(".chart > [role=img]").Count);
        Assert.Contains("Now 9", page.Find(".chart > [role=img]").GetAttribute("aria-label"));

        foreach (var _ in page.FindAll("[aria-label='Show as table']"))
        {
            await page.Find("[aria-label='Show as table'][aria-pressed=false]").ClickAsync(new());
        }

        Assert.Empty(page.FindAll(".chart > [role=img]"));
        Assert.Equal(2, page.FindAll(".chart-table table").Count);
    }

    [Fact]
    public void Demo_data_is_marked_as_such()
    {
        AddModel(DemoModels.Fraud, OutcomeKind.Text, "1");

        Assert.Contains("Demo data", Open($"/models/{DemoModels.Fraud}").Find(".demo").TextContent);
    }

    /// <summary>Read where they are recorded, on the renderer's dispatcher: one may be added at any time.</summary>
    private IReadOnlyList<byte[]> Pushes => Renderer.Dispatcher.InvokeAsync<IReadOnlyList<byte[]>>(
        () => [.. Charts.Invocations["push"].Select(call => ((WrittenJson)call.Arguments[0]!).Utf8.ToArray())]).GetAwaiter().GetResult();

    private void Tick()
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        _feed.Publish();
    }

    private IRenderedComponent<ModelOverview> Open(string url, bool isInteractive = true)
    {
        SetRendererInfo(new RendererInfo(isInteractive ? "Server" : "Static", isInteractive));
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        return Render<ModelOverview>(p => p.Add(page => page.Model, ModelAddress.Read(url.TrimStart('/'))!.Value.Model));
    }

    private static string Value(IRenderedComponent<ModelOverview> page, string tile) =>
        page.Find($"[aria-label='{tile}'] .value").TextContent;

    private static JsonElement Parse(byte[] json) => JsonDocument.Parse(Encoding.UTF8.GetString(json)).RootElement;

    private sealed class Failing : ComponentBase
    {
        [Parameter]
        public Func<bool> Fails { get; set; } = () => false;

        protected override void OnParametersSet()
        {
            if (Fails())
            {
                throw new InvalidOperationException("a failing panel");
            }
        }
    }
}
