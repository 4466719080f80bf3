using System.Net.Http.Json;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Browser;

/// <summary>The list of all models, where there are hundreds.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ManyModelsTests(ChromiumFixture chromium)
{
    private const int Models = 500;

    private const string List = "document.querySelector('.scroll:has(> table.models)')";

    /// <summary>Scrolls as fast as a hand can, and tells in how many frames there was no row under the middle of the list, and in how many the head was hidden.</summary>
    private const string ScrollThrough = $$"""
        async () => {
          const list = {{List}};
          const { left, top, width, height } = list.getBoundingClientRect();
          const at = y => document.elementFromPoint(left + width / 3, top + y);
          let [frames, blank, hidden] = [0, 0, 0];
          while (list.scrollTop + list.clientHeight < list.scrollHeight - 1) {
            list.scrollTop += 60;
            await new Promise(requestAnimationFrame);
            frames++;
            blank += at(height / 2)?.closest('tbody tr')?.querySelector('.badge') ? 0 : 1;
            hidden += at(12)?.closest('thead') ? 0 : 1;
          }
          return [frames, blank, hidden];
        }
        """;

    [Fact]
    public async Task HundredsOfModelsScrollWithoutEmptyRows()
    {
        await using var app = await AppFixture.StartAsync(["--Live:Tick", "00:00:00.5"]);
        using var reply = await app.Http.PostAsJsonAsync(new Uri("/api/v1/events", UriKind.Relative), Events(), TestContext.Current.CancellationToken);
        reply.EnsureSuccessStatusCode();
        await using var page = await chromium.OpenAsync(app.App.Address);
        await page.GoAsync();
        await page.HoldsAsync("document.querySelector('table.models .badge') !== null && document.querySelector('.list-head .note').innerText === '500 models'");
        Assert.True(await page.Page.EvaluateAsync<bool>($"() => {List}.clientHeight > innerHeight * 0.7"), "the list fills the page");

        var seen = await page.Page.EvaluateAsync<int[]>(ScrollThrough);
        Assert.True(seen[0] > 300, $"{seen[0]} frames");
        Assert.InRange(seen[1], 0, seen[0] / 20); // Rows come from the server; a busy one may be late now and then.
        Assert.Equal(0, seen[2]);
        await page.HoldsAsync("[...document.querySelectorAll('table.models tbody th')].at(-1).innerText === 'model-499'");
        Assert.InRange(await page.Page.EvaluateAsync<int>("() => document.querySelectorAll('table.models tbody tr').length"), 10, 60);
        Assert.Empty(page.Complaints);
    }

    private static IEnumerable<object> Events() => Enumerable.Range(0, Models * 4).Select(i => new
    {
        id = $"{i}",
        model = $"model-{i % Models:000}",
        prediction = "yes",
        ground_truth = i % 3 == 0 ? "no" : "yes",
        latency_ms = 5,
    });
}
