using Bunit;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages;
using Dashboard.Components.Panels;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Storage;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Components;

public sealed class SystemPageTests : UiTest
{
    private static readonly ServerReport Calm = new(
        "1.2.3", TimeSpan.FromHours(5), WriterState.Ready, new IngestLedger(900, 10, new Dictionary<string, long> { ["id_conflict"] = 3 }), 7,
        new ProjectionStatus(400, 0, 12, 2, 0, 1_000, 0, 380, 5), new StorageStatus("LiteDB", "/srv/data", 900, 90_000, 120_000, 1, 40, ["A torn tail was cut."]) { Blocks = 4 },
        SampleSnapshots.Now.AddDays(-3), 5_000_000_000, TimeSpan.FromDays(30), new LiveReport(2, 3, 100, 1, 0),
        [new("Events waiting for the writer", 190_000, 200_000, 7, "Ingest:MaxQueuedEvents", "refused"), new("Stored events", 90_000, 0, 0, "Storage:MaxEventBytes", "deleted") { IsBytes = true }]);

    [Fact]
    public void It_shows_the_account_storage_and_joins_and_reads_again_each_second()
    {
        var reports = Use(Calm);
        var page = Render<SystemPage>();

        Assert.Contains("Accepted", page.Find(".summary").TextContent);
        Assert.Contains("913", page.Markup); // Received: the parts add up.
        Assert.Contains("id_conflict", page.Markup);
        Assert.Contains("3 d ago", page.Markup.Replace('\u00A0', ' ').Replace("&nbsp;", " "));
        Assert.Contains("A torn tail was cut.", page.Find(".caution").TextContent);

        reports.Now = Calm with { Writer = WriterState.Suspended("storage_low", "there is little room") };
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("there is little room", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void A_bound_that_is_nearly_reached_is_named_and_what_it_cost_is_told()
    {
        var panel = Render<BoundsPanel>(p => p.Add(b => b.Bounds, Calm.Bounds));
        var rows = panel.FindAll("tbody tr");

        Assert.Contains("95 %, critical", rows[0].TextContent.Replace('\u00A0', ' '));
        Assert.Equal("critical", rows[0].QuerySelector(".meter")!.GetAttribute("data-level"));
        Assert.Equal("7", rows[0].QuerySelector("td.bad")!.TextContent);
        Assert.Contains("none", rows[1].TextContent);
    }

    [Fact]
    public void Storage_that_is_not_open_is_said()
    {
        var panel = Render<StoragePanel>(p => p.Add(s => s.Report, Calm with { Storage = null }).Add(s => s.Now, SampleSnapshots.Now));

        Assert.Contains("Storage is not open", panel.Markup);
    }

    [Fact]
    public void The_history_tells_mean_and_highest_or_that_there_is_none()
    {
        var panel = Render<SystemHistoryPanel>(p => p
            .Add(h => h.Range, TimeRange.Last(TimeSpan.FromHours(1))).Add(h => h.Points, [Point(0.2, 100), Point(0.6, 300), new(SampleSnapshots.Now, new SystemTally())]));

        Assert.Equal(6, panel.FindAll("figure").Count);
        Assert.Contains("mean 40 %, highest 60 %", panel.FindAll("figure")[0].TextContent.Replace('\u00A0', ' '));
        Assert.Contains("No reading in this time range", Render<SystemHistoryPanel>(p => p
            .Add(h => h.Range, TimeRange.Last(TimeSpan.FromHours(1))).Add(h => h.Points, [])).Markup);
    }

    [Fact]
    public void The_history_is_a_table_and_a_file_too()
    {
        var panel = Render<SystemHistoryPanel>(p => p
            .Add(h => h.Range, TimeRange.Last(TimeSpan.FromHours(1))).Add(h => h.Link, NewLink())
            .Add(h => h.Points, [Point(0.2, 100), Point(0.6, 300), new(SampleSnapshots.Now, new SystemTally())]));
        panel.Find("[aria-label='Show as table']").Click();

        Assert.Equal(["60 % (60 %)", "50 % (50 %)", "60 % (60 %)", "1.0 KiB (1.0 KiB)", "500 B (500 B)", "300 (300)", "1"], panel.FindAll("tbody tr")[0].QuerySelectorAll("td").Skip(1).Select(cell => cell.TextContent.Replace('\u00A0', ' ')));
        Assert.Equal(2, panel.FindAll("tbody tr").Count);
        var file = panel.FindComponent<SaveMenu>().Instance.Table!.Points();
        Assert.Equal(["until", "cpu_share_mean", "cpu_share_max"], file.Columns.Take(3));
        Assert.Equal([0.2, 0.6], file.Rows.Select(row => row[1]));
        Assert.Equal(file.Columns.Count, file.Rows.First().Count);
    }

    private static SystemPoint Point(double cpu, int threads)
    {
        var tally = new SystemTally();
        tally.Add(new SystemSample(SampleSnapshots.Now, cpu, 2, 1, 2, cpu, 1_000, 500, threads));
        return new SystemPoint(SampleSnapshots.Now, tally);
    }

    private FakeReports Use(ServerReport report)
    {
        var reports = new FakeReports { Now = report };
        Services.AddSingleton<IServerReports>(reports);
        return reports;
    }

    private sealed class FakeReports : IServerReports
    {
        public ServerReport Now { get; set; } = Calm;

        public ValueTask<ServerReport> ReadAsync(CancellationToken cancel) => ValueTask.FromResult(Now);
    }
}
