using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Faults;

/// <summary>What an operator meets when the data directory is taken, unusable or unusual.</summary>
[Collection(nameof(ProcessFaults))]
public sealed class DataDirectoryTests : IDisposable
{
    private const int UnusableExitCode = 78;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_second_process_is_refused_and_told_who_holds_the_directory()
    {
        var (process, client) = await AppProcess.StartAsync(_data.Path);
        await using var first = process;
        using var http = client;

        await using var second = AppProcess.Launch(_data.Path);
        Assert.Equal(UnusableExitCode, await second.ExitCodeAsync(Deadline));

        var line = Assert.Single(second.Output.Split('\n'), line => line.Contains("is in use by process", StringComparison.Ordinal));
        Assert.Contains(first.Id.ToString(CultureInfo.InvariantCulture), line, StringComparison.Ordinal);
        Assert.Contains(_data.Path, line, StringComparison.Ordinal);
        await RequireTakesEventsAsync(http);
    }

    [Fact]
    public async Task A_path_with_spaces_and_other_scripts_works_and_is_private()
    {
        var path = Path.Combine(_data.Path, "daten für 猫", "mit Leerzeichen");
        var (process, client) = await AppProcess.StartAsync(path);
        await using var app = process;
        using var http = client;

        await RequireTakesEventsAsync(http);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode ownerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(ownerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
            foreach (var file in Directory.GetFiles(path))
            {
                Assert.Equal(ownerFile, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task A_path_that_cannot_be_a_directory_is_named()
    {
        var file = _data.File("a file");
        await File.WriteAllTextAsync(file, "", Cancel);
        await using var app = AppProcess.Launch(Path.Combine(file, "data"));

        Assert.Equal(UnusableExitCode, await app.ExitCodeAsync(Deadline));
        Assert.Single(app.Output.Split('\n'), line => line.Contains("cannot be used", StringComparison.Ordinal) && line.Contains(file, StringComparison.Ordinal));
    }

    private static async Task RequireTakesEventsAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/events", new { model = "fraud", prediction = "ok" }, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
