using System.Net;
using System.Text;
using System.Text.Json;
using Dashboard.Tests.Hosting;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>What every viewer may expect of the page: reachable, readable, its own state, and never another's script.</summary>
[Collection(nameof(BrowserTests))]
public sealed class PageCareTests(ChromiumFixture chromium, ITestOutputHelper output)
{
    private static string[] FastTick => ["--Live:Tick", "00:00:00.2"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, 900, ColorScheme.Light, true)]
    [InlineData(390, 844, ColorScheme.Dark, true)]
    [InlineData(1440, 900, ColorScheme.Light, false)]
    public Task AxeFindsNothingAndNothingOverflows(int width, int height, ColorScheme scheme, bool withData) => WalkAsync(width, height, scheme, withData);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(1440, 900, ColorScheme.Dark, true)]
    [InlineData(390, 844, ColorScheme.Light, true)]
    [InlineData(1920, 1080, ColorScheme.Light, true)]
    [InlineData(390, 844, ColorScheme.Dark, false)]
    public Task AxeFindsNothingAndNothingOverflowsInOtherSizesAndThemes(int width, int height, ColorScheme scheme, bool withData) => WalkAsync(width, height, scheme, withData);

    private async Task WalkAsync(int width, int height, ColorScheme scheme, bool withData)
    {
        await using var app = await AppFixture.StartAsync(FastTick);
        if (withData)
        {
            await FillAsync(app);
        }

        await using var page = await chromium.OpenAsync(app.App.Address, width, height, scheme);
        await page.GoAsync(withData ? "/models/fraud" : "/");
        await page.HoldsAsync(withData ? "document.querySelector('.chart[data-ready]') !== null" : "document.querySelector('#first-event') !== null");
        await page.RequireCareAsync();
    }

    [Fact]
    public async Task TheSelectionIsInTheAddressAndSurvivesAReload()
    {
        await using var app = await AppFixture.StartAsync(FastTick);
        await FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync("/models/fraud");
        await page.HoldsAsync("globalThis.Blazor !== undefined && document.querySelector('.chart[data-ready]') !== null");

        await page.Page.GetByText("Last 5 min").First.ClickAsync();
        await page.Page.GetByText("Last 1 h").First.ClickAsync();
        await Eventually.HoldsAsync("the address carries the range", () => page.Page.Url.Contains("from=-1h", StringComparison.Ordinal), cancel: Cancel);
        await page.Page.ReloadAsync();
        await page.HoldsAsync("/Last\\s1\\sh/.test(document.querySelector('.bar').innerText)");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task PausingStopsThisViewerOnly()
    {
        await using var app = await AppFixture.StartAsync(FastTick);
        await FillAsync(app);
        await using var paused = await chromium.OpenAsync(app.App.Address);
        await using var live = await chromium.OpenAsync(app.App.Address);
        foreach (var page in new[] { paused, live })
        {
            await page.GoAsync("/models/fraud");
            await page.HoldsAsync("document.querySelector('.chart[data-ready]') !== null");
        }

        await paused.Page.ClickAsync("button.live");
        await paused.HoldsAsync("document.querySelector('button.live').getAttribute('aria-pressed') === 'true'");
        var before = await paused.TileAsync("Throughput");
        await PostAsync(app, """{"id":"later","model":"fraud","prediction":"legit","latency_ms":3}""");
        await live.HoldsAsync("document.querySelector(\".tile[aria-label='Throughput']\").innerText.includes('61 in this range')");
        Assert.Equal(before, await paused.TileAsync("Throughput"));

        await paused.Page.ReloadAsync();
        await paused.HoldsAsync("document.querySelector('button.live').getAttribute('aria-pressed') === 'true' && document.querySelector('.chart[data-ready]') !== null");
        await PostAsync(app, """{"id":"last","model":"fraud","prediction":"legit","latency_ms":3}""");
        await live.HoldsAsync("document.querySelector(\".tile[aria-label='Throughput']\").innerText.includes('62 in this range')");
        Assert.Contains("61 in this range", await paused.TileAsync("Throughput"), StringComparison.Ordinal);

        await paused.Page.ClickAsync("button.live");
        await paused.HoldsAsync("document.querySelector(\".tile[aria-label='Throughput']\").innerText.includes('62 in this range') && !location.search.includes('paused')");
    }

    [Fact]
    public async Task ARestartOfTheServerIsSaidAndHealed()
    {
        using var directory = new TemporaryDirectory();
        var before = await AppFixture.StartAsync(FastTick, dataDirectory: directory.File("data"));
        var address = before.App.Address;
        await FillAsync(before);
        await using var page = await chromium.OpenAsync(address);
        await page.GoAsync("/models/fraud?from=-1h");
        await page.HoldsAsync("document.querySelector('.chart[data-ready]') !== null");

        await before.DisposeAsync();
        await page.HoldsAsync("document.documentElement.dataset.connection === 'down'");
        await page.HoldsAsync("[...document.querySelectorAll('[data-connection-text]')].some(e => e.textContent.includes('Reconnecting'))");
        Assert.Contains("60 in this range", await page.TileAsync("Throughput"), StringComparison.Ordinal);

        await using var after = await AppFixture.StartAsync(["--urls", address.ToString(), .. FastTick], dataDirectory: directory.File("data"));
        await PostAsync(after, """{"id":"meanwhile","model":"fraud","prediction":"legit","latency_ms":3}""");
        await page.HoldsAsync("document.documentElement.dataset.connection !== 'down'", 60);
        await page.HoldsAsync("document.querySelector(\".tile[aria-label='Throughput']\")?.innerText.includes('61 in this range')", 60);
        await Eventually.HoldsAsync("the chart caught up", async () => await page.HistogramTotalAsync() == 61, cancel: Cancel);
        Assert.Contains("from=-1h", page.Page.Url, StringComparison.Ordinal);
        await page.HoldsAsync("document.querySelector('.return[role=status]').innerText.startsWith('The server was restarted. Back after ')");
        await page.Page.ClickAsync(".return [aria-label=Dismiss]");
        await page.HoldsAsync("document.querySelector('.return').innerText === ''");
        await page.Page.ReloadAsync();
        await page.HoldsAsync("document.querySelector('.chart[data-ready]') !== null");
        Assert.Empty(await page.TextAsync(".return"));
    }

    [Fact]
    public async Task TextFromClientsStaysText()
    {
        await using var app = await AppFixture.StartAsync(FastTick);
        string[] payloads =
        [
            "<img src=x onerror=document.title='owned'>", "<script>document.title='owned'</script>", "\"><svg onload=document.title='owned'>",
            "<a href=\"javascript:document.title='owned'\">x</a>", "{{constructor.constructor('1')()}}", "<b>bold</b>",
        ];
        var events = payloads.Select((payload, i) =>
            JsonSerializer.Serialize(new { id = $"x{i}", model = "xss", prediction = payload, ground_truth = payload, latency_ms = 5, segments = new { s = payload } }));
        await PostAsync(app, [.. events]);
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync("/models/xss?v=%3Cimg%20src%3Dx%20onerror%3Ddocument.title%3D'owned'%3E");
        await page.GoAsync("/models/xss");
        await page.HoldsAsync("document.querySelector('table.matrix') !== null && document.querySelector('.chart[data-ready]') !== null");
        var cells = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('table.matrix thead th')].map(h => h.textContent)");
        Assert.Equal(payloads.Order(StringComparer.Ordinal), cells.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("owned", await page.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Page.Locator("table.matrix img, table.matrix script, table.matrix svg, table.matrix b").CountAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task TheKeyboardReachesEveryControl()
    {
        await using var app = await AppFixture.StartAsync(FastTick);
        await FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync("/models/fraud");
        await page.HoldsAsync("document.querySelector('.chart[data-ready]') !== null");
        var reached = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            reached.Add(await page.Page.EvaluateAsync<string>("() => (document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || '').replace(/\\s+/g, ' ').trim()"));
        }

        output.WriteLine(string.Join(" | ", reached));
        foreach (var control in new[] { "Skip to content", "fraud", "All versions", "Last 5 min", "Live", "CSV", "Switch between light and dark" })
        {
            Assert.Contains(reached, text => text.Contains(control, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task WordsThatAreCutOffStandWholeInATooltip()
    {
        await using var app = await AppFixture.StartAsync(FastTick);
        await FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync("/models/fraud");
        await page.HoldsAsync("document.querySelector('.chart[data-ready]') !== null");
        const string Tile = ".tile[aria-label='Throughput']";
        var words = page.Page.Locator($"{Tile} .detail").Last;

        await words.HoverAsync();
        Assert.Equal("", await words.GetAttributeAsync("title"));
        await page.Page.EvaluateAsync($"() => document.querySelector(\"{Tile}\").style.width = '80px'");
        await words.DispatchEventAsync("pointerover");
        Assert.Equal("60 in this range", await words.GetAttributeAsync("title"));
    }

    [Fact]
    public async Task TheFirstLoadIsLightAndStill()
    {
        await using var app = await AppFixture.StartAsync(FastTick);
        await FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address);
        long bytes = 0;
        var requests = 0;
        page.Page.RequestFinished += async (_, request) =>
        {
            var sizes = await request.SizesAsync();
            Interlocked.Add(ref bytes, sizes.ResponseBodySize + sizes.ResponseHeadersSize);
            Interlocked.Increment(ref requests);
        };
        await page.Page.AddInitScriptAsync("globalThis.__shift = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) globalThis.__shift += e.value; }).observe({ type: 'layout-shift', buffered: true });");
        await page.GoAsync("/models/fraud");
        await page.HoldsAsync("document.querySelector('.chart[data-ready]') !== null");
        var firstChart = await page.Page.EvaluateAsync<double>("() => performance.now()");
        await PostAsync(app, """{"id":"more","model":"fraud","prediction":"legit","latency_ms":30}""");
        await page.HoldsAsync("document.querySelector(\".tile[aria-label='Throughput']\").innerText.includes('61 in this range')");
        var shift = await page.Page.EvaluateAsync<double>("() => globalThis.__shift");
        output.WriteLine($"{requests} requests, {bytes / 1000} kB, first chart within {firstChart:0} ms, layout shift {shift:0.0000}");
        Assert.InRange(bytes, 1, 672_000); // gzip, as built; the published program sends Brotli and less.
        Assert.InRange(requests, 1, 21);
        Assert.InRange(shift, 0, 0.02);
    }

    internal static async Task FillAsync(AppFixture app) => await PostAsync(app, [.. Enumerable.Range(0, 60).Select(i =>
        $$"""{"id":"f{{i}}","model":"fraud","prediction":"{{(i % 3 == 0 ? "fraud" : "legit")}}","latency_ms":{{5 + i}},"ground_truth":"{{(i % 4 == 0 ? "fraud" : "legit")}}"}""")]);

    private static async Task PostAsync(AppFixture app, params string[] events)
    {
        using var content = new StringContent($"[{string.Join(',', events)}]", Encoding.UTF8, "application/json");
        using var reply = await app.Http.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
    }
}
