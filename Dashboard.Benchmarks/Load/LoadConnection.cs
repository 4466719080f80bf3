using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dashboard.Benchmarks.Load;

/// <summary>
/// One keep-alive connection that sends a request, waits for its answer and sends the next. A state machine on the socket's
/// own completions: the client shares the machine with the server, so it must cost little.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly SocketAsyncEventArgs _args = new();
    private readonly int _port;
    private readonly EventRequest _request;
    private readonly LoadRun _run;
    private readonly byte[] _answer = new byte[64 * 1024];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sent;
    private int _received;
    private bool _isSending;
    private Socket _socket;
    private long _startedAt;

    public LoadConnection(int port, EventRequest request, LoadRun run)
    {
        (_port, _request, _run) = (port, request, run);
        _args.Completed += OnCompleted;
        _socket = Connect();
    }

    /// <summary>Milliseconds of the answers counted in the run.</summary>
    public List<float> Latencies { get; } = new(1 << 12); // Bounded by the run's length.

    public Task RunAsync()
    {
        if (StartRequest())
        {
            Pump();
        }

        return _done.Task;
    }

    public void Dispose()
    {
        _args.Dispose();
        _socket.Dispose();
    }

    private void OnCompleted(object? sender, SocketAsyncEventArgs args)
    {
        if (Advance())
        {
            Pump();
        }
    }

    /// <summary>Goes on for as long as the socket answers at once; otherwise the socket calls back.</summary>
    private void Pump()
    {
        while (!Step() && Advance())
        {
        }
    }

    /// <returns>True when the socket will call back.</returns>
    private bool Step()
    {
        if (_isSending)
        {
            _args.SetBuffer(_request.Bytes, _sent, _request.Bytes.Length - _sent);
            return _socket.SendAsync(_args);
        }

        _args.SetBuffer(_answer, _received, _answer.Length - _received);
        return _socket.ReceiveAsync(_args);
    }

    /// <returns>False when there is nothing more to do.</returns>
    private bool Advance()
    {
        if (_args.SocketError != SocketError.Success || _args.BytesTransferred == 0)
        {
            return _run.CountClosed() ? Reconnect() : End(new IOException($"the server closed a connection: {_args.SocketError}"));
        }

        if (_isSending)
        {
            _sent += _args.BytesTransferred;
            _isSending = _sent < _request.Bytes.Length;
            return true;
        }

        _received += _args.BytesTransferred;
        return !HttpAnswer.TryRead(_answer.AsSpan(0, _received), out var answer) || (Count(answer) && StartRequest());
    }

    private bool Count(HttpAnswer answer)
    {
        if (answer.Status is not (202 or 429 or 503))
        {
            return End(new IOException($"unexpected answer: {System.Text.Encoding.UTF8.GetString(_answer, 0, _received)}"));
        }

        if (_run.Count(_startedAt, answer.Status, _request.Count))
        {
            Latencies.Add((float)Stopwatch.GetElapsedTime(_startedAt).TotalMilliseconds);
        }

        return true;
    }

    private bool StartRequest()
    {
        if (!_run.TryTake(_request.Count, out var first))
        {
            return End(null);
        }

        _request.Fill(first);
        (_sent, _received, _isSending) = (0, 0, true);
        _startedAt = Stopwatch.GetTimestamp();
        return true;
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, _port);
        return socket;
    }

    /// <summary>As senders do: the request that was under way is not acknowledged, another one is sent.</summary>
    private bool Reconnect()
    {
        _socket.Dispose();
        _socket = Connect();
        return StartRequest();
    }

    private bool End(Exception? failure)
    {
        _ = failure is null ? _done.TrySetResult() : _done.TrySetException(failure);
        return false;
    }
}
