namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// LiteDB's data file. It takes no page before the log's frames are durable: a checkpoint may otherwise leave half a
/// transaction in the data file with nothing in the log to finish it.
/// </summary>
internal sealed class DataStream(IDurableFile file, FramedLog log) : PageStream
{
    /// <summary>Where LiteDB's header page keeps the creation time, which never changes: the identity of a data file.</summary>
    private const int CreationTimeOffset = 68;

    public override long Length => file.Length;

    /// <summary>Identity of the data file; 0 while it has no header page yet.</summary>
    public static long ReadIdentity(IDurableFile file)
    {
        Span<byte> ticks = stackalloc byte[8];
        return file.Length >= PageSize && file.Read(ticks, CreationTimeOffset) == 8 ? BitConverter.ToInt64(ticks) : 0;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = file.Read(buffer.AsSpan(offset, count), Position);
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        log.EnsureDurable();
        file.Write(buffer.AsSpan(offset, count), Position);
        Position += count;
    }

    public override void Flush() => file.Flush();

    public override void SetLength(long value) => file.SetLength(value);
}
