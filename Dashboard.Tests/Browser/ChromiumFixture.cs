using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>One headless Chromium for all browser tests: the system's, found where Debian and Ubuntu install it.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } path)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <param name="zone">As the IANA names it; null is the machine's.</param>
    /// <summary>A fresh, watched page. Skips the test where there is no Chromium.</summary>
    internal async Task<WatchedPage> OpenAsync(Uri site, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, string? zone = null)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed; ./test.sh installs it where it may");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            TimezoneId = zone,
            BaseURL = site.ToString(),
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        return new WatchedPage(context, await context.NewPageAsync(), site);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

[CollectionDefinition(nameof(BrowserTests), DisableParallelization = true)]
public sealed class BrowserTests : ICollectionFixture<ChromiumFixture>;
