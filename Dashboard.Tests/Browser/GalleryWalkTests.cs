using System.Net;
using Dashboard.Tests.Hosting;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Every state of every panel and control as a browser draws it.</summary>
[Collection(nameof(BrowserTests))]
public sealed class GalleryWalkTests(ChromiumFixture chromium)
{
    /// <summary>The same panel stands there once for each state, under the same name.</summary>
    private static readonly AxeRunOptions Options = new() { Rules = new() { ["landmark-unique"] = new RuleOptions { Enabled = false } } };

    [Fact]
    public async Task AxeFindsNothingInAnyStateAndNothingOverflows()
    {
        await using var app = await AppFixture.StartAsync(["--Gallery:Enabled", "true"]);
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync("/gallery");
        await page.HoldsAsync("document.querySelectorAll('.chart[data-ready]').length >= 12");
        Assert.Empty(await page.FaultsAsync(Options));
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Empty(await page.FaultsAsync(new() { RunOnly = RunOnlyOptions.Rules("color-contrast") }));

        await page.Page.SetViewportSizeAsync(390, 844);
        await page.HoldsAsync("document.documentElement.scrollWidth <= innerWidth");
        Assert.Equal("", await page.Page.EvaluateAsync<string>(Overflowing));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task WithoutTheOptionThereIsNoSuchPage()
    {
        await using var app = await AppFixture.StartAsync();

        using var answer = await app.Http.GetAsync(new Uri("/gallery", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such page", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Cards whose content is wider than they are; what scrolls by design lies in a scrolling box of its own.</summary>
    private const string Overflowing =
        "() => [...document.querySelectorAll('main .card')].filter(card => card.scrollWidth > card.clientWidth + 1).map(card => card.innerText.slice(0, 60)).join(' | ')";
}
