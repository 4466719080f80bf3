using System.Globalization;
using Bunit;
using Dashboard.Components.Pages;
using Dashboard.Components.Panels;
using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Tests.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

/// <summary>Pages on latency and traffic, versions, segments: figures of real events in every state.</summary>
public sealed class ModelReadingsTests : UiTest
{
    private static readonly TimeRange Hour = TimeRange.Last(TimeSpan.FromHours(1));

    public ModelReadingsTests()
    {
        UseFeed((key, number, asOf, _) => SampleSnapshots.Classification(key, number, asOf));
        SetRendererInfo(new RendererInfo("Static", false));
    }

    [Fact]
    public void Traffic_shows_map_table_errors_by_kind_and_the_promise()
    {
        var traffic = Traffic(Enumerable.Range(0, 2_000).Select(i => ((double)(20 + (i % 60)), i % 100 == 0 ? 1 : i % 200 == 1 ? 2 : 0)));
        var latency = Render<LatencyOverTimePanel>(p => p.Add(c => c.Traffic, traffic).Add(c => c.Link, NewLink()));
        var errors = Render<ErrorsPanel>(p => p.Add(c => c.Traffic, traffic).Add(c => c.Link, NewLink()));
        var level = Render<ServiceLevelPanel>(p => p.Add(c => c.Level, traffic.Against(0.999)).Add(c => c.Counts, traffic.Total));

        Assert.Equal(LatencyHeat.Levels, latency.FindAll("svg.heat path").Count);
        Assert.Contains("95 % at most", latency.Find("[role=img][aria-label]").GetAttribute("aria-label"));
        Assert.Contains("20 without an answer", errors.Find(".foot").TextContent);
        Assert.Contains("10 answered all the same", errors.Find(".foot").TextContent);
        Assert.Equal("missed", level.Find(".word").GetAttribute("data-verdict"));
        Assert.Equal(4, level.FindAll("tbody tr").Count);

        latency.Find("[aria-label='Show as table']").Click();
        Assert.Equal(traffic.Columns.Count, latency.FindAll("tbody tr").Count);
        Assert.Contains("this stretch has hardly begun", latency.Markup);
    }

