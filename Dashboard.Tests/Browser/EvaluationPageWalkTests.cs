using System.Globalization;
using System.Text;
using Dashboard.Tests.Hosting;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>From a file to a comparison, in a real browser.</summary>
[Collection(nameof(BrowserTests))]
public sealed class EvaluationPageWalkTests(ChromiumFixture chromium)
{
    private const int Rows = 300_000;

    [Fact]
    public async Task AFileIsUploadedEvaluatedAndCompared()
    {
        using var folder = new TemporaryDirectory();
        await using var app = await AppFixture.StartAsync();
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync("/evaluations");
        await page.HoldsAsync("globalThis.Blazor !== undefined && document.querySelector('input[type=file]') !== null");

        await UploadAsync(page, Write(folder, "good.csv", "y_pred,y_true,score", wrongEvery: 20), "good");
        await page.HoldsAsync("document.querySelector('[aria-label=\"Table of metrics\"]') !== null", 90);
        await page.HoldsAsync("document.querySelector('.chart[data-role=file-roc][data-ready]') !== null && document.querySelector('.chart[data-role=file-precision][data-ready]') !== null");
        await page.Page.GetByText("Use as baseline").First.ClickAsync();
        await page.HoldsAsync("document.querySelector('[aria-label=\"Table of evaluations\"] small')?.textContent === 'baseline'");

        await page.Page.Locator("input[type=file]").SetInputFilesAsync(Write(folder, "worse.csv", "a,b,score", wrongEvery: 5));
        await page.HoldsAsync("document.querySelectorAll('select').length === 3");
        await page.Page.Locator("select").Nth(0).SelectOptionAsync("a");
        await page.Page.Locator("select").Nth(1).SelectOptionAsync("b");
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Evaluate" }).ClickAsync();
        await page.HoldsAsync("document.querySelector('[role=progressbar]') !== null || document.body.innerText.includes('worse')");
        await page.HoldsAsync("[...document.querySelectorAll('td.bad')].some(cell => cell.textContent.includes('worse'))", 90);

        Assert.Contains("id=", page.Page.Url, StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData(390, 844, ColorScheme.Light)]
    public Task AxeFindsNothingAndNothingOverflows(int width, int height, ColorScheme scheme) => WalkAsync(width, height, scheme);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    public Task AxeFindsNothingAndNothingOverflowsInOtherSizesAndThemes(int width, int height, ColorScheme scheme) => WalkAsync(width, height, scheme);

    private async Task WalkAsync(int width, int height, ColorScheme scheme)
    {
        await using var app = await AppFixture.StartAsync();
        foreach (var wrongEvery in new[] { 20, 5 })
        {
            using var body = new StringContent(Text("y_pred,y_true,score,segment_land", 2_000, wrongEvery) + "broken\n", Encoding.UTF8, "text/csv");
            using var answer = await app.Http.PostAsync(new Uri($"/api/v1/evaluations?model=fraud&version=2.{wrongEvery}", UriKind.Relative), body, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        await using var page = await chromium.OpenAsync(app.App.Address, width, height, scheme);
        await page.GoAsync("/evaluations");
        await page.HoldsAsync("globalThis.Blazor !== undefined && document.querySelector('[aria-label=\"Table of metrics\"]') !== null");
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Compare" }).First.ClickAsync();
        await page.HoldsAsync("document.body.innerText.includes('Verdict')");
        if (Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS") is { Length: > 0 } shots)
        {
            await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(shots, $"evaluations-{width}-{scheme}.png"), FullPage = true });
        }

        await page.RequireCareAsync();
    }

    private static async Task UploadAsync(WatchedPage page, string path, string name)
    {
        await page.Page.Locator("input[type=file]").SetInputFilesAsync(path);
        await page.Page.GetByLabel("Model", new PageGetByLabelOptions { Exact = true }).FillAsync("fraud");
        await page.Page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync(name);
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Evaluate" }).ClickAsync();
    }

    private static string Write(TemporaryDirectory folder, string name, string header, int wrongEvery)
    {
        File.WriteAllText(folder.File(name), Text(header, Rows, wrongEvery));
        return folder.File(name);
    }

    private static string Text(string header, int rows, int wrongEvery)
    {
        var hasLand = header.EndsWith("land", StringComparison.Ordinal);
        var text = new StringBuilder(header).Append('\n');
        for (var i = 0; i < rows; i++)
        {
            var truth = i % 3 == 0 ? 1 : 0;
            var predicted = i % wrongEvery == 0 ? 1 - truth : truth;
            text.Append(CultureInfo.InvariantCulture, $"{predicted},{truth},{(predicted + ((i * 7919) % 1_000 / 1_000.0)) / 2:0.000}{(hasLand ? i % 2 == 0 ? ",DE" : ",FR" : "")}\n");
        }

        return text.ToString();
    }
}
