using System.Net;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Hosting;

/// <summary>
/// Wherever the program is started from, it reads the root's appsettings.json and serves wwwroot-assets
/// (docs/decisions/0003 names the two ways that do not work by themselves).
/// </summary>
public sealed partial class WaysOfRunningTests : IDisposable
{
    private readonly TemporaryDirectory _temporary = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string[] Settings => ["--urls", "http://127.0.0.1:0", "--Storage:Path", _temporary.File("data")];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public Task From_the_root() => Serves("dotnet", Repository.Root, [Repository.ProgramPath, .. Settings]);

    [Fact]
    public Task From_elsewhere() => Serves("dotnet", _temporary.Path, [Repository.ProgramPath, .. Settings]);

    [Fact]
    public Task With_dotnet_run() => Serves(
        "dotnet", Repository.Root, ["run", "--no-build", "-c", Repository.Configuration, "--project", "Dashboard", "--", .. Settings]);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Published()
    {
        var folder = _temporary.File("published");
        await CommandLine.RunAsync("dotnet", Repository.Root, "publish", "Dashboard", "--no-build", "-c", Repository.Configuration, "-o", folder);

        await Serves("dotnet", _temporary.Path, [Path.Combine(folder, "Dashboard.dll"), .. Settings]);
    }

    [Fact]
    public async Task An_asset_that_is_deleted_disappears_from_the_next_build()
    {
        foreach (var path in Repository.Files("wwwroot-assets", ".css").Concat(Repository.Files("wwwroot-assets", ".js")).Concat(["Dashboard/Dashboard.csproj", "Directory.Build.props", "Directory.Packages.props"]))
        {
            var copy = _temporary.File(path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, path), copy);
        }

        await CopyAssetsAsync();
        Assert.True(File.Exists(_temporary.File("Dashboard/wwwroot/js/axes.js")));
        File.Delete(_temporary.File("wwwroot-assets/js/axes.js"));
        await CopyAssetsAsync();

        Assert.False(File.Exists(_temporary.File("Dashboard/wwwroot/js/axes.js")));
        Assert.True(File.Exists(_temporary.File("Dashboard/wwwroot/js/page.js")));
        Assert.True(File.Exists(_temporary.File("Dashboard/wwwroot/css/dashboard.css")));
    }

    [Fact]
    public async Task Without_that_setting_the_framework_logs_each_request()
    {
        await using var app = AppProcess.Run(
            "dotnet", _temporary.Path, [Repository.ProgramPath, .. Settings, "--Logging:LogLevel:Microsoft.AspNetCore", "Information"]);
        using var http = await app.ReadyAsync();

        await Eventually.HoldsAsync("the request is in the log", () => app.Output.Contains("Request starting", StringComparison.Ordinal), cancel: Cancel);
    }

    private Task<string> CopyAssetsAsync() =>
        CommandLine.RunAsync("dotnet", _temporary.File("Dashboard"), "msbuild", "-t:CopyWebAssets", "-nologo", "-v:q");

    private static async Task Serves(string command, string folder, string[] arguments)
    {
        await using var app = AppProcess.Run(command, folder, arguments);
        using var http = await app.ReadyAsync();

        using var page = await http.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var link = SheetLink().Match(await page.Content.ReadAsStringAsync(Cancel)).Groups[1].Value;
        using var style = await http.GetAsync(new Uri("/" + link, UriKind.Relative), Cancel);
        Assert.Equal("text/css", style.Content.Headers.ContentType?.MediaType);
        var sheet = (await style.Content.ReadAsStringAsync(Cancel)).ReplaceLineEndings("\n");
        Assert.All(Repository.Files("wwwroot-assets", ".css"), path => Assert.Contains(Squeezed(Repository.Read(path)), sheet, StringComparison.Ordinal));

        // The root's appsettings.json is what keeps the framework's line per request out of the log.
        Assert.DoesNotContain("Request starting", app.Output, StringComparison.Ordinal);
    }

    /// <summary>As the build puts a style sheet into the one that is served: without indents and empty lines.</summary>
    private static string Squeezed(string sheet) => string.Join('\n', sheet.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("""href="(css/dashboard[^"]*\.css)""")]
    private static partial Regex SheetLink();
}