    [Fact]
    public void What_went_wrong_is_listed_by_text_with_its_share()
    {
        var kinds = new ErrorKinds([new("timeout", 30, SampleSnapshots.Now), new("", 10, SampleSnapshots.Now)], 45, 5, 200_704, SampleSnapshots.Now.AddHours(-1), IsThrough: false);
        var panel = Render<ErrorKindsPanel>(p => p.Add(c => c.Kinds, kinds).Add(c => c.RowsPath, "rows"));

        Assert.Equal(["timeout", "no text was sent"], panel.FindAll("tbody th").Select(head => head.TextContent));
        Assert.Contains("66.7 %", panel.Find("tbody tr").TextContent.Replace('\u00A0', ' '));
        Assert.Contains("n 45", panel.Find("tbody tr").TextContent);
        Assert.Contains("5 more failed for rarer reasons", panel.Find(".foot").TextContent);
        Assert.Contains("among the newest 200,704 events of all models", panel.Markup);
        Assert.Equal("rows", panel.Find("header a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(true, "Nothing went wrong in this range", 0)]
    [InlineData(false, "No failure among the newest 200,704 events", 1)]
    public void Where_nothing_failed_it_is_said_of_what(bool isThrough, string words, int links)
    {
        var kinds = new ErrorKinds([], 0, 0, 200_704, SampleSnapshots.Now, isThrough);
        var panel = Render<ErrorKindsPanel>(p => p.Add(c => c.Kinds, kinds).Add(c => c.RowsPath, "rows"));

        Assert.Equal(words, panel.Find(".message strong").TextContent);
        Assert.Equal(links, panel.FindAll("header a").Count);
    }

    [Fact]
    public void Throughput_and_errors_are_tables_too()
    {
        var traffic = Traffic(Enumerable.Range(0, 2_000).Select(i => ((double)(20 + (i % 60)), i % 100 == 0 ? 1 : 0)));
        var throughput = Render<ThroughputPanel>(p => p.Add(c => c.Traffic, traffic).Add(c => c.Link, NewLink()));
        var errors = Render<ErrorsPanel>(p => p.Add(c => c.Traffic, traffic).Add(c => c.Link, NewLink()));
        throughput.Find("[aria-label='Show as table']").Click();
        errors.Find("[aria-label='Show as table']").Click();

        Assert.Equal(2_000, Numbers(throughput, 1).Sum());
        Assert.Equal(20, Numbers(errors, 2).Sum());
        Assert.Contains("on average", throughput.Find(".foot").TextContent);

        static IEnumerable<int> Numbers(IRenderedComponent<IComponent> panel, int column) => panel.FindAll("tbody tr")
            .Select(row => int.Parse(row.QuerySelectorAll("td")[column].TextContent, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Without_traffic_each_chart_says_so()
    {
        var traffic = Traffic([]);

        Assert.Contains("No latencies", Render<LatencyOverTimePanel>(p => p.Add(c => c.Traffic, traffic).Add(c => c.Link, NewLink())).Markup);
        Assert.Contains("No predictions", Render<ThroughputPanel>(p => p.Add(c => c.Traffic, traffic).Add(c => c.Link, NewLink())).Markup);
        Assert.Contains("No predictions", Render<ErrorsPanel>(p => p.Add(c => c.Traffic, traffic).Add(c => c.Link, NewLink())).Markup);
        var level = Render<ServiceLevelPanel>(p => p.Add(c => c.Level, traffic.Against(0.99)).Add(c => c.Counts, traffic.Total));
        Assert.Equal("–", level.Find(".amount").TextContent);
        Assert.Contains("no predictions in this range", level.Find(".basis").TextContent);
    }

    [Theory]
    [InlineData(40, 40, "Too early to tell:", "needs 100 labelled predictions of each")]
    [InlineData(2_000, 0, "2 is worse than 1:", "lower")]
    [InlineData(2_000, 1_000, "No difference seen yet.", "Undecided between 1 and 2")]
    public void Versions_get_a_verdict_in_words(int count, int rightOfSecond, string claim, string detail)
    {
        var pair = Pair(count, rightOfSecond);
        var verdict = Render<VersionVerdict>(p => p.Add(c => c.Result, pair.Result));
        var table = Render<VersionPairPanel>(p => p.Add(c => c.Pair, pair));

        Assert.Equal(claim, verdict.Find("strong").TextContent);
        Assert.Contains(detail, verdict.Find("p").TextContent);
        Assert.Equal(["Accuracy", "Label coverage", "Median latency", "95 % latency", "Error rate", "Share of traffic"], table.FindAll("tbody th").Select(th => th.TextContent));
        Assert.Contains($"n {NumberText.Count(count / 2)}", table.FindAll("tbody td")[1].TextContent);
        Assert.Contains("no latencies in this range", table.FindAll("tbody tr")[2].TextContent);
        Assert.Contains("shadow traffic", table.Find(".foot").TextContent);
    }

    [Fact]
    public void Two_versions_without_labels_have_no_chart_and_reasons_for_their_dashes()
    {
        var pair = Pair(200, 0, isLabelled: false);

        Assert.Contains("Nothing is labelled yet", Render<VersionQualityPanel>(p => p.Add(c => c.Pair, pair).Add(c => c.Link, NewLink())).Markup);
        Assert.Contains("– no labelled predictions", string.Join(' ', Render<VersionPairPanel>(p => p.Add(c => c.Pair, pair)).FindAll("tbody td")[0].TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Segments_are_ranked_with_words_for_each_and_others_by_name()
    {
        var table = Segments(600);
        var panel = ShowSegments(table);

        var rows = panel.FindAll("tbody tr");
        Assert.Equal("FR", rows[0].QuerySelector("th")!.TextContent);
        Assert.Contains("worse", rows[0].QuerySelector("td.bad")!.TextContent);
        Assert.Contains(rows, row => row.TextContent.Contains("of 30 labelled", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.QuerySelector("th")!.TextContent == "all other values");
        Assert.Equal("to-FR", rows[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("by chance", panel.Find(".foot").TextContent);
        Assert.Empty(panel.FindAll(".message"));
    }

    [Fact]
    public void Too_few_labels_say_how_many_are_missing()
    {
        var panel = ShowSegments(Segments(12));

        Assert.Equal("12 of 30 labelled", panel.Find(".message strong").TextContent);
        Assert.DoesNotContain("▼", panel.Find("tbody").TextContent);
    }

    [Fact]
    public void Pages_wait_with_a_skeleton_and_say_what_to_send()
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1", "v2.2");

        var segments = Render<ModelSegments>(p => p.Add(c => c.Model, "fraud-scorer"));
        var versions = Render<ModelVersions>(p => p.Add(c => c.Model, "fraud-scorer"));

        Assert.Contains("\"segments\":{\"country\":\"DE\"", segments.Find("pre").TextContent);
        Assert.Contains("differences are v2.2 less v2.1", versions.Find(".choice").TextContent);
        Assert.NotEmpty(versions.FindAll(".skeleton"));
        Assert.NotEmpty(Render<ModelTraffic>(p => p.Add(c => c.Model, "fraud-scorer")).FindAll(".skeleton"));
    }

    [Theory]
    [InlineData("?a=v2.1&b=v9", "has no version “v9”")]
    [InlineData("?a=v2.1&b=v2.1", "two different versions")]
    [InlineData("?b=v2.1", "differences are v2.1 less v2.2")]
    [InlineData("?a=v2.2", "differences are v2.1 less v2.2")]
    public void The_pair_is_in_the_address(string query, string words)
    {
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1", "v2.2");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/models/fraud-scorer/versions" + query);

        Assert.Contains(words, Render<ModelVersions>(p => p.Add(c => c.Model, "fraud-scorer")).Markup);
    }

    [Fact]
    public void The_address_keeps_the_promise()
    {
        Assert.Equal(0.9995, AvailabilityTarget.Parse("99.95"));
        Assert.All(AvailabilityTarget.Choices, target => Assert.Equal(target, AvailabilityTarget.Parse(AvailabilityTarget.Print(target))));
        Assert.All(["100", "49", "x", "-1", ""], text => Assert.Equal(AvailabilityTarget.Default, AvailabilityTarget.Parse(text)));
    }

    private static TrafficOverTime Traffic(IEnumerable<(double Ms, int Fault)> events)
    {
        var feed = new EventFeed();
        feed.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        foreach (var ((ms, fault), i) in events.Select((e, i) => (e, i)))
        {
            feed.Predict($"{i}", fault == 1 ? null : "yes", EventFeed.Start.AddSeconds(60 + i), ms, failed: fault > 0);
        }

        feed.Commit();
        return feed.Projection.ReadTraffic(new SnapshotKey("m", null, Hour));
    }

    private static VersionPair Pair(int count, int rightOfSecond, bool isLabelled = true)
    {
        var feed = new EventFeed();
        for (var i = 0; i < count; i++)
        {
            feed.Predict($"{i}", "yes", version: i % 2 == 0 ? "1" : "2");
            if (isLabelled)
            {
                feed.Truth($"{i}", (i % 2 == 0 || i < 2 * rightOfSecond) && i % 22 > 1 ? "yes" : "no");
            }
        }

        feed.Commit();
        return VersionPair.Read(feed.Projection, new SnapshotKey("m", null, Hour), "1", "2");
    }

    private static SegmentTable Segments(int count)
    {
        var feed = new EventFeed(limits: new CatalogLimits { SegmentValues = 4 });
        for (var i = 0; i < count; i++)
        {
            var country = i == 3 ? "LI" : new[] { "DE", "FR", "US", "YY" }[i % 4]; // YY comes when four values are known.
            feed.Predict($"{i}", "yes", country: country);
            feed.Truth($"{i}", i % 8 == 1 || i % 11 == 0 ? "no" : "yes");
        }

        feed.Commit();
        return SegmentTable.Read(feed.Projection, new SnapshotKey("m", null, Hour), "country", feed.Catalog.Find("m")!.Segments.ValuesOf("country"));
    }

    private IRenderedComponent<SegmentsPanel> ShowSegments(SegmentTable table) => Render<SegmentsPanel>(p => p
        .Add(c => c.Table, table).Add(c => c.Model, AddModel("m", OutcomeKind.Text, "1"))
        .Add(c => c.LinkToSegment, value => "to-" + value));
}
