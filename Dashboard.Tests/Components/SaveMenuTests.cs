using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Panels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using Xunit;

namespace Dashboard.Tests.Components;

/// <summary>Any chart of a panel is kept as a picture or as its points.</summary>
public sealed class SaveMenuTests : UiTest
{
    private static readonly DateTimeOffset Start = SampleSnapshots.Now;

    [Fact]
    public async Task Lines_are_kept_with_interval_and_n_and_gaps_stay_empty()
    {
        var lines = new LineFigures(
            Start, Start.AddMinutes(2), [Start, Start.AddMinutes(1)],
            new FigureLine("error rate", [new Figure(0.25, 40, new Interval(0.125, 0.5)), Figure.None("no predictions")], HasBand: true) { Column = "error_rate" })
        {
            IsShare = true,
        };

        var (file, text) = await SaveAsync(ChartFigure.ErrorRate, "Data (CSV)", chart => chart.AddComponentParameter(9, nameof(LiveChart.Series), lines));

        Assert.Equal("fraud-error-rate-20260304-120000.csv", file);
        Assert.Equal("time,error_rate,error_rate_low,error_rate_high,error_rate_n\r\n2026-03-04T12:00:00.0000000Z,0.25,0.125,0.5,40\r\n2026-03-04T12:01:00.0000000Z,,,,0\r\n", text);
    }

    [Fact]
    public async Task Points_are_kept_without_what_only_helps_the_eye()
    {
        var data = new ChartData([new ChartTrace([0, 1], [0, 1]), new ChartTrace([0.2], [0.8], [[0.5]]) { Columns = ["x", "y", "score_from"] }]);

        var (_, text) = await SaveAsync(ChartFigure.Roc, "Data (CSV)", chart => chart.AddComponentParameter(9, nameof(LiveChart.Data), data));

        Assert.Equal("x,y,score_from\r\n0.2,0.8,0.5\r\n", text);
    }

    [Fact]
    public async Task A_picture_says_what_it_is_of_and_when_it_was_made()
    {
        var menu = Open(ChartFigure.Throughput, _ => { });

        await ChooseAsync(menu, "Picture (PNG)");

        var call = Charts.VerifyInvoke("savePicture");
        Assert.Equal("r", call.Arguments[0]);
        Assert.Equal(
            new ChartCaption("Error rate", "of all", $"fraud · 2.1 · country:DE · Last 15{NumberText.Space}min · made 2026-03-04 12:00:00 UTC", "Last 0.25 %."), call.Arguments[1]);
        Assert.Equal("fraud-error-rate-20260304-120000.png", call.Arguments[2]);
        Assert.Equal("title", JsonSerializer.SerializeToElement(call.Arguments[1], JsonSerializerOptions.Web).EnumerateObject().First().Name);
    }

    [Fact]
    public async Task What_could_not_be_kept_is_said_until_it_can()
    {
        Charts.SetupVoid("savePicture", _ => true).SetException(new JSException("no memory"));
        var menu = Open(ChartFigure.Throughput, _ => { });

        await ChooseAsync(menu, "Picture (PNG)");
        menu.Panel.WaitForAssertion(() => Assert.Equal("Not saved, try again", menu.Panel.Find(".save-failure[role=status]").TextContent));

        Charts.SetupVoid("savePicture", _ => true).SetVoidResult();
        await ChooseAsync(menu, "Picture (PNG)");
        menu.Panel.WaitForAssertion(() => Assert.Empty(menu.Panel.Find(".save-failure").TextContent));
    }

    [Fact]
    public void There_is_a_menu_while_there_is_a_chart()
    {
        var panel = Render<Panel>(p => p.Add(c => c.Title, "Latency").Add(c => c.HasChart, true).AddChildContent("nothing yet"));
        Assert.Empty(panel.FindAll(".save-menu"));

        panel.Render(p => p.Add(c => c.ChildContent, Chart(ChartFigure.Throughput, NewLink(), _ => { })));
        Assert.Equal("Save Latency", panel.Find(".save-menu button").GetAttribute("aria-label"));

        panel.Render(p => p.Add(c => c.ChildContent, (RenderFragment)(builder => builder.AddContent(0, "gone"))));
        Assert.Empty(panel.FindAll(".save-menu"));
    }

