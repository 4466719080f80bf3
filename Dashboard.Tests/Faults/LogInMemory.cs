using Dashboard.Core.Storage.LiteDb;

namespace Dashboard.Tests.Faults;

/// <summary>The first bytes of a log, as a file that may be written over without touching them.</summary>
internal sealed class LogInMemory(byte[] bytes, int length) : IDurableFile
{
    private readonly SimulatedFile _written = new();

    public long Length => Math.Max(length, _written.Length);

    public int Read(Span<byte> buffer, long offset)
    {
        var there = (int)Math.Clamp(length - offset, 0, buffer.Length);
        bytes.AsSpan((int)Math.Min(offset, length), there).CopyTo(buffer);
        return there;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => _written.Write(bytes, offset);

    public void SetLength(long length) => _written.SetLength(length);

    public void Flush() => _written.Flush();

    public void Dispose()
    {
    }
}
