using System.Diagnostics;

namespace Dashboard.Tests.Hosting;

/// <summary>Runs a command to its end.</summary>
public static class CommandLine
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <returns>What it wrote to stdout.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; the message holds its output.</exception>
    public static async Task<string> RunAsync(string command, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException($"{command} ended with {process.ExitCode}:\n{await output}\n{await error}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
