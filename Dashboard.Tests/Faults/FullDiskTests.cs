using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Faults;

/// <summary>A real, small disk (tmpfs in a mount namespace of the server's own) that fills up and is cleared again.</summary>
[Collection(nameof(ProcessFaults))]
public sealed class FullDiskTests : IDisposable
{
    private const int DiskMebibytes = 96;
    private static readonly Uri Events = new("/api/v1/events", UriKind.Relative);

    private readonly TemporaryDirectory _mount = new();
    private readonly List<LoadSender> _senders = [.. Enumerable.Range(0, 4).Select(number => new LoadSender(number))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _mount.Dispose();

    [Theory]
    [InlineData(0, 0, "storage_full")]
    [InlineData(60 * 1024 * 1024, 56 * 1024 * 1024, "storage_low")]
    public async Task A_full_disk_refuses_keeps_the_page_and_recovers_without_a_restart(long minFreeBytes, long leftFree, string code)
    {
        Assert.SkipUnless(await CanMountAsync(), "needs root and unshare -m on Linux to mount a small disk");
        await using var app = Launch(minFreeBytes);
        using var http = await app.ReadyAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var load = Task.WhenAll(_senders.Select(sender => sender.RunAsync(http, stop.Token)));
        await ProgressAsync();

        var filler = Fill(app.Id, leftFree);
        var refusal = await Eventually.ReturnsAsync($"503 {code}", () => RefusalAsync(http, code), cancel: Cancel);
        Assert.True(refusal.RetryAfter > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/", UriKind.Relative), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/healthz", UriKind.Relative), Cancel)).StatusCode);

        File.Delete(filler);
        await ProgressAsync();
        await stop.CancelAsync();
        await load;
        await Task.WhenAll(_senders.Select(sender => sender.SettleAsync(http)));
        var stored = new StoredTruth(http);
        await stored.RequireAsync(_senders);
        await stored.RequireExactAccountAsync(_senders);
    }

    private AppProcess Launch(long minFreeBytes)
    {
        var script = $"mount -t tmpfs -o size={DiskMebibytes}m tmpfs '{_mount.Path}' && exec dotnet '{Repository.ProgramPath}'"
            + $" --urls http://127.0.0.1:0 --Storage:Path '{_mount.Path}/data' --Storage:MinFreeBytes {minFreeBytes}";
        return AppProcess.Run("unshare", Path.GetTempPath(), "-m", "sh", "-c", script);
    }

    /// <summary>Writes to the server's disk, as another program would, until about this much is left.</summary>
    private string Fill(int process, long leftFree)
    {
        var path = $"/proc/{process}/root{_mount.Path}/filler";
        using var file = new FileStream(path, FileMode.Create);
        var chunk = new byte[64 * 1024];
        try
        {
            while (new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace > leftFree)
            {
                file.Write(chunk);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full, as wished.
        }

        return path;
    }

    private async Task ProgressAsync()
    {
        var before = _senders.Sum(sender => sender.Acknowledged);
        await Eventually.HoldsAsync("batches are acknowledged", () => _senders.Sum(sender => sender.Acknowledged) > before + 8, cancel: Cancel);
    }

    private static async Task<Refusal?> RefusalAsync(HttpClient http, string code)
    {
        using var invalid = new StringContent("[{}]", Encoding.UTF8, "application/json"); // Never stored when storage works.
        using var answer = await http.PostAsync(Events, invalid, Cancel);
        if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }

        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
        return problem.GetProperty("code").GetString() == code ? new Refusal(answer.Headers.RetryAfter?.Delta) : null;
    }

    private static async Task<bool> CanMountAsync()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/unshare"))
        {
            return false;
        }

        using var probe = Process.Start("unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"]);
        await probe.WaitForExitAsync(Cancel);
        return probe.ExitCode == 0;
    }

    private sealed record Refusal(TimeSpan? RetryAfter);
}
