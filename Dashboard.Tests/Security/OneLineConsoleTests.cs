using Dashboard.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Tests.Security;

public sealed class OneLineConsoleTests
{
    [Fact]
    public void An_entry_is_one_line_whatever_it_holds()
    {
        var written = new StringWriter { NewLine = "\n" };
        var console = new OneLineConsole(new FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
        var forged = "fraud\r\n2026 info Dashboard: all is well\u001b[2J\u009b1m\u2028end";

        console.Write(
            new LogEntry<string>(LogLevel.Warning, "Room", default, forged, new InvalidOperationException("one\ntwo"), (state, _) => $"model {state}"),
            null, written);

        var line = written.ToString();
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain(line[..^1], char.IsControl);
        Assert.StartsWith("2026-03-01T12:00:00.000Z warn Room: model fraud  2026 info", line, StringComparison.Ordinal);
        Assert.Contains("one two", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_has_a_longest_length() =>
        Assert.Equal(8_000, OneLineConsole.Clean(new string('x', 100_000)).Length);
}
