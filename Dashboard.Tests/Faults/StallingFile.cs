using Dashboard.Core.Storage.LiteDb;

namespace Dashboard.Tests.Faults;

/// <summary>A file whose reads do not come back while <see cref="Stall"/> says so.</summary>
internal sealed class StallingFile(IDurableFile file, Stall stall) : IDurableFile
{
    public long Length => file.Length;

    public int Read(Span<byte> buffer, long offset)
    {
        stall.Pass();
        return file.Read(buffer, offset);
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => file.Write(bytes, offset);

    public void SetLength(long length) => file.SetLength(length);

    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();
}

/// <summary>Stops whoever passes while it is armed, until the test is over.</summary>
internal sealed class Stall : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private volatile bool _hasStopped;

    public bool IsArmed { get; set; }

    public bool HasStopped => _hasStopped;

    public void Pass()
    {
        if (IsArmed)
        {
            _hasStopped = true;
            _over.Token.WaitHandle.WaitOne();
        }
    }

    public void Dispose() => _over.Cancel();
}
