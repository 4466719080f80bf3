using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Browser;

/// <summary>What the main chart draws of labels that are still to come. The page is paused and fed by hand: history takes hours.</summary>
[Collection(nameof(BrowserTests))]
public sealed class LateLabelTests(ChromiumFixture chromium)
{
    /// <summary>An outlook over the points the chart has: estimated with a gap, believed without; the last third is maturing.</summary>
    private const string PushOutlook =
        """
        async () => {
          const { push, redraw } = await import(new URL('./js/charts.js', document.baseURI));
          redraw(); // The last tick may not be drawn yet: what is read from the plot below would be older than what it is added to.
          await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          const plot = document.querySelector('.chart[data-role="quality"] .js-plotly-plot');
          const zone = new Date().getTimezoneOffset() * 60_000;
          const times = plot.data[1].x.map(x => Date.parse(x.replace(' ', 'T') + 'Z') + zone);
          const [from, to] = [times[0], times.at(-1)];
          const t = Array.from({ length: 9 }, (_, i) => i * (to - from) / 8);
          const e = t.map((_, i) => i === 4 ? null : 0.6);
          const outlook = { reset: true, t, e, lo: e.map(v => v && 0.5), hi: e.map(v => v && 0.7), p: t.map(() => 100), b: t.map(() => 0.4), n: t.map(() => 30) };
          const delta = { n: 1, reset: false, step: 10_000, drop: from, maturing: from + (to - from) * 2 / 3, points: { t: [] }, outlook };
          push(delta);
        }
        """;

    private const string Chart = ".chart[data-role=\"quality\"]";

    [Fact]
    public async Task TheMaturingPartIsShadedAndTheFurtherLinesAreDrawn()
    {
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.2"]);
        await PageCareTests.FillAsync(app);
        await using var page = await OpenPausedAsync(app, "estimated,believed");
        Assert.Equal(0, await CountAsync(page, ".shapelayer path"));

        await page.Page.EvaluateAsync(PushOutlook);

        await page.HoldsAsync($"document.querySelectorAll('{Chart} .shapelayer path').length === 2");
        Assert.Equal("labels still arriving", await page.Page.Locator($"{Chart} .annotation-text").TextContentAsync());
        Assert.InRange(await WidthAsync(page, ".shapelayer [data-index=\"0\"] path") / await WidthAsync(page, ".nsewdrag"), 0.3, 0.36);
        Assert.Equal("6px, 4px", await StyleAsync(page, ".traceestimate .js-line", "strokeDasharray"));
        Assert.Equal("2px, 3px", await StyleAsync(page, ".tracebelieved .js-line", "strokeDasharray"));
        Assert.Equal("0.16", await StyleAsync(page, ".traceestimateband .js-fill", "fillOpacity"));
        Assert.Equal(2, await page.Page.EvaluateAsync<int>($"document.querySelector('{Chart} .traceestimateband .js-fill').getAttribute('d').split('M').length - 1"));
        Assert.Equal(2, await CountAsync(page, ".traceestimate .js-line")); // A gap stays a gap: one path before it, one after.
        Assert.Equal(1, await CountAsync(page, ".tracebelieved .js-line"));
        Assert.NotEqual(await StyleAsync(page, ".traceknown .js-line", "stroke"), await StyleAsync(page, ".traceestimate .js-line", "stroke"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task LinesNobodyAskedForAreNotDrawn()
    {
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.2"]);
        await PageCareTests.FillAsync(app);
        await using var page = await OpenPausedAsync(app, "none");

        await page.Page.EvaluateAsync(PushOutlook);

        await page.HoldsAsync($"document.querySelectorAll('{Chart} .shapelayer path').length === 2");
        Assert.Equal(1, await CountAsync(page, ".traceknown .js-line"));
        Assert.Equal(0, await CountAsync(page, ".traceestimate .js-line"));
        Assert.Equal(0, await CountAsync(page, ".tracebelieved .js-line"));
    }

    private async Task<WatchedPage> OpenPausedAsync(AppFixture app, string lines)
    {
        var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync($"/models/fraud?lines={lines}");
        await page.HoldsAsync($"document.querySelector('{Chart}[data-ready]') !== null");
        await page.Page.ClickAsync("button.live");
        await page.HoldsAsync("document.querySelector('button.live').getAttribute('aria-pressed') === 'true'");
        return page;
    }

    private static Task<int> CountAsync(WatchedPage page, string selector) => page.Page.Locator($"{Chart} {selector}").CountAsync();

    private static Task<string> StyleAsync(WatchedPage page, string selector, string property) =>
        page.Page.EvaluateAsync<string>($"() => getComputedStyle(document.querySelector('{Chart} {selector}')).{property}");

    private static Task<double> WidthAsync(WatchedPage page, string selector) =>
        page.Page.EvaluateAsync<double>($"() => document.querySelector('{Chart} {selector}').getBoundingClientRect().width");
}
