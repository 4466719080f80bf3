using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Tests.Hosting;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>From page to page: palette, keys, zoom and the way back, drawer, kiosk.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ShellWalkTests(ChromiumFixture chromium)
{
    private const string Ready = "globalThis.Blazor !== undefined && document.querySelector('.chart[data-ready]') !== null";

    [Fact]
    public async Task KeysLeadAnywhereAndADragZoomsUntilTheWayBack()
    {
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.2"]);
        await PageCareTests.FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync("/?model=fraud&from=-15m");
        await page.HoldsAsync(Ready);
        Assert.EndsWith("/models/fraud?from=-15m", page.Page.Url, StringComparison.Ordinal);

        var plot = (await page.Page.Locator(".chart[data-role=quality] .nsewdrag").BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(plot.X + (plot.Width / 4), plot.Y + 50);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(plot.X + (plot.Width / 2), plot.Y + 60);
        await page.Page.Mouse.UpAsync();
        await page.HoldsAsync("/from=\\d+&to=\\d+/.test(location.search) && document.querySelector('button.live').innerText.includes('Fixed')");
        await page.Page.GoBackAsync();
        await page.HoldsAsync("location.search === '?from=-15m'");

        await page.Page.Keyboard.PressAsync("Control+k");
        await page.HoldsAsync("document.querySelectorAll('#palette [role=option]').length > 5");
        await page.RequireCareAsync();
        await page.Page.Keyboard.TypeAsync("alm");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.HoldsAsync("location.pathname === '/' && document.querySelector('table.models .badge') !== null");
        await page.Page.Keyboard.PressAsync("g");
        await page.Page.Keyboard.PressAsync("e");
        await page.HoldsAsync("location.pathname === '/evaluations'");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task TheTabHasANameFromTheFirstByteOnAndFollowsThePage()
    {
        const string Noting = "globalThis.names = new Set(); new MutationObserver(() => document.body && names.add(document.title)).observe(document, { childList: true, subtree: true, characterData: true });";
        await using var app = await AppFixture.StartAsync();
        await PageCareTests.FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.Page.AddInitScriptAsync(Noting);
        await page.GoAsync("/models/fraud");
        await page.HoldsAsync(Ready);
        await page.Page.Locator("#rail").GetByRole(AriaRole.Link, new() { Name = "Data", Exact = true }).ClickAsync();
        await page.HoldsAsync("document.title === 'fraud, data · Dashboard' && document.querySelectorAll('title').length === 1");

        Assert.Equal(["fraud · Dashboard", "fraud, data · Dashboard"], await page.Page.EvaluateAsync<string[]>("[...names]"));
    }

    [Fact]
    public async Task OnPaperChartsAreAsWideAsTheirCardsAndOnScreenAgainAfterwards()
    {
        const string Fit = "[...document.querySelectorAll('.js-plotly-plot')].every(plot => Math.abs(plot.querySelector('.main-svg').getBoundingClientRect().width - plot.clientWidth) < 2)";
        await using var app = await AppFixture.StartAsync();
        await PageCareTests.FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address, width: 1800, scheme: ColorScheme.Dark);
        await page.GoAsync("/models/fraud?from=-15m");
        await page.HoldsAsync(Ready);
        var onScreen = await WidthAsync();

        await page.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.True(await page.Page.EvaluateAsync<bool>(Fit));
        var onPaper = await WidthAsync();
        await page.Page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        await page.HoldsAsync($"{Fit} && document.querySelector('.chart').clientWidth === {onScreen}");
        var pages = Regex.Count(Encoding.Latin1.GetString(await page.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true })), @"/Type /Page\b");
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.True(onPaper < onScreen);
        Assert.Equal(2, pages);
        Assert.Equal("light", await page.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).colorScheme"));
        Assert.Empty(page.Complaints);

        Task<int> WidthAsync() => page.Page.EvaluateAsync<int>("document.querySelector('.chart').clientWidth");
    }

    [Fact]
    public async Task EveryTimeGoesByTheViewersZoneWithUtcAClickAway()
    {
        const string Written = "[...document.querySelectorAll('.chart-table td:first-child')].map(cell => cell.textContent)[1]";
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.2"]);
        await PageCareTests.FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address, zone: "Australia/Darwin"); // Half an hour off every zone a machine may be in.
        await page.GoAsync("/models/fraud?from=-1h");
        await page.HoldsAsync(Ready);
        await page.HoldsAsync("document.querySelector('button.zone').innerText === 'Darwin time (UTC+9:30)'");
        await page.Page.ClickAsync("button.live");
        await page.HoldsAsync("document.querySelector('button.live').getAttribute('aria-pressed') === 'true'");
        var local = await TimeAsync(page, LastX);
        await page.Page.ClickAsync(".card:has([data-role=quality]) [aria-label='Show as table']");
        await page.HoldsAsync($"{Written} !== undefined && document.querySelector('.chart-table th').textContent === 'Time (Darwin time)'");
        Assert.InRange(Math.Abs((await TimeAsync(page, Written) - local).TotalMinutes), 0, 3);

        await page.Page.ClickAsync("button.zone");
        await page.HoldsAsync("document.querySelector('.chart-table th').textContent === 'Time (UTC)'");
        Assert.InRange((local - await TimeAsync(page, Written)).TotalMinutes, 567, 573);
        await page.Page.ReloadAsync();
        await page.HoldsAsync(Ready);
        Assert.Equal("UTC", (await page.Page.Locator("button.zone").InnerTextAsync()).Trim());
        await page.HoldsAsync($"Math.abs(Date.parse({LastX}.replace(' ', 'T') + 'Z') - Date.now()) < 600000");
        Assert.Empty(page.Complaints);
    }

    private const string LastX = "document.querySelector('[data-role=quality] .js-plotly-plot').data[1].x.at(-1)";

    private static async Task<DateTime> TimeAsync(WatchedPage page, string expression) =>
        DateTime.Parse(await page.Page.EvaluateAsync<string>($"() => {expression}"), System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task OnAPhoneTheRailIsADrawerAndOnAWallThereIsNone()
    {
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.2"]);
        await PageCareTests.FillAsync(app);
        await using var phone = await chromium.OpenAsync(app.App.Address, 390, 844);
        await phone.GoAsync("/models/fraud");
        await phone.HoldsAsync(Ready);
        Assert.False(await phone.Page.Locator("#rail").IsVisibleAsync());

        await phone.Page.ClickAsync("[data-menu-button]");
        await phone.HoldsAsync("document.activeElement.closest('#rail') !== null");
        await phone.Page.Keyboard.PressAsync("Escape");
        await phone.HoldsAsync("document.activeElement.matches('[data-menu-button][aria-expanded=false]')");
        await phone.Page.ClickAsync("[data-menu-button]");
        await phone.Page.ClickAsync("#rail a[data-key=a]");
        await phone.HoldsAsync("location.pathname === '/' && !('menu' in document.documentElement.dataset)");
        await phone.HoldsAsync("document.querySelector('table.models .badge') !== null");
        Assert.True(await phone.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window");

        await phone.GoAsync("/models/fraud?kiosk");
        await phone.HoldsAsync(Ready);
        Assert.False(await phone.Page.Locator(".bar").IsVisibleAsync());
        Assert.Empty(phone.Complaints);
    }
}
