using System.Net;
using System.Text;
using Dashboard.Tests.Hosting;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>Stored rows and the story of one, the server about itself, its settings and the deletion of a model.</summary>
[Collection(nameof(BrowserTests))]
public sealed class DataWalkTests(ChromiumFixture chromium)
{
    [Theory]
    [InlineData(390, 844, ColorScheme.Dark)]
    public Task RowsSystemAndSettingsAreReachableAndReadable(int width, int height, ColorScheme scheme) => WalkAsync(width, height, scheme);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(1440, 900, ColorScheme.Light)]
    public Task RowsSystemAndSettingsAreReachableAndReadableInOtherSizesAndThemes(int width, int height, ColorScheme scheme) => WalkAsync(width, height, scheme);

    private async Task WalkAsync(int width, int height, ColorScheme scheme)
    {
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.2"]);
        await PageCareTests.FillAsync(app);
        await using var page = await chromium.OpenAsync(app.App.Address, width, height, scheme);
        await page.GoAsync("/models/fraud/data?outcome=wrong");
        await page.HoldsAsync("globalThis.Blazor !== undefined && document.querySelectorAll('table.data tbody tr').length === 25");
        await page.RequireCareAsync();

        await page.Page.ClickAsync("table.data tbody tr:nth-child(2) a");
        await page.HoldsAsync("document.querySelectorAll('.drawer .story li').length === 3 && document.activeElement.matches('.drawer')");
        await page.RequireCareAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await page.HoldsAsync("document.querySelector('.drawer') === null && !location.search.includes('row=')");

        using var content = new StringContent("""{"id":"late","model":"fraud","prediction":"legit","ground_truth":"fraud"}""", Encoding.UTF8, "application/json");
        using var reply = await app.Http.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
        await page.HoldsAsync("document.querySelector('.news')?.innerText.includes('1 new row')");
        await page.Page.ClickAsync(".news");
        await page.HoldsAsync("document.querySelector('table.data tbody th').innerText === 'late'");

        await page.GoAsync("/system");
        await page.HoldsAsync("document.querySelectorAll('table.bounds tbody tr').length === 8");
        await page.RequireCareAsync();

        await page.GoAsync("/settings");
        await page.HoldsAsync("globalThis.Blazor !== undefined && document.querySelectorAll('table.settings').length === 2");
        await page.RequireCareAsync();
        await page.Page.ClickAsync("button[aria-label='Delete fraud']");
        await page.Page.FillAsync(".mud-dialog input", "fraud");
        await page.Page.ClickAsync(".mud-dialog .danger");
        await page.HoldsAsync("document.querySelector('.headline')?.innerText.includes('were deleted') && document.body.innerText.includes('No model has sent an event yet')");
        Assert.Empty(page.Complaints);
    }
}
