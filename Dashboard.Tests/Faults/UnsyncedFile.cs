using Dashboard.Core.Storage.LiteDb;

namespace Dashboard.Tests.Faults;

/// <summary>A real file that is not synced: for tests that damage files and cut no power, ten times faster.</summary>
internal sealed class UnsyncedFile(string path) : IDurableFile
{
    private readonly DiskFile _file = new(path);

    public long Length => _file.Length;

    public int Read(Span<byte> buffer, long offset) => _file.Read(buffer, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => _file.Write(bytes, offset);

    public void SetLength(long length) => _file.SetLength(length);

    public void Flush()
    {
    }

    public void Dispose() => _file.Dispose();
}
