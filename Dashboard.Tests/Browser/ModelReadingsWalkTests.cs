using System.Globalization;
using System.Net.Http.Json;
using Dashboard.Tests.Hosting;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Latency and traffic, versions and segments of ingested events, in a real browser.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ModelReadingsWalkTests(ChromiumFixture chromium)
{
    [Theory]
    [InlineData(1440, 900, ColorScheme.Light, Traits = ["Category", "Long"])]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light, Traits = ["Category", "Long"])]
    public async Task EachPageDrawsIsAccessibleAndFits(int width, int height, ColorScheme scheme)
    {
        await using var app = await AppFixture.StartAsync();
        await FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address, width, height, scheme);

        await page.GoAsync("/models/fraud/latency?from=-15m");
        await page.HoldsAsync("document.querySelectorAll('.chart[data-ready]').length === 4");
        await page.HoldsAsync("[...document.querySelectorAll('.heat path')].some(path => path.getAttribute('d').length > 0)");
        await page.HoldsAsync("document.querySelector('[data-role=percentiles] .js-plotly-plot').data.every(line => line.y.some(v => v > 0))");
        await page.RequireCareAsync();

        await page.GoAsync("/models/fraud/versions?from=-15m");
        await page.HoldsAsync("document.querySelector('[data-role=pair][data-ready]') !== null");
        await page.HoldsAsync("document.querySelector('.headline strong').textContent.startsWith('2 is worse than 1')");
        await page.RequireCareAsync();

        await page.GoAsync("/models/fraud/segments?from=-15m");
        await page.HoldsAsync("document.querySelector('.segments tbody tr:first-child')?.innerText.includes('FR')");
        await page.RequireCareAsync();
        await page.Page.Locator(".segments tbody tr:first-child td").First.ClickAsync(new LocatorClickOptions { Force = true }); // The link lies over its whole row.
        await page.HoldsAsync("location.pathname === '/models/fraud' && location.search.includes('segment=country')");
        Assert.Empty(page.Complaints);
    }

    private static async Task FillAsync(AppFixture app)
    {
        var start = DateTimeOffset.UtcNow.AddMinutes(-12);
        var events = Enumerable.Range(0, 3_000).Select(i => new
        {
            id = string.Create(CultureInfo.InvariantCulture, $"r{i}"), model = "fraud", version = i % 2 == 0 ? "1" : "2", timestamp = start.AddMilliseconds(200 * i),
            latency_ms = 20 + (i * 7919 % 100), status = i % 150 == 0 ? "error" : "ok", prediction = "a", ground_truth = IsWrong(i) ? "b" : "a",
            segments = new { country = new[] { "DE", "FR", "US" }[i % 3] },
        });
        using var reply = await app.Http.PostAsJsonAsync(new Uri("/api/v1/events", UriKind.Relative), events, TestContext.Current.CancellationToken);
        reply.EnsureSuccessStatusCode();

        static bool IsWrong(int i) => i % 20 == 0 || (i % 2 == 1 && i % 3 == 1);
    }
}
