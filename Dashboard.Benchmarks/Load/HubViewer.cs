using System.Net.WebSockets;
using System.Text;

namespace Dashboard.Benchmarks.Load;

/// <summary>
/// A client of the public hub on a bare WebSocket: it speaks just enough of SignalR's JSON protocol to watch, and counts
/// bytes instead of parsing them, so that hundreds of them cost the machine little.
/// </summary>
internal sealed class HubViewer : IDisposable
{
    private const byte RecordSeparator = 0x1e;
    private const string StreamItem = """{"type":2""";

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;
    private long _bytes;
    private long _snapshots;

    /// <summary>Bytes of snapshots received: the messages as sent, without the few bytes of WebSocket framing.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public long Snapshots => Interlocked.Read(ref _snapshots);

    public static async Task<HubViewer> WatchAsync(int port, string model, string range)
    {
        var viewer = new HubViewer();
        await viewer._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/hubs/metrics"), CancellationToken.None);
        await viewer.SendAsync("""{"protocol":"json","version":1}""");
        await viewer.SendAsync($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{model}}",null,"{{range}}",null]}""");
        viewer._reading = viewer.ReadAsync();
        return viewer;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(string message) => await _socket.SendAsync(
        Encoding.UTF8.GetBytes(message + (char)RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, _stop.Token);

    private async Task ReadAsync()
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                Count(buffer.AsSpan(0, length));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // Left.
        }
    }

    private void Count(ReadOnlySpan<byte> records)
    {
        foreach (var range in records.Split(RecordSeparator))
        {
            if (records[range].StartsWith(Encoding.UTF8.GetBytes(StreamItem)))
            {
                Interlocked.Add(ref _bytes, records[range].Length);
                Interlocked.Increment(ref _snapshots);
            }
        }
    }
}
