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

    private static Task<string> AskAsync(WatchedPage page, string module, string call) =>
        page.Page.EvaluateAsync<string>($"async () => JSON.stringify((await import(new URL('./js/{module}.js', document.baseURI))).{call})");
}
