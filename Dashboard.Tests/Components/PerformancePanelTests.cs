using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Panels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Windowing;
using MudBlazor;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class PerformancePanelTests : UiTest
{
    [Fact]
    public void Curves_show_their_figure_with_interval_and_n()
    {
        var read = SamplePerformance.Churn();
        var panels = Scores(read);

        Assert.Equal(3, panels.FindAll(".chart > [role=img]").Count);
        var auc = panels.Find(".head-figure").TextContent;
        Assert.StartsWith("AUC", auc, StringComparison.Ordinal);
        Assert.Contains("n 400", auc);
        Assert.Contains(" to ", auc);
    }

    [Fact]
    public void Moving_the_threshold_changes_the_figures_at_it()
    {
        var read = SamplePerformance.Churn();
        var panels = Scores(read);
        var before = Row(panels, "Recall");

        var slider = panels.FindComponent<MudSlider<double>>();
        slider.InvokeAsync(() => slider.Instance.ValueChanged.InvokeAsync(0.9));

        Assert.NotEqual(before, Row(panels, "Recall"));
        var counts = Dashboard.Core.Metrics.ThresholdMetrics.At(read.Curves.Scores!, 0.9);
        Assert.Equal(
            [counts.TruePositives, counts.FalseNegatives, counts.FalsePositives, counts.TrueNegatives],
            panels.FindAll(".threshold table.matrix td:not(.corner)").Select(cell => long.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("0.900", panels.Find(".threshold output").TextContent);
    }

    [Fact]
    public async Task The_threshold_of_an_address_is_shown_and_a_moved_one_is_told_when_it_rests()
    {
        var told = new List<string?>();
        var panels = Render<ScorePanels>(p => p
            .Add(x => x.Curves, SamplePerformance.Churn().Curves).Add(x => x.Positive, "stays not").Add(x => x.Link, NewLink())
            .Add(x => x.Threshold, "0.42").Add(x => x.OnThreshold, told.Add));
        Assert.Equal("0.420", panels.Find(".threshold output").TextContent);
        var slider = panels.FindComponent<MudSlider<double>>();

        await slider.InvokeAsync(() => slider.Instance.ValueChanged.InvokeAsync(0.8));
        await slider.InvokeAsync(() => slider.Instance.ValueChanged.InvokeAsync(0.9));
        Assert.Empty(told);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually(() => told.Count == 1, "the threshold is told");
        await slider.InvokeAsync(() => slider.Instance.ValueChanged.InvokeAsync(0.5));
        Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually(() => told.Count == 2, "the usual threshold is told");
        Assert.Equal(["0.9", null], told);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("NaN")]
    [InlineData("half")]
    public void A_threshold_that_is_none_is_said_with_what_there_is(string threshold)
    {
        var panels = Render<ScorePanels>(p => p
            .Add(x => x.Curves, SamplePerformance.Churn().Curves).Add(x => x.Positive, "stays not").Add(x => x.Link, NewLink()).Add(x => x.Threshold, threshold));

        Assert.Equal($"“{threshold}” is no threshold of these scores", panels.Find(".message strong").TextContent);
        panels.Find(".threshold-choices .link-button").Click();

        Assert.Equal("0.500", panels.Find(".threshold output").TextContent);
    }

    [Theory]
    [InlineData(false, 400, "No scores in this range")]
    [InlineData(true, 0, "No curve yet")]
    [InlineData(true, 1, "1 of 100 labelled")]
    public void What_is_missing_is_said(bool hasScores, int labelled, string expected)
    {
        var panels = Scores(SamplePerformance.Churn(labelled: labelled, hasScores: hasScores));

        Assert.Contains(expected, panels.Find(".message strong").TextContent);
        Assert.NotEmpty(panels.Find(".message p").TextContent);
    }

    [Fact]
    public void Few_labels_are_not_to_be_decided_on()
    {
        var panels = Scores(SamplePerformance.Churn(labelled: 63));

        Assert.Contains(panels.FindAll(".note"), note => note.TextContent == "63 of 100 labelled: too few to decide on");
    }

    [Fact]
    public void A_curve_can_be_read_as_a_table()
    {
        var read = SamplePerformance.Churn();
        var panels = Scores(read);

        panels.Find("[aria-label='Show as table']").Click();

        Assert.Equal(read.Curves.Roc.Count, panels.FindAll(".chart-table tbody tr").Count);
    }

    [Fact]
    public void Every_metric_stands_with_its_basis_or_the_reason_why_it_has_no_value()
    {
        var read = SamplePerformance.Churn();
        var panel = Render<MetricsPanel>(p => p.Add(x => x.Metrics, read.Metrics).Add(x => x.Positive, read.Positive));

        Assert.Equal(read.Metrics.Count, panel.FindAll("tbody tr").Count);
        Assert.Contains(panel.FindAll("thead th:first-child"), head => head.TextContent == "About stays not");
        var undefined = panel.FindAll("tbody tr").Single(row => row.TextContent.Contains("Availability over time", StringComparison.Ordinal) && row.QuerySelector(".why") is not null);
        Assert.Equal("–", undefined.QuerySelector("td")!.TextContent);
        var note = panel.Find("[popovertarget]");
        Assert.Equal("What Accuracy is", note.GetAttribute("aria-label"));
        Assert.Contains("right / labelled predictions", panel.Find($"#{note.GetAttribute("popovertarget")}").TextContent);
    }

    [Fact]
    public void The_matrix_shows_shares_on_request_and_links_to_the_rows()
    {
        var read = SamplePerformance.Churn();
        var panel = Render<ConfusionPanel>(p => p
            .Add(x => x.Matrix, read.Sums.Matrix).Add(x => x.HasShares, true).Add(x => x.LinkTo, (truth, predicted) => $"rows/{truth}/{predicted}"));
        Assert.Equal("rows/stays/stays", panel.Find("tbody td a").GetAttribute("href"));

        panel.FindAll(".choices button")[1].Click();

        var shares = MatrixShares.Of(read.Sums.Matrix, MatrixDivisor.Truth);
        Assert.StartsWith(Core.Metrics.NumberText.Percent(shares[0][0]).ToString(), panel.Find("tbody td a").TextContent);
    }

    [Fact]
    public void Errors_are_drawn_and_listed_and_pairs_are_the_newest()
    {
        var feed = SamplePerformance.Demand();
        var read = PerformanceReading.Read(feed.Projection, SamplePerformance.Key, null);
        var panels = Render<ErrorPanels>(p => p.Add(x => x.Read, read).Add(x => x.Link, NewLink()));

        Assert.Equal(2, panels.FindAll(".chart > [role=img]").Count);
        Assert.Contains("newest 220 labelled", panels.Markup);
        panels.Find("[aria-label='Show as table']").Click();
        Assert.Equal(read.Errors.Bars.Count, panels.FindAll(".chart-table tbody tr").Count);
    }

    [Fact]
    public void Without_labels_errors_say_what_brings_them()
    {
        var read = PerformanceReading.Read(SamplePerformance.Demand(labelled: 0).Projection, SamplePerformance.Key, null);

        var panels = Render<ErrorPanels>(p => p.Add(x => x.Read, read).Add(x => x.Link, NewLink()));

        Assert.Equal(2, panels.FindAll(".message").Count);
        Assert.Contains("Nothing is labelled yet", panels.Find(".message").TextContent);
    }

    [Fact]
    public void A_metric_over_time_is_drawn_in_percent_and_undefined_is_said()
    {
        var metric = MetricCatalogue.Find("bias")!;
        var series = MetricSeries.Read(SamplePerformance.Demand().Projection, SamplePerformance.Key, [metric, MetricCatalogue.Find("accuracy")!], null);

        var drawn = Render<MetricSeriesPanel>(p => p.Add(x => x.Series, series[0]).Add(x => x.Link, NewLink()));
        var undefined = Render<MetricSeriesPanel>(p => p.Add(x => x.Series, series[1]).Add(x => x.Link, NewLink()));

        Assert.Contains("Bias over time", drawn.Find(".chart > [role=img]").GetAttribute("aria-label"));
        Assert.Contains("not for models of this kind", undefined.Find(".message").TextContent);
    }

    [Fact]
    public void A_gap_in_a_metric_is_sent_as_a_gap()
    {
        var start = SampleSnapshots.Now;
        MetricPoint Point(int minute, Figure figure) => new(start.AddMinutes(minute), start.AddMinutes(minute + 1), figure);
        var series = new MetricSeries(MetricCatalogue.Find("bias")!, TimeSpan.FromMinutes(1),
            [Point(0, new Figure(-2, 5, new Interval(-3, -1))), Point(1, Figure.None("nothing labelled")), Point(2, new Figure(4, 6, null))]);

        var drawn = Render<MetricSeriesPanel>(p => p.Add(x => x.Series, series).Add(x => x.Link, NewLink()));

        var line = JsonSerializer.Deserialize<JsonElement>(((WrittenJson)Charts.VerifyInvoke("show").Arguments[1]!).Utf8.Span).GetProperty("lines")[0];
        Assert.Equal("[-2,null,4]", line.GetProperty("y").GetRawText());
        Assert.Equal("[-3,null,null]", line.GetProperty("lo").GetRawText());
        Assert.Equal("[-1,null,null]", line.GetProperty("hi").GetRawText());
        Assert.Contains("Bias over time. Last 4", drawn.Find(".chart > [role=img]").GetAttribute("aria-label"));
    }

    private IRenderedComponent<ScorePanels> Scores(PerformanceReading read) =>
        Render<ScorePanels>(p => p.Add(x => x.Curves, read.Curves).Add(x => x.Positive, read.Positive).Add(x => x.Link, NewLink()));

    private static string Row(IRenderedComponent<ScorePanels> panels, string name) =>
        panels.FindAll(".threshold table.grid tbody tr").Single(row => row.QuerySelector("th")!.TextContent == name).TextContent;
}
