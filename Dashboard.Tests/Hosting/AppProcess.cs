using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Hosting;

/// <summary>The built program as a process of its own, for what only a process can show: being killed, signals, exit codes.</summary>
public sealed partial class AppProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new(); // Bounded by the life of one test's process.
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything written to stdout and stderr so far, line by line.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Bytes of physical memory in use.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts the built <c>Dashboard.dll</c> on a free loopback port with this data directory.</summary>
    public static AppProcess Launch(string dataDirectory, params string[] args) =>
        Run("dotnet", Path.GetTempPath(), [Repository.ProgramPath, "--urls", "http://127.0.0.1:0", "--Storage:Path", dataDirectory, .. args]);

    /// <summary>As <see cref="Launch"/>, and waits until it is ready. The client belongs to the caller.</summary>
    public static async Task<(AppProcess Process, HttpClient Http)> StartAsync(string dataDirectory, params string[] args)
    {
        var app = Launch(dataDirectory, args);
        return (app, await app.ReadyAsync());
    }

    /// <summary>Starts any command that runs the program.</summary>
    public static AppProcess Run(string command, string workingDirectory, params string[] args)
    {
        var start = new ProcessStartInfo(command, args)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        return new AppProcess(start);
    }

    /// <summary>Waits for the address in the log and for <c>/readyz</c>; returns a client for it.</summary>
    /// <exception cref="InvalidOperationException">The process ended first; the message holds its output.</exception>
    public async Task<HttpClient> ReadyAsync(TimeSpan? deadline = null)
    {
        var limit = deadline ?? TimeSpan.FromSeconds(60);
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_listening.Task, ended).WaitAsync(limit) == ended && !_listening.Task.IsCompleted)
        {
            throw new InvalidOperationException($"ended with {_process.ExitCode} before it listened:\n{Output}");
        }

        var http = new HttpClient { BaseAddress = await _listening.Task };
        await Eventually.HoldsAsync("/readyz answers 200", async () => await IsReadyAsync(http), limit);
        return http;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> TerminateAsync(TimeSpan? deadline = null)
    {
        if (Kill(_process.Id, SigTerm) != 0)
        {
            throw new InvalidOperationException($"no signal to {_process.Id}: errno {Marshal.GetLastPInvokeError()}");
        }

        return await ExitCodeAsync(deadline ?? TimeSpan.FromSeconds(30));
    }

    public async Task<int> ExitCodeAsync(TimeSpan deadline)
    {
        await _process.WaitForExitAsync().WaitAsync(deadline);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (ListeningLine().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"^Dashboard is at (http://\S+)")]
    private static partial Regex ListeningLine();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
