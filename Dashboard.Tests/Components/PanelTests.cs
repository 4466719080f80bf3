using System.Text.Json;
using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Panels;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Metrics;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class PanelTests : UiTest
{
    [Fact]
    public void Tiles_show_value_interval_coverage_and_sample_size()
    {
        var tiles = Render<TileRow>(p => p.Add(t => t.Snapshot, SampleSnapshots.Classification()).Add(t => t.System, SampleSnapshots.Host()).Add(t => t.History, NoHistory));

        Assert.Equal(6, tiles.FindAll(".tile").Count);
        Assert.Equal("Accuracy n 18,204 91.3% 90.9 to 91.7 % 95.8 % labelled", TextOf(tiles, "Accuracy"));
        Assert.Equal("Latency, mean 41.2ms p95 74.2 ms p99 112 ms, n 19,000", TextOf(tiles, "Latency, mean"));
        Assert.Equal("Throughput n 70,020 1,167/s over the last minute 19,000 in this range", TextOf(tiles, "Throughput"));
        Assert.Equal("Error rate n 19,000 0.30% 0.23 to 0.39 % 57 of 19,000 failed", TextOf(tiles, "Error rate"));
        Assert.Equal("CPU 26% of 8 cores this process 3.1 %", TextOf(tiles, "CPU"));
        Assert.Equal("Memory 6.1GiB of 16.0 GiB this process 212 MiB", TextOf(tiles, "Memory"));
    }

    [Fact]
    public void A_regression_model_shows_its_error_instead_of_accuracy()
    {
        var tiles = Render<TileRow>(p => p.Add(t => t.Snapshot, SampleSnapshots.Regression()).Add(t => t.History, NoHistory));

        Assert.Equal("MAE n 18,204 12.4 12.0 to 12.7 95.8 % labelled", TextOf(tiles, "MAE"));
        Assert.Empty(tiles.FindAll("[aria-label='Accuracy']"));
    }

    [Fact]
    public void Cpu_and_memory_are_drawn_over_the_range_and_a_high_load_is_named()
    {
        var history = new[] { 0.2, 0.9, -1, 0.9 }.Select((cpu, i) =>
        {
            var point = new SystemPoint(SampleSnapshots.Now.AddSeconds(10 * i), new SystemTally());
            if (cpu >= 0)
            {
                point.Figures.Add(SampleSnapshots.Host(cpu));
            }

            return point;
        }).ToList();
        var tiles = Render<TileRow>(p => p.Add(t => t.Snapshot, SampleSnapshots.Classification())
            .Add(t => t.System, SampleSnapshots.Host(0.9)).Add(t => t.History, _ => history));

        Assert.StartsWith("CPU high 90%", TextOf(tiles, "CPU"));
        Assert.Equal("warning", tiles.Find("[aria-label='CPU'] svg").GetAttribute("data-level"));
        Assert.Equal("M0,19.6L0,19.6 33.3,4.2M100,4.2L100,4.2", tiles.Find("[aria-label='CPU'] .line").GetAttribute("d"));
        Assert.Equal("M0,26L0,19.6 33.3,4.2 33.3,26ZM100,26L100,4.2 100,26Z", tiles.Find("[aria-label='CPU'] .area").GetAttribute("d"));
        Assert.StartsWith("Memory 6.1GiB", TextOf(tiles, "Memory"));
    }

    [Fact]
    public void Every_figure_of_a_version_and_of_an_error_says_what_it_rests_on()
    {
        var versions = Render<VersionsPanel>(p => p.Add(v => v.Versions, SampleSnapshots.Classification().Versions));
        var errors = Render<RegressionPanel>(p => p.Add(e => e.Error, SampleSnapshots.Regression().Regression!));

        var titles = versions.FindAll("tbody tr")[0].QuerySelectorAll("td").Skip(1).Select(c => c.GetAttribute("title")!);
        Assert.Equal(["3,800 predictions", "89.8\u00A0% to 91.7\u00A0%, n 3,640", "n 3,800", "n 3,800"], titles);
        Assert.All(errors.FindAll("tbody tr"), r => Assert.Equal("18,204", r.QuerySelectorAll("td")[^1].TextContent));
    }

    [Fact]
    public void What_is_slower_than_the_histogram_reaches_is_said()
    {
        var latency = SampleSnapshots.Classification().Latency with { Histogram = [new(0, 100, 50), new(100, 200, 7, Slower: 5)] };
        var panel = Render<LatencyPanel>(p => p.Add(l => l.Latency, latency).Add(l => l.Link, NewLink()));
        var table = Render<HistogramTable>(p => p.Add(t => t.Bars, latency.Histogram));

        Assert.Contains("The last bar also holds 5 above 200\u00A0ms.", panel.FindComponent<LiveChart>().Instance.Label(), StringComparison.Ordinal);
        Assert.Equal(["50", "2", "5"], table.FindAll("tbody td:last-child").Select(c => c.TextContent));
        Assert.Equal("above 200\u00A0ms", table.FindAll("tbody td:first-child")[^1].TextContent);
    }

    [Fact]
    public void An_undefined_figure_is_a_dash_with_its_reason_and_never_zero()
    {
        var tiles = Render<TileRow>(p => p.Add(t => t.Snapshot, SampleSnapshots.FewLabels(63)).Add(t => t.History, NoHistory));

        Assert.Equal("Accuracy n 63 – too few labels 0.33 % labelled", TextOf(tiles, "Accuracy"));
        Assert.Equal("too few labels", tiles.Find("[aria-label='Accuracy'] .value").GetAttribute("title"));
        Assert.StartsWith("CPU –", TextOf(tiles, "CPU"));
    }

    [Fact]
    public void The_matrix_is_a_table_with_headers_for_rows_and_columns()
    {
        var panel = Render<ConfusionPanel>(p => p.Add(c => c.Matrix, new(["no", "yes"], new long[,] { { 90, 10 }, { 3, 7 } })));

        Assert.Equal(["no", "yes"], panel.FindAll("th[scope=row]").Select(h => h.TextContent));
        Assert.Equal(["no", "yes"], panel.FindAll("th[scope=col]").Select(h => h.TextContent));
        Assert.Equal(["90", "10", "3", "7"], panel.FindAll("tbody td").Select(c => c.TextContent.Trim()));
        Assert.Equal("10.0\u00A0% of no was predicted as yes, n 100", panel.FindAll("tbody td")[1].GetAttribute("title"));
        Assert.Contains("right strong", panel.FindAll("tbody td")[0].ClassName);
        Assert.Contains("wrong", panel.FindAll("tbody td")[1].ClassName);
    }

    [Fact]
    public void Rare_labels_of_a_large_matrix_are_folded_without_losing_a_count()
    {
        var counts = new long[20, 20];
        for (var i = 0; i < 20; i++)
        {
            (counts[i, i], counts[i, (i + 1) % 20]) = (100 - i, 1);
        }

        var folded = new ConfusionMatrix([.. Enumerable.Range(0, 20).Select(i => $"label{i}")], counts).Folded(7);

        Assert.Equal(8, folded.Labels.Count);
        Assert.Equal(ConfusionMatrix.OtherLabel, folded.Labels[^1]);
        Assert.Equal(counts.Cast<long>().Sum(), folded.Counts.Cast<long>().Sum());
        Assert.Equal(100, folded.Counts[0, 0]);
    }

    [Fact]
    public void Text_from_clients_is_never_markup()
    {
        const string Evil = "<img src=x onerror=alert(1)>";
        var panel = Render<ConfusionPanel>(p => p.Add(c => c.Matrix, new([Evil, "b"], new long[2, 2])));

        Assert.Empty(panel.FindAll("img"));
        Assert.Equal(Evil, panel.Find("th[scope=row]").TextContent);
        Assert.Equal("&lt;a href=x&gt;b&amp;c&lt;/a&gt;", PlotlyText.Escape("<a href=x>b&c</a>"));
    }

    [Fact]
    public void Versions_link_to_themselves_and_the_chosen_one_back_to_all()
    {
        var panel = Render<VersionsPanel>(p => p.Add(v => v.Versions, SampleSnapshots.Classification().Versions).Add(v => v.Picked, Dashboard.ViewState.VersionChoice.Of("v2.1")));

        var links = panel.FindAll("tbody a").ToDictionary(a => a.TextContent, a => a.GetAttribute("href"));
        Assert.EndsWith("?v=v2.2", links["v2.2"]);
        Assert.DoesNotContain("v=", links["v2.1"]);
        Assert.Equal("v2.1", panel.Find("tr[aria-current=true] a").TextContent);
    }

    [Fact]
    public void Count_windows_are_held_back_below_100_labels()
    {
        var few = Render<CountWindowsPanel>(p => p.Add(c => c.Windows, SampleSnapshots.FewLabels(63).CountWindows));
        var enough = Render<CountWindowsPanel>(p => p.Add(c => c.Windows, SampleSnapshots.Classification().CountWindows));

        Assert.Equal(["63 of 100", "63 of 100", "41.2\u00A0ms", "40.8\u00A0ms"], few.FindAll("dd").Take(4).Select(d => d.TextContent));
        Assert.Equal("92.0\u00A0%", enough.Find("dd").TextContent);
    }

    [Fact]
    public void What_is_read_of_the_last_labels_has_its_place_before_it_comes()
    {
        var labels = SampleSnapshots.Classification().Labels with
        {
            Labelled = 100, Coverage = Figure.Of(0.4, 250), ExpectedCoverage = Figure.Of(0.5, 900), MisleadsSoFar = true, WrongIsLater = Figure.Of(0.8, 300),
        };
        var span = new CountWindowSpan(SampleSnapshots.Now.AddHours(-1), SampleSnapshots.Now, labels, new Interval(0.36, 0.96));
        var panel = Render<CountWindowsPanel>(p => p.Add(c => c.Windows, SampleSnapshots.Classification().CountWindows));
        string[] names = [.. panel.FindAll("dt").Select(d => d.TextContent)];
        var before = panel.FindAll("*").Count;
        Assert.All(Known(), text => Assert.Equal("–", text));

        Show(span);
        Assert.Equal(["12 min", "40.0 %", "3 h", "50.0 %", "36.0 to 96.0 %", "▲ later"], Known());
        Assert.Equal("Last 100 labels among 250 predictions of their time", panel.Find("p.note").TextContent);
        Assert.Contains("do not stand for all (n 300)", panel.Find("div:has(.warn)").GetAttribute("title"));
        Assert.Equal(names, panel.FindAll("dt").Select(d => d.TextContent));
        Assert.Equal(before, panel.FindAll("*").Count);

        Show(span with { Bounds = null, Labels = labels with { MisleadsSoFar = false } });
        Assert.Equal(["–", "alike"], Known()[^2..]);

        string[] Known() => [.. panel.FindAll(".lines dd").Select(d => d.TextContent.Replace('\u00A0', ' '))];

        void Show(CountWindowSpan read) => panel.Render(p => p.Add(c => c.Arrived, new CountWindowReading(
            SampleSnapshots.Classification().Key, null, SampleSnapshots.Now,
            [new CountWindow(100, Figure.Of(0.91, 100), Figure.Of(720, 100), Figure.Of(10_800, 100), read)], SampleSnapshots.Classification().CountWindows)));
    }

    [Theory]
    [InlineData(0.26, "normal")]
    [InlineData(0.85, "warning")]
    [InlineData(0.97, "critical")]
    public void Gauges_are_meters_that_say_their_value(double share, string level)
    {
        var gauge = Render<ArcGauge>(p => p.Add(g => g.Name, "CPU").Add(g => g.Share, share).Add(g => g.Value, NumberText.Percent(share)));

        var meter = gauge.Find("[role=meter]");
        Assert.Equal(share * 100, double.Parse(meter.GetAttribute("aria-valuenow")!), 2);
        Assert.Null(meter.GetAttribute("aria-valuetext")); // The position is read as the percentage it is.
        gauge.Render(p => p.Add(g => g.Value, NumberText.Bytes(1_717_986_918)));
        Assert.Equal("1.6\u00A0GiB", gauge.Find("[role=meter]").GetAttribute("aria-valuetext"));
        Assert.Equal(level, gauge.Find(".arc").GetAttribute("data-level"));
    }

    [Fact]
    public void An_unknown_share_draws_no_arc()
    {
        var gauge = Render<ArcGauge>(p => p.Add(g => g.Name, "CPU").Add(g => g.Share, (double?)null).Add(g => g.Value, Quantity.Missing));

        Assert.Empty(gauge.FindAll(".arc"));
        Assert.Equal("unknown", gauge.Find("[role=meter]").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void A_throwing_panel_leaves_its_neighbour_alone_and_can_be_retried()
    {
        var breaks = true;
        RenderFragment broken = builder => { builder.OpenComponent<Breakable>(0); builder.AddAttribute(1, "Breaks", () => breaks); builder.CloseComponent(); };
        var page = Render(builder =>
        {
            builder.OpenComponent<Panel>(0);
            builder.AddAttribute(1, "Title", "Broken");
            builder.AddAttribute(2, "ChildContent", broken);
            builder.CloseComponent();
            builder.OpenComponent<CountWindowsPanel>(3);
            builder.AddAttribute(4, "Windows", SampleSnapshots.Classification().CountWindows);
            builder.CloseComponent();
        });

        Assert.Contains("could not be drawn", page.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("poison", page.Markup); // Exception text stays in the log.
        Assert.Contains("Last arrivals", page.Markup);

        breaks = false;
        page.Find("[role=alert] button").Click();

        Assert.Contains("all is well", page.Markup);
    }

    [Fact]
    public void The_empty_page_names_this_servers_own_address()
    {
        var empty = Render<EmptyState>(p => p.Add(e => e.BaseUri, "http://127.0.0.1:5080/"));

        var commands = empty.Find("pre").TextContent;
        Assert.Equal(2, commands.Split("curl http://127.0.0.1:5080/api/v1/events").Length - 1);
        foreach (var line in commands.Split('\n').Where(l => l.TrimStart().StartsWith("-d '", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(line.Trim()[4..^1]);
            Assert.Equal("a1", json.RootElement.GetProperty("id").GetString());
        }

        Assert.Equal(empty.Find("pre").Id, empty.Find("[data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public void The_verdict_is_announced_and_its_icon_has_words()
    {
        var panel = Render<HeadlinePanel>(p => p.Add(h => h.Headline, new(HeadlineTone.Worse, "It fell.", "Much.")));

        Assert.Equal("It fell.", panel.Find("[aria-live=polite]").TextContent);
        Assert.Contains("Got worse", panel.Markup);
        Assert.Contains("worse", panel.Find("section").ClassName);
    }

    [Fact]
    public void The_writer_says_when_it_reads_or_refuses_and_is_silent_otherwise()
    {
        Assert.Contains("Reading stored events, 42.0\u00A0% done", Notice(WriterState.Restoring(0.42)));
        Assert.Contains("disk is full", Notice(WriterState.Suspended("storage_full", "the disk is full")));
        Assert.Equal("", Notice(WriterState.Ready).Trim());
    }

    private string Notice(WriterState state) => Render<WriterNotice>(p => p.Add(n => n.State, state)).Markup;

    private static IReadOnlyList<SystemPoint> NoHistory(TimeRange range) => [];

    private static string TextOf(IRenderedComponent<TileRow> tiles, string label)
    {
        var tile = tiles.Find($"[aria-label='{label}']");
        var parts = tile.QuerySelectorAll("h2, .value, .detail").Select(e => string.Join(' ', e.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
        return string.Join(' ', parts).Replace(NumberText.Space, " ", StringComparison.Ordinal);
    }

    private sealed class Breakable : ComponentBase
    {
        [Parameter]
        public Func<bool> Breaks { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder) =>
            builder.AddContent(0, Breaks() ? throw new ArgumentException("poison") : "all is well");
    }
}
