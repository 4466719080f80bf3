using System.Text.Json;
using Bunit;
using Dashboard.Components.Charts;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages;
using Dashboard.Components.Panels;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Dashboard.Tests.Components;

/// <summary>Several versions picked: the first is the page's, the others lie over its main chart.</summary>
public sealed class OverlaidVersionsTests : UiTest
{
    private const string Address = "/models/fraud-scorer?v=v2.1&v=v2.2&v=v3";

    private readonly SnapshotFeed _feed;
    private readonly List<SnapshotKey> _built = [];

    public OverlaidVersionsTests()
    {
        _feed = UseFeed(Build);
        AddModel("fraud-scorer", OutcomeKind.Text, "v2.1", "v2.2", "v3", "v4", "v5");
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void The_picker_checks_what_is_picked_and_stays_open_for_another()
    {
        var popovers = Render<MudPopoverProvider>();
        var picked = VersionChoice.Of("v2.1", "v2.2");
        var picker = Render<VersionPicker>(p => p
            .Add(c => c.Versions, Catalog.Find("fraud-scorer")!.Versions).Add(c => c.Selected, picked).Add(c => c.OnPick, choice => picked = choice));
        Assert.Equal("v2.1 and v2.2", picker.Find(".pill .label").TextContent);

        picker.Find(".pill").Click();
        Assert.Equal(["v2.2", "v2.1"], Checked(popovers));
        popovers.FindAll("[role=menuitemcheckbox]")[2].Click();
        picker.Render(p => p.Add(c => c.Selected, picked));
        Assert.Equal("v2.1 + 2 more", picker.Find(".pill .label").TextContent);
        Assert.Equal(["v3", "v2.2", "v2.1"], Checked(popovers));

        popovers.FindAll("[role=menuitemcheckbox]")[0].Click();
        picker.Render(p => p.Add(c => c.Selected, picked));
        Assert.Equal("true", popovers.FindAll("[role=menuitemcheckbox]")[1].GetAttribute("aria-disabled"));

        popovers.FindAll(".mud-menu-item")[0].Click();
        Assert.Same(VersionChoice.All, picked);
    }

    [Fact]
    public async Task The_chart_is_given_a_line_of_each_other_version_from_the_shared_snapshots()
    {
        var page = Open(Address);
        await Eventually(() => Over().Count == 1, "the lines of the others");

        var sent = Json(Over()[0].Arguments[1]);
        Assert.Equal("v2.1", sent.GetProperty("over").GetString());
        Assert.Equal(["v2.2", "v3"], sent.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("name").GetString()));
        Assert.All([(0, "v2.2"), (1, "v3")], line =>
        {
            var last = Build(new SnapshotKey("fraud-scorer", line.Item2, RangeChoice.Default), 1, Time.GetUtcNow(), null).Series.Points[^1];
            Assert.Equal(100 * last.Quality!.Value, sent.GetProperty("lines")[line.Item1].GetProperty("y").EnumerateArray().Last().GetDouble(), 2);
            Assert.Equal(last.Labelled, sent.GetProperty("lines")[line.Item1].GetProperty("n").EnumerateArray().Last().GetInt64());
        });
        Assert.Equal(["v2.1", "v2.2", "v3"], page.FindAll(".legend[aria-label=Versions] li").Select(item => item.TextContent));
        Assert.Contains("v3: 70.0\u00A0% on 1,800 labelled.", page.Find("[data-role=quality] [role=img]").GetAttribute("aria-label"));
        Assert.Equal("91.3%", page.Find("[aria-label='Accuracy'] .value").TextContent);
        Assert.Equal(1, _feed.Viewers); // The others are read, not watched.
    }

    [Fact]
    public async Task Others_are_read_every_few_seconds_and_one_build_serves_all_viewers()
    {
        Open(Address);
        Open(Address);
        await Eventually(() => Over().Count == 2, "the lines of the others, twice");
        Assert.Single(_built, key => key.Version == "v3");

        Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Single(_built, key => key.Version == "v3");
        Time.Advance(TimeSpan.FromSeconds(1));

        await Eventually(() => Over().Count == 4, "the lines of the others again, twice");
        Assert.Equal(2, _built.Count(key => key.Version == "v3"));
    }

