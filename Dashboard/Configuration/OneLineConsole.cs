using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Dashboard.Configuration;

/// <summary>
/// One line per log entry, without control characters: a model name or path sent by a client can neither forge a second
/// entry nor drive the terminal.
/// </summary>
internal sealed class OneLineConsole(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "one-line";

    private const int MaxLength = 8_000;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var line = $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Word(logEntry.LogLevel)} {logEntry.Category}: {message}";
        textWriter.WriteLine(Clean(logEntry.Exception is { } exception ? $"{line} {exception}" : line));
    }

    internal static string Clean(string text)
    {
        var cut = text.Length > MaxLength ? text.AsSpan(0, MaxLength) : text;
        return string.Create(cut.Length, cut, static (clean, from) =>
        {
            for (var i = 0; i < clean.Length; i++)
            {
                clean[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
            }
        });
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
