using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Dashboard.Benchmarks.Load;

/// <summary>Opens a compressed WebSocket and counts what comes out of its socket.</summary>
internal sealed class CountedConnection
{
    private long _received;

    /// <summary>Bytes as they were on the wire, WebSocket framing included.</summary>
    public long Received => Interlocked.Read(ref _received);

    public async Task<WebSocket> ConnectAsync(Uri address, CookieContainer cookies, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        var http = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = OpenAsync, CookieContainer = cookies });
        await socket.ConnectAsync(address, http, cancel);
        return socket;
    }

    private async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancel);
        return new CountedStream(socket, this);
    }

    private sealed class CountedStream(Socket socket, CountedConnection owner) : NetworkStream(socket, ownsSocket: true)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            Interlocked.Add(ref owner._received, count);
            return count;
        }
    }
}