    [Fact]
    public async Task The_lines_leave_with_the_choice()
    {
        var page = Open(Address);
        await Eventually(() => Over().Count == 1, "the lines of the others");

        Services.GetRequiredService<NavigationManager>().NavigateTo("/models/fraud-scorer?v=v2.1");

        await Eventually(() => Over().Count == 2, "the chart is told");
        Assert.Equal("{}", Json(Over()[1].Arguments[1]).GetRawText());
        Assert.Empty(page.FindAll(".legend[aria-label=Versions]"));
        Assert.Equal("fraud-scorer", _built[0].Model);
        Assert.Single(Charts.Invocations["attach"], call => call.Arguments[0] is "quality"); // It is the same chart.
    }

    [Fact]
    public async Task Table_and_file_have_a_group_of_columns_for_each()
    {
        var page = Open(Address);
        await Eventually(() => Over().Count == 1, "the lines of the others");
        var table = page.FindComponent<LiveChart>().Instance.ToTable()!;
        Assert.Equal(
            ["time", "accuracy_v2.1", "accuracy_v2.1_low", "accuracy_v2.1_high", "labelled", "predictions"], table.Columns.Take(6));
        Assert.Equal(
            ["accuracy_v2.2", "accuracy_v2.2_low", "accuracy_v2.2_high", "accuracy_v2.2_n", "accuracy_v3", "accuracy_v3_low", "accuracy_v3_high", "accuracy_v3_n"],
            table.Columns.Skip(6));
        Assert.Equal(0.7, table.Rows.Last()[10]);

        page.Find("[aria-label='Show as table']").Click();

        Assert.Equal(["Accuracy v3", "95 % interval of v3", "Labelled of v3"], page.FindAll(".chart-table th").Skip(8).Take(3).Select(head => head.TextContent));
        Assert.Equal(["70.0\u00A0%", "69.2\u00A0% to 70.7\u00A0%", "1,800"], page.FindAll(".chart-table tbody tr:first-child td").Skip(8).Take(3).Select(cell => cell.TextContent));
    }

    [Fact]
    public void Of_two_picked_the_one_the_server_does_not_have_is_told()
    {
        var page = Open("/models/fraud-scorer?v=v2.1&v=v9");

        Assert.Contains("fraud-scorer has no version “v9”", page.Find("h1:not(.sr-only)").TextContent);
        Assert.Empty(page.FindAll(".tile"));
    }

    [Fact]
    public void The_page_about_versions_compares_the_two_picked()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/models/fraud-scorer/versions?v=v2.1&v=v3");

        Assert.Contains("differences are v2.1 less v3", Render<ModelVersions>(p => p.Add(c => c.Model, "fraud-scorer")).Markup);
    }

    /// <summary>Each version at a level of its own.</summary>
    private Snapshot Build(SnapshotKey key, long number, DateTimeOffset asOf, Snapshot? previous)
    {
        lock (_built)
        {
            _built.Add(key);
        }

        var snapshot = SampleSnapshots.Classification(key, number, asOf);
        var level = key.Version switch { "v2.2" => 0.8, "v3" => 0.7, _ => 0.9 };
        return snapshot with
        {
            Series = snapshot.Series with { Points = [.. snapshot.Series.Points.Select(point => point with { Quality = level, Low = level * 0.988, High = level * 1.01 })] },
        };
    }

    /// <summary>What was laid over the main chart.</summary>
    private IReadOnlyList<JSRuntimeInvocation> Over() => Renderer.Dispatcher.InvokeAsync<IReadOnlyList<JSRuntimeInvocation>>(
        () => [.. Charts.Invocations["show"].Where(call => ((string)call.Arguments[0]!).StartsWith("chart-", StringComparison.Ordinal))]).GetAwaiter().GetResult();

    private IRenderedComponent<ModelOverview> Open(string url)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        return Render<ModelOverview>(p => p.Add(page => page.Model, "fraud-scorer"));
    }

    private static IEnumerable<string> Checked(IRenderedComponent<MudPopoverProvider> popovers) =>
        popovers.FindAll("[aria-checked=true] .menu-row").Select(row => row.FirstChild!.TextContent.Trim());

    private static JsonElement Json(object? sent) => JsonDocument.Parse(((WrittenJson)sent!).Utf8).RootElement;
}
