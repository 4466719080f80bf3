using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Dashboard.Tests.Hosting;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>A page that remembers everything it should not have done: console errors, exceptions, requests to other hosts.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public WatchedPage(IBrowserContext context, IPage page, Uri site)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"exception: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && new Uri(request.Url).Authority != site.Authority)
            {
                _complaints.Enqueue($"foreign request: {request.Url}");
            }
        };
        page.WebSocket += (_, socket) =>
        {
            if (new Uri(socket.Url).Authority != site.Authority)
            {
                _complaints.Enqueue($"foreign socket: {socket.Url}");
            }
        };
    }

    public IPage Page { get; }

    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Opens a page and waits until its circuit answers: what is clicked before is lost.</summary>
    public async Task GoAsync(string address = "/")
    {
        await Page.GotoAsync(address);
        await HoldsAsync("performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/js/zone.js'))"); // The first that a circuit asks for.
    }

    /// <summary>The text of a tile, its white space folded.</summary>
    public Task<string> TileAsync(string label) => TextAsync($".tile[aria-label='{label}']");

    public async Task<string> TextAsync(string selector) =>
        string.Join(' ', (await Page.Locator(selector).First.InnerTextAsync()).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Evaluates an expression until it is true; from outside, because the page's policy forbids eval inside.</summary>
    public Task HoldsAsync(string expression, int seconds = 30) => Eventually.HoldsAsync(
        expression, () => IsTrueAsync(expression), TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    /// <summary>Nothing that axe knows is wrong, the page is no wider than the window, and it did nothing it should not have done.</summary>
    /// <param name="options">As in <see cref="FaultsAsync"/>.</param>
    public async Task RequireCareAsync(AxeRunOptions? options = null)
    {
        Assert.Empty(await FaultsAsync(options));
        Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window");
        Assert.Empty(Complaints);
    }

    /// <summary>What axe finds wrong.</summary>
    /// <param name="options">Rules; null for all. What is right is never listed: of a page of charts it would take axe seconds.</param>
    public async Task<IReadOnlyList<string>> FaultsAsync(AxeRunOptions? options = null)
    {
        options ??= new AxeRunOptions();
        options.ResultTypes = [ResultType.Violations];
        var result = await Page.RunAxe(options);
        return [.. result.Violations.Select(v => $"{v.Id}: {v.Help} ({string.Join(", ", v.Nodes.Select(n => n.Html))})")];
    }

    /// <summary>The last shown value of the main chart's line; null while there is none.</summary>
    public async Task<double?> LastQualityAsync() => Number(await Page.EvaluateAsync<JsonElement?>(
        "() => document.querySelector('.chart[data-role=quality] .js-plotly-plot')?.data?.[1].y?.filter(v => v !== null).at(-1) ?? null"));

    /// <summary>All bars of the latency histogram added up.</summary>
    public async Task<double?> HistogramTotalAsync() => Number(await Page.EvaluateAsync<JsonElement?>(
        "() => document.querySelector('.chart[data-role=latency] .js-plotly-plot')?.data?.[0].y?.reduce((a, b) => a + b, 0) ?? null"));

    /// <summary>The confusion matrix as label to label to count.</summary>
    public async Task<Dictionary<(string Truth, string Predicted), long>> MatrixAsync()
    {
        var rows = await Page.EvaluateAsync<string[][]>(
            """
            () => {
              const heads = [...document.querySelectorAll('table.matrix thead th')].map(h => h.textContent);
              return [...document.querySelectorAll('table.matrix tbody tr')].flatMap(row =>
                [...row.querySelectorAll('td')].map((cell, i) => [row.querySelector('th').textContent, heads[i], cell.textContent.trim()]));
            }
            """);
        return rows.ToDictionary(row => (row[0], row[1]), row => long.Parse(row[2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private async Task<bool> IsTrueAsync(string expression)
    {
        try
        {
            return await Page.EvaluateAsync<bool>($"async () => !!(await ({expression}))");
        }
        catch (PlaywrightException) when (!Page.IsClosed)
        {
            return false; // The page is just being replaced by its successor.
        }
    }

    private static double? Number(JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
