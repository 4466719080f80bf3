using System.Net.Sockets;
using System.Text;

namespace Dashboard.Tests.Security;

/// <summary>One request, byte for byte as written, over a socket of its own; HttpClient would correct or refuse it.</summary>
internal static class RawHttp
{
    /// <summary>Sends the lines (CRLF is added) and returns the head of the answer.</summary>
    public static async Task<string> HeadAsync(Uri address, CancellationToken cancel, params string[] lines)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, cancel);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), cancel);
        var head = new StringBuilder();
        var buffer = new byte[4_096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, cancel) is var read and > 0)
        {
            head.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return head.ToString();
    }

    public static async Task<int> StatusAsync(Uri address, CancellationToken cancel, params string[] lines)
    {
        var head = await HeadAsync(address, cancel, lines);
        return head.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
            ? int.Parse(head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"no HTTP answer: '{head}'");
    }
}
