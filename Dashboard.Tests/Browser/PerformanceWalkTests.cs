using System.Globalization;
using System.Net;
using System.Text;
using Dashboard.Tests.Hosting;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The page about performance on real events: the threshold is moved by keyboard and everything at it follows.</summary>
[Collection(nameof(BrowserTests))]
public sealed class PerformanceWalkTests(ChromiumFixture chromium)
{
    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    public Task TheThresholdMovesByKeyboard(int width, int height, ColorScheme scheme) => WalkAsync(width, height, scheme);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(390, 844, ColorScheme.Dark)]
    public Task TheThresholdMovesByKeyboardInOtherSizesAndThemes(int width, int height, ColorScheme scheme) => WalkAsync(width, height, scheme);

    private async Task WalkAsync(int width, int height, ColorScheme scheme)
    {
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.2"]);
        await FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address, width, height, scheme);
        await page.GoAsync("/models/churn/performance");
        await page.HoldsAsync("document.querySelectorAll('.chart[data-ready]').length === 4");
        Assert.Equal("0.500", await page.TextAsync(".threshold output"));
        var before = await page.TextAsync(".threshold tbody tr:nth-child(2)");
        var mark = await MarkAsync(page);

        await page.Page.FocusAsync(".threshold input[type=range]");
        for (var i = 0; i < 20; i++)
        {
            await page.Page.Keyboard.PressAsync("ArrowRight");
        }

        await page.HoldsAsync("document.querySelector('.threshold output').innerText === '0.700'");
        Assert.NotEqual(before, await page.TextAsync(".threshold tbody tr:nth-child(2)"));
        await page.HoldsAsync($"document.querySelector('.chart[data-role=roc] .js-plotly-plot').data[2].x[0] !== {mark.ToString(CultureInfo.InvariantCulture)}");
        await page.HoldsAsync("location.search === '?threshold=0.7'");
        await page.Page.ReloadAsync();
        await page.HoldsAsync("document.querySelector('.threshold output')?.innerText === '0.700'");
        await page.Page.ClickAsync(".note-button >> nth=0");
        Assert.True(await page.Page.Locator(".note-card").First.IsVisibleAsync());
        await page.RequireCareAsync();
    }

    private static Task<double> MarkAsync(WatchedPage page) =>
        page.Page.EvaluateAsync<double>("() => document.querySelector('.chart[data-role=roc] .js-plotly-plot').data[2].x[0]");

    /// <summary>Scores 0.00 to 0.99 each as often, positive as often as they say.</summary>
    private static async Task FillAsync(AppFixture app)
    {
        var events = Enumerable.Range(0, 500).Select(i => (Id: i, Score: i * 37 % 100 / 100.0, Chance: i * 61 % 97 / 97.0)).Select(row =>
            $$"""{"id":"c{{row.Id}}","model":"churn","prediction":"{{(row.Score >= 0.5 ? "leaves" : "stays")}}","score":{{row.Score.ToString(CultureInfo.InvariantCulture)}},"latency_ms":5,"ground_truth":"{{(row.Chance < row.Score ? "leaves" : "stays")}}"}""");
        using var content = new StringContent($"[{string.Join(',', events)}]", Encoding.UTF8, "application/json");
        using var reply = await app.Http.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
    }
}
