using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dashboard.Benchmarks.Servers;

/// <summary>
/// The real application in a process of its own, on a fresh data directory. It is this benchmark program started again with
/// <see cref="Verb"/>, but with the runtime configuration (garbage collector and so on) of the product.
/// </summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    public const string Verb = "serve";

    private const string AddressLine = "Dashboard is at ";
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("the server ended"));
        process.EnableRaisingEvents = true;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; private set; } = new();

    public int Port => Http.BaseAddress!.Port;

    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident bytes now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a server and waits until it takes events.</summary>
    public static async Task<ServerProcess> StartAsync(IntakeKind intake, string dataDirectory, params string[] args)
    {
        var program = typeof(ServerProcess).Assembly.Location;
        var runtimeConfig = Path.Combine(AppContext.BaseDirectory, "Dashboard.runtimeconfig.json");
        var start = new ProcessStartInfo("dotnet",
        [
            "exec", "--runtimeconfig", runtimeConfig, program, Verb, intake.ToString(),
            "--urls", "http://127.0.0.1:0", "--Storage:Path", dataDirectory, .. args,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"); // The client's settings, not the product's.
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT");
        var server = new ServerProcess(new Process { StartInfo = start });
        server.Http = new HttpClient { BaseAddress = await server._address.Task.WaitAsync(TimeSpan.FromSeconds(60)) };
        await server.WaitReadyAsync();
        return server;
    }

    /// <summary>The server's own account of itself.</summary>
    public async Task<JsonElement> StatusAsync() => JsonElement.Parse(await Http.GetStringAsync("/api/v1/status"));

    /// <summary>Stops it as an operator would.</summary>
    public async Task StopAsync()
    {
        _ = Kill(_process.Id, SigTerm);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGKILL: nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        Http.Dispose();
        _process.Dispose();
    }

    private async Task WaitReadyAsync()
    {
        while (true)
        {
            using var answer = await Http.GetAsync("/readyz");
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(20);
        }
    }

    private void Take(string? line)
    {
        if (line?.StartsWith(AddressLine, StringComparison.Ordinal) == true)
        {
            _address.TrySetResult(new Uri(line[AddressLine.Length..]));
        }
        else if (line?.Contains(" info ", StringComparison.Ordinal) == false)
        {
            Console.Error.WriteLine($"server: {line}");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
