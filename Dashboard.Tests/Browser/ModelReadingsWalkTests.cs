using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Dashboard.Tests.Hosting;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Latency and traffic, versions and segments of ingested events, in a real browser.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ModelReadingsWalkTests(ChromiumFixture chromium)
{
    [Theory]
    [InlineData(1440, 900, ColorScheme.Dark)]
    public Task EachPageDrawsIsAccessibleAndFits(int width, int height, ColorScheme scheme) => WalkAsync(width, height, scheme);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Light)]
    public Task EachPageDrawsIsAccessibleAndFitsInOtherSizesAndThemes(int width, int height, ColorScheme scheme) => WalkAsync(width, height, scheme);

    private async Task WalkAsync(int width, int height, ColorScheme scheme)
    {
        await using var app = await AppFixture.StartAsync();
        await FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address, width, height, scheme);

        await page.GoAsync("/models/fraud/latency?from=-15m");
        await page.HoldsAsync("document.querySelectorAll('.chart[data-ready]').length === 4");
        await page.HoldsAsync("[...document.querySelectorAll('.heat path')].some(path => path.getAttribute('d').length > 0)");
        await page.HoldsAsync("document.querySelector('[data-role=percentiles] .js-plotly-plot').data.every(line => line.y.some(v => v > 0))");
        await page.HoldsAsync("document.querySelector('table.errors tbody')?.innerText.replace(/\\s+/g, ' ').startsWith('no text was sent 20 100 %')");
        await page.RequireCareAsync();

        await page.GoAsync("/models/fraud/versions?from=-15m");
        await page.HoldsAsync("document.querySelector('[data-role=pair][data-ready]') !== null");
        await page.HoldsAsync("document.querySelector('.headline strong').textContent.startsWith('2 is worse than 1')");
        await page.RequireCareAsync();

        await TwoVersionsLieOverEachOtherAsync(page);

        await page.GoAsync("/models/fraud/segments?from=-15m");
        await page.HoldsAsync("document.querySelector('.segments tbody tr:first-child')?.innerText.includes('FR') && document.querySelectorAll('.segments').length === 2"); // Harm stands before the alphabet.
        await page.RequireCareAsync();
        await page.Page.GetByText("Only by country").ClickAsync();
        await page.HoldsAsync("location.search.includes('by=country') && document.querySelectorAll('.segments').length === 1 && document.querySelector('.segments')?.innerText.includes('FR')");
        await page.Page.Locator(".segments tbody tr:first-child td").First.ClickAsync(new LocatorClickOptions { Force = true }); // The link lies over its whole row.
        await page.HoldsAsync("location.pathname === '/models/fraud' && location.search.includes('segment=country')");
        Assert.Empty(page.Complaints);
    }

    /// <summary>Each line ends where it does on the version's own page.</summary>
    private static async Task TwoVersionsLieOverEachOtherAsync(WatchedPage page)
    {
        var now = DateTimeOffset.UtcNow;
        var range = $"from={now.AddMinutes(-15).ToUnixTimeMilliseconds()}&to={now.AddMinutes(-4).ToUnixTimeMilliseconds()}";
        var ends = new List<double>();
        foreach (var version in (string[])["1", "2"])
        {
            await page.GoAsync($"/models/fraud?v={version}&{range}");
            await page.HoldsAsync($"{Last("known")} > 0");
            ends.Add(await page.Page.EvaluateAsync<double>($"() => {Last("known")}"));
        }

        Assert.True(ends[0] > ends[1], "the versions differ");
        await page.GoAsync($"/models/fraud?v=2&{range}");
        await page.Page.ClickAsync(".filters-button:visible, .filters [title=Version]:visible");
        if (await page.Page.Locator(".filters-button").IsVisibleAsync())
        {
            await page.Page.ClickAsync(".filters [title=Version]");
        }

        await page.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "1" }).ClickAsync();
        await page.HoldsAsync($"location.search === '?v=2&{range}&v=1'");
        await page.Page.ReloadAsync();
        await page.HoldsAsync($"{Last("over1")} > 0");
        Assert.Equal([ends[1], ends[0]], await page.Page.EvaluateAsync<double[]>($"() => [{Last("known")}, {Last("over1")}]"));
        Assert.Equal(["2", "1"], await page.Page.EvaluateAsync<string[]>($"() => {Drawn}.data.filter(line => ['known', 'over1', 'over2'].includes(line.uid) && line.visible).map(line => line.name)"));
        Assert.Contains($"?v=2&{range}&v=1", await page.Page.Locator("nav a[href*='/segments']").First.GetAttributeAsync("href"), StringComparison.Ordinal);
        Assert.Contains("2 and 1", await page.Page.Locator(".filters [title=Version]").TextContentAsync(), StringComparison.Ordinal);
        await page.RequireCareAsync();
    }

    private const string Drawn = "document.querySelector('[data-role=quality][data-ready] .js-plotly-plot')";

    private static string Last(string line) => $"{Drawn}?.data.find(line => line.uid === '{line}').y.filter(v => v !== null).at(-1)";

    /// <summary>No picture or file may need more than the page's policy gives; the watched page would complain.</summary>
    [Fact]
    public async Task AChartIsKeptAsAPictureWithItsColoursAndAsItsPoints()
    {
        await using var app = await AppFixture.StartAsync();
        await FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address, scheme: ColorScheme.Dark);
        await page.GoAsync("/models/fraud/latency?from=-15m");
        await page.HoldsAsync("document.querySelectorAll('.chart[data-ready]').length === 4");

        var png = await SaveAsync(page, "Latency over time", "Picture (PNG)", "fraud-latency-over-time-");
        var plot = (await page.Page.Locator(".chart[data-role=percentiles] .plot").BoundingBoxAsync())!;
        Assert.Equal("PNG"u8, png.AsSpan(1, 3));
        Assert.Equal(2 * (32 + (int)plot.Width), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        var colours = await page.Page.EvaluateAsync<string[]>(
            """
            async bytes => {
              const image = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))]));
              const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
              pen.drawImage(image, 0, 0);
              const { data } = pen.getImageData(0, 0, image.width, image.height);
              const found = new Map();
              for (let i = 0; i < data.length; i += 4) {
                const name = data.slice(i, i + 4).join();
                found.set(name, (found.get(name) ?? 0) + 1);
              }
              return [...found].filter(([, count]) => count > 300).map(([name]) => name);
            }
            """,
            Convert.ToBase64String(png));
        Assert.Contains("18,22,31,255", colours); // --surface, where the page is transparent.
        Assert.Contains("230,234,242,255", colours); // --text, of the lines, whose colour only the style sheet knows.
        Assert.True(colours.Length > 5, "the map behind the lines has levels");

        var csv = Encoding.UTF8.GetString(await SaveAsync(page, "Errors", "Data (CSV)", "fraud-errors-"));
        Assert.StartsWith("time,error_rate,error_rate_low,error_rate_high,error_rate_n\r\n", csv, StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    private static async Task<byte[]> SaveAsync(WatchedPage page, string panel, string item, string name)
    {
        await page.Page.GetByLabel($"Save {panel}", new() { Exact = true }).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        var file = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByText(item).ClickAsync());
        Assert.StartsWith(name, file.SuggestedFilename, StringComparison.Ordinal);
        return await File.ReadAllBytesAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
    }

    private static async Task FillAsync(AppFixture app)
    {
        var start = DateTimeOffset.UtcNow.AddMinutes(-12);
        var events = Enumerable.Range(0, 3_000).Select(i => new
        {
            id = string.Create(CultureInfo.InvariantCulture, $"r{i}"), model = "fraud", version = i % 2 == 0 ? "1" : "2", timestamp = start.AddMilliseconds(200 * i),
            latency_ms = 20 + (i * 7919 % 100), status = i % 150 == 0 ? "error" : "ok", prediction = "a", ground_truth = IsWrong(i) ? "b" : "a",
            segments = new { channel = i / 60 % 2 == 0 ? "app" : "web", country = new[] { "DE", "FR", "US" }[i % 3] }, // A channel makes no difference.
        });
        using var reply = await app.Http.PostAsJsonAsync(new Uri("/api/v1/events", UriKind.Relative), events, TestContext.Current.CancellationToken);
        reply.EnsureSuccessStatusCode();

        static bool IsWrong(int i) => i % 20 == 0 || (i % 2 == 1 && i % 3 == 1);
    }
}
