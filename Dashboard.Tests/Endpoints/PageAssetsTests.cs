using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Tests.Components;
using Xunit;

namespace Dashboard.Tests.Endpoints;

/// <summary>The page as a browser without script sees it, over a real socket.</summary>
public sealed partial class PageAssetsTests : IAsyncLifetime
{
    private const int LargeBytes = 10_000;

    private readonly string _data = Directory.CreateTempSubdirectory("dashboard-page-").FullName;
    private readonly HttpClient _client = new(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None });
    private DashboardApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = DashboardApp.Create(["--urls=http://127.0.0.1:0", $"--Storage:Path={_data}"]);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client.BaseAddress = _app.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Everything_the_page_names_is_served_here_and_not_empty()
    {
        var names = await NamesAsync();

        Assert.Contains("_content/MudBlazor/MudBlazor.min.css", names); // Plain: the fingerprinted one has no compressed twin.
        Assert.InRange(names.Count, 10, 40);
        foreach (var name in names)
        {
            Assert.DoesNotContain("//", name); // No other host.
            using var response = await _client.GetAsync("/" + name.TrimStart('.', '/'), TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{name}: {response.StatusCode}");
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    /// <summary>Slow lines are where a monitor is looked at from a phone.</summary>
    [Fact]
    public async Task Everything_large_is_served_compressed_to_who_asks()
    {
        foreach (var name in await NamesAsync())
        {
            var plain = await _client.GetByteArrayAsync("/" + name.TrimStart('.', '/'), TestContext.Current.CancellationToken);
            if (plain.Length <= LargeBytes || name.EndsWith(".woff2", StringComparison.Ordinal))
            {
                continue; // A font is compressed already.
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, "/" + name.TrimStart('.', '/'));
            request.Headers.Add("Accept-Encoding", "gzip, br");
            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            var encoding = Assert.Single(response.Content.Headers.ContentEncoding);
            Assert.Contains(encoding, (string[])["br", "gzip"]);
            Assert.InRange((await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, 1, plain.Length / 2);
        }
    }

    [Fact]
    public async Task Nothing_inline_runs()
    {
        var html = await _client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)", html);
        Assert.DoesNotMatch(@"<[a-z][^>]*\son[a-z]+\s*=", html);
    }

    [Theory]
    [InlineData("theme=dark", "data-theme=\"dark\"")]
    [InlineData("theme=light", "data-theme=\"light\"")]
    public async Task The_first_byte_knows_the_theme(string cookie, string attribute)
    {
        Assert.Contains(attribute, await PageWithAsync(cookie));
    }

    [Theory]
    [InlineData("theme=%22%3E%3Cscript%3E")]
    [InlineData("theme=neon")]
    public async Task Any_other_theme_follows_the_system(string cookie)
    {
        Assert.DoesNotContain("data-theme=", await PageWithAsync(cookie));
    }

    [Theory]
    [InlineData("zone=Europe/Berlin", "local", "Times are Berlin time (UTC+")]
    [InlineData("zone=Europe%2FBerlin", "local", "Times are Berlin time (UTC+")]
    [InlineData("zone=Europe/Berlin; clock=utc", "utc", "Times are UTC<")]
    [InlineData("zone=%2Fdev%2Fzero", "utc", "Times are UTC<")]
    [InlineData("theme=dark", "utc", "Times are UTC<")]
    public async Task The_first_byte_knows_the_time_zone_to_charts_and_words(string cookie, string clock, string words)
    {
        var html = WebUtility.HtmlDecode(await PageWithAsync(cookie));

        Assert.Contains($"data-clock=\"{clock}\"", html);
        Assert.Contains(words, html);
    }

    private async Task<IReadOnlyList<string>> NamesAsync()
    {
        var html = await _client.GetStringAsync("/", TestContext.Current.CancellationToken);
        var styles = await _client.GetStringAsync("/css/dashboard.css", TestContext.Current.CancellationToken);
        return [.. Link().Matches(html).Select(m => m.Groups[1].Value)
            .Concat(StyleUrl().Matches(styles).Select(m => m.Groups[1].Value.Replace("../", "", StringComparison.Ordinal)))
            .Concat([UiTest.PlotlyModule, "_content/Plotly.Blazor/plotly-basic-3.7.0.min.js", "js/charts.js", "js/zone.js", "js/picture.js"])
            .Distinct()];
    }

    private async Task<string> PageWithAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", cookie);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("""(?:href|src)="([^"#?]+\.[a-z0-9]+)["?]""")]
    private static partial Regex Link();

    [GeneratedRegex("""url\("([^"]+)"\)""")]
    private static partial Regex StyleUrl();
}
