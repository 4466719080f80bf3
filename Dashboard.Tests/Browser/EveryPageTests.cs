using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Tests.Hosting;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>What holds for each page there is, in both themes and at a desk and in a hand; and for a visit that never ends.</summary>
[Collection(nameof(BrowserTests))]
[Trait("Category", "Long")]
public sealed class EveryPageTests(ChromiumFixture chromium, ITestOutputHelper output)
{
    private static readonly string[] Addresses =
    [
        "/", "/evaluations", "/system", "/settings", "/models/demand", "/models/demand/performance",
        .. new[] { "", "/performance", "/latency", "/versions", "/segments", "/data" }.Select(page => $"/models/fraud{page}?from=-15m"),
    ];

    private static readonly (string Link, string Path)[] Links =
    [
        ("Performance", "/performance"), ("Latency and traffic", "/latency"), ("Versions", "/versions"), ("Segments", "/segments"), ("Data", "/data"),
        ("Overview", ""),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>2, or as many as <c>DASHBOARD_WALK_MINUTES</c> says.</summary>
    private static TimeSpan WalkLength => TimeSpan.FromMinutes(
        int.Parse(Environment.GetEnvironmentVariable("DASHBOARD_WALK_MINUTES") ?? "2", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    [InlineData(768, 1024, ColorScheme.Light)]
    public async Task AxeFindsNothingAndNothingOverflows(int width, int height, ColorScheme scheme)
    {
        await using var app = await AppFixture.StartAsync();
        await SendAsync(app, 0, 2_000);
        await using var page = await chromium.OpenAsync(app.App.Address, width, height, scheme);
        foreach (var address in Addresses)
        {
            await page.GoAsync(address);
            await page.HoldsAsync("globalThis.Blazor !== undefined && document.querySelector('main h1, main .card, main table') !== null && document.querySelector('.skeleton.tall, .chart:not([data-ready])') === null");
            await page.RequireCareAsync();
            await page.HoldsAsync("document.title.length > 5");
        }
    }

    /// <summary>Through all pages of a model again and again while events come in: neither the browser nor the server may keep what was left.</summary>
    [Fact]
    public async Task AVisitThatNeverEndsLeavesNothingBehind()
    {
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.5"]);
        await SendAsync(app, 0, 2_000);
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync("/models/fraud");
        var browser = await page.Page.Context.NewCDPSessionAsync(page.Page);
        var (sent, rounds) = (2_000, 0);
        var started = DateTimeOffset.UtcNow;
        (double Nodes, double Heap, long Server)? early = null;
        var late = default((double Nodes, double Heap, long Server));
        while (rounds < 6 || DateTimeOffset.UtcNow - started < WalkLength)
        {
            foreach (var (link, path) in Links)
            {
                await page.Page.Locator("#rail").GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
                await page.HoldsAsync($"location.pathname === '/models/fraud{path}'");
                await page.HoldsAsync("document.querySelector('main .card') !== null && document.querySelector('.skeleton.tall, .chart:not([data-ready])') === null");
                await SendAsync(app, sent, 20);
                sent += 20;
            }

            late = await MeasureAsync(browser);
            early = ++rounds <= 3 || DateTimeOffset.UtcNow - started < WalkLength / 5 ? late : early; // By then every page has been drawn and compiled for speed.
        }

        output.WriteLine($"{rounds} rounds: DOM nodes {early!.Value.Nodes:N0} to {late.Nodes:N0}, browser {early.Value.Heap / 1e6:F1} to {late.Heap / 1e6:F1} MB, server {early.Value.Server / 1e6:F1} to {late.Server / 1e6:F1} MB");
        Assert.InRange(late.Nodes, 1, early.Value.Nodes * 1.25);
        Assert.InRange(late.Heap, 1, (early.Value.Heap * 1.3) + 3e6);
        Assert.InRange(late.Server, 1, early.Value.Server + 20_000_000 + (2_000L * (sent - 2_000)));
        Assert.Empty(page.Complaints);
    }

    private static async Task<(double Nodes, double Heap, long Server)> MeasureAsync(ICDPSession browser)
    {
        await browser.SendAsync("HeapProfiler.collectGarbage");
        await browser.SendAsync("Performance.enable");
        var metrics = (await browser.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());
        return (metrics["Nodes"], metrics["JSHeapUsedSize"], GC.GetTotalMemory(forceFullCollection: true));
    }

    /// <summary>A classification of two versions with scores and segments, and a regression.</summary>
    private static async Task SendAsync(AppFixture app, int first, int count)
    {
        var start = DateTimeOffset.UtcNow.AddMinutes(first == 0 ? -12 : 0);
        var events = Enumerable.Range(first, count).SelectMany(i => new object[]
        {
            new
            {
                id = $"f{i}", model = "fraud", version = i % 2 == 0 ? "1" : "2", timestamp = start.AddMilliseconds(first == 0 ? 300 * i : 0),
                latency_ms = 20 + (i * 7919 % 100), status = i % 150 == 0 ? "error" : "ok", prediction = i % 5 == 0 ? "fraud" : "legit",
                score = i % 5 == 0 ? 0.5 + (i % 50 / 100.0) : 0.4 - (i % 40 / 100.0), ground_truth = i % 7 == 0 ? "fraud" : "legit",
                segments = new { country = new[] { "DE", "FR", "US" }[i % 3] },
            },
            new { id = $"d{i}", model = "demand", prediction = 100.0 + (i % 13), ground_truth = 101.5 + (i % 11), latency_ms = 3 },
        });
        using var reply = await app.Http.PostAsJsonAsync(new Uri("/api/v1/events", UriKind.Relative), events, Cancel);
        reply.EnsureSuccessStatusCode();
    }
}
