using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Browser;

/// <summary>What the modules of the charts compute, asked in a browser.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ChartModuleTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task ABandLeavesGapsOpenAndAnAxisGoesWhereTheDataLive()
    {
        await using var app = await AppFixture.StartAsync();
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync();

        Assert.Equal(
            """{"x":[1,2,2,1,null,4,4,null],"y":[20,21,11,10,null,23,13,null]}""",
            await AskAsync(page, "lines", "band([1, 2, 3, 4], [10, 11, null, 13], [20, 21, null, 23])"));
        Assert.Equal("[-6,4]", await AskAsync(page, "axes", "valueRange([[-5, null, 3]], 1)"));
        Assert.Equal("[0,5]", await AskAsync(page, "axes", "valueRange([[0, 3.9]], 1)"));
        Assert.Equal("[96.5,100.4]", await AskAsync(page, "axes", "valueRange([[97, 100]], 100)"));
        Assert.Equal("[null,12,13]", await AskAsync(page, "lines", "firm([-80, 12, 13], [19, 200, 210])"));
        Assert.Equal("[null,12,null]", await AskAsync(page, "lines", "firm([-80, 12, null], [2, 5, 0])"));
        Assert.Equal("lines+markers", (await AskAsync(page, "lines", "lineMode([...Array(50).fill(1), null, 2, null])")).Trim('"'));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task TheWallClockLeadsBackToTheInstantInBothClocks()
    {
        const long Summer = 1_785_500_000_123; // 2026-07-31T12:13:20.123Z
        await using var app = await AppFixture.StartAsync();
        await using var page = await chromium.OpenAsync(app.App.Address, zone: "America/St_Johns");
        await page.GoAsync();
        await page.HoldsAsync("document.documentElement.dataset.clock === 'local'");

        Assert.Equal("\"2026-07-31 09:43:20.123\"", await AskAsync(page, "axes", $"wallTime({Summer})"));
        Assert.Equal($"{Summer}", await AskAsync(page, "axes", "unixTime(Date.parse('2026-07-31T09:43:20.123Z'))"));
        await AskAsync(page, "zone", "show(true)");
        Assert.Equal("\"2026-07-31 12:13:20.123\"", await AskAsync(page, "axes", $"wallTime({Summer})"));
        Assert.Equal($"{Summer}", await AskAsync(page, "axes", $"unixTime({Summer})"));
    }

    /// <summary>Each drawing costs a browser tens of milliseconds.</summary>
    [Fact]
    public async Task AChartIsDrawnAgainOnlyForSomethingNewAndThenAtOnce()
    {
        const string Frames = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))))";
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.2"]);
        await PageCareTests.FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync("/models/fraud?from=-15m&paused=true");
        await page.HoldsAsync($"{Plot}?.data[1].y.length > 1");
        await page.Page.EvaluateAsync($"async () => {{ globalThis.drawings = 0; {Plot}.on('plotly_afterplot', () => drawings++); await {Frames}; }}");

        var idle = await page.Page.EvaluateAsync<int>($"async () => {{ const before = drawings; document.dispatchEvent(new Event('visibilitychange')); await {Frames}; return drawings - before; }}");
        Assert.Equal(0, idle);
        foreach (var news in (string[])["dispatchEvent(new Event('dashboard:clock'))", "(await import(new URL('./js/charts.js', document.baseURI))).redraw()"])
        {
            var drawn = await page.Page.EvaluateAsync<int>($"async () => {{ const before = drawings; {news}; await {Frames}; return drawings - before; }}");
            Assert.InRange(drawn, 1, 2);
        }

        var table = page.Page.Locator(".card:has([data-role=quality]) [aria-label='Show as table'], .card:has([aria-label='Values over time']) [aria-label='Show as table']");
        await table.First.ClickAsync();
        await page.HoldsAsync($"{Plot} === null");
        await table.First.ClickAsync();
        await page.HoldsAsync($"{Plot}?.data[1].y.length > 1"); // Made anew, it has its points without a tick.
        Assert.Empty(page.Complaints);
    }

    private const string Plot = "document.querySelector('.chart[data-role=quality][data-ready] .js-plotly-plot')";

    private static Task<string> AskAsync(WatchedPage page, string module, string call) =>
        page.Page.EvaluateAsync<string>($"async () => JSON.stringify((await import(new URL('./js/{module}.js', document.baseURI))).{call})");
}