    [Fact]
    public void The_main_chart_keeps_the_further_lines_only_where_they_are_drawn()
    {
        var at = SampleSnapshots.Classification() is var snapshot ? snapshot.Series.Points[1].Time : default;
        snapshot = snapshot with { Outlook = new Outlook(TimeSpan.FromMinutes(1), [new OutlookPoint(at, 0.9, 0.8, 0.95, 120, 0.7, 30, null)]) };

        var plain = ChartTables.OfQuality(snapshot, ChartLines.None);
        var full = ChartTables.OfQuality(snapshot, ChartLines.Estimated | ChartLines.Believed);

        Assert.Equal(["time", "accuracy", "accuracy_low", "accuracy_high", "labelled", "predictions"], plain.Columns);
        Assert.Equal(snapshot.Series.Points.Count, plain.Rows.Count());
        Assert.Equal([0.9, 0.8, 0.95, 120L, 0.7, 30L], full.Rows.ElementAt(1).Skip(6));
        Assert.All(full.Rows.First().Skip(6), Assert.Null);
        Assert.All(full.Rows, row => Assert.Equal(full.Columns.Count, row.Count));
    }

    [Fact]
    public async Task The_confusion_matrix_is_kept_cell_by_cell_with_both_shares_and_not_as_a_picture()
    {
        var link = NewLink();
        link.Subject = new ChartSubject("fraud", null);
        var popovers = Render<MudPopoverProvider>();
        var panel = Render<ConfusionPanel>(p => p.Add(c => c.Link, link).Add(c => c.Matrix, new(["no", "yes"], new long[,] { { 90, 10 }, { 0, 0 } })));

        var offered = await OfferAsync((popovers, panel.FindComponent<Panel>()));
        Assert.Equal(["Data (CSV)"], offered.Select(item => item.TextContent.Trim()));
        var (file, text) = await KeepAsync(offered[0]);

        Assert.Equal("fraud-confusion-matrix-20260304-120000.csv", file);
        Assert.Equal(
            "ground_truth,prediction,labelled,share_of_ground_truth,share_of_prediction\r\nno,no,90,0.9,1\r\nno,yes,10,0.1,1\r\nyes,no,0,,0\r\nyes,yes,0,,0\r\n", text);
    }

    [Fact]
    public void A_matrix_without_labels_has_nothing_to_keep() =>
        Assert.Empty(Render<ConfusionPanel>(p => p.Add(c => c.Link, NewLink()).Add(c => c.Matrix, ConfusionMatrix.Empty)).FindAll(".save-menu"));

    private async Task<(string File, string Text)> SaveAsync(ChartFigure figure, string item, Action<Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder> with) =>
        await KeepAsync((await OfferAsync(Open(figure, with))).Single(e => e.TextContent.Trim() == item));

    private async Task<(string File, string Text)> KeepAsync(IElement item)
    {
        await item.ClickAsync(new());
        await Eventually(() => Charts.Invocations["saveFile"].Count == 1, "the file is sent");
        var call = Charts.VerifyInvoke("saveFile");
        var content = (MemoryStream)((DotNetStreamReference)call.Arguments[1]!).Stream;
        return ((string)call.Arguments[0]!, Encoding.UTF8.GetString(content.ToArray()));
    }

    private (IRenderedComponent<MudPopoverProvider> Popovers, IRenderedComponent<Panel> Panel) Open(
        ChartFigure figure, Action<Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder> with)
    {
        var link = NewLink();
        link.Subject = new ChartSubject("fraud", new ViewSelection(VersionChoice.Of("2.1"), TimeRange.Last(TimeSpan.FromMinutes(15))) { Segment = SegmentKey.Parse("country:DE") });
        var popovers = Render<MudPopoverProvider>();
        return (popovers, Render<Panel>(p => p.Add(c => c.Title, "Error rate").Add(c => c.HasChart, true).Add(c => c.Note, "of all").Add(c => c.ChildContent, Chart(figure, link, with))));
    }

    private static async Task ChooseAsync((IRenderedComponent<MudPopoverProvider> Popovers, IRenderedComponent<Panel> Panel) page, string item) =>
        await (await OfferAsync(page)).Single(e => e.TextContent.Trim() == item).ClickAsync(new());

    private static async Task<IReadOnlyList<IElement>> OfferAsync((IRenderedComponent<MudPopoverProvider> Popovers, IRenderedComponent<Panel> Panel) page)
    {
        await page.Panel.Find(".save-menu button").ClickAsync(new());
        page.Popovers.WaitForAssertion(() => Assert.NotEmpty(page.Popovers.FindAll(".mud-menu-item")));
        return page.Popovers.FindAll(".mud-menu-item");
    }

    private static RenderFragment Chart(ChartFigure figure, ChartLink link, Action<Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder> with) => builder =>
    {
        builder.OpenComponent<LiveChart>(0);
        builder.AddComponentParameter(1, nameof(LiveChart.Role), "r");
        builder.AddComponentParameter(2, nameof(LiveChart.Figure), figure);
        builder.AddComponentParameter(3, nameof(LiveChart.Link), link);
        builder.AddComponentParameter(4, nameof(LiveChart.Label), (Func<string>)(() => "Last 0.25 %."));
        with(builder);
        builder.CloseComponent();
    };
}
