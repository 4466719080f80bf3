using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dashboard.Live;

namespace Dashboard.Tests.Live;

/// <summary>
/// A hub client over a raw socket that starts a stream and then never reads again: the operating system's buffers fill
/// and the server's writes stop completing.
/// </summary>
internal sealed class StuckClient : IAsyncDisposable
{
    private const char RecordSeparator = '\x1e';

    private readonly TcpClient _socket = new() { ReceiveBufferSize = 4_096 };

    public static async Task<StuckClient> StartAsync(Uri address, string model, CancellationToken cancel)
    {
        var client = new StuckClient();
        await client._socket.ConnectAsync(address.Host, address.Port, cancel);
        var stream = client._socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {MetricsHub.Path} HTTP/1.1\r\nHost: {address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), cancel);
        await stream.ReadExactlyAsync(new byte[12], cancel); // "HTTP/1.1 101": switched; the rest is never read.
        await stream.WriteAsync(Frame("""{"protocol":"json","version":1}"""), cancel);
        var arguments = JsonSerializer.Serialize(new[] { model, null, "-15m", null });
        await stream.WriteAsync(Frame($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":{{arguments}}}"""), cancel);
        return client;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One masked text frame (RFC 6455); a mask of zeros leaves the text as it is.</summary>
    private static byte[] Frame(string message)
    {
        var payload = Encoding.UTF8.GetBytes(message + RecordSeparator);
        byte[] length = payload.Length < 126
            ? [(byte)(0x80 | payload.Length)]
            : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [0x81, .. length, 0, 0, 0, 0, .. payload];
    }
}
