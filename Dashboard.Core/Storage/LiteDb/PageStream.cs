namespace Dashboard.Core.Storage.LiteDb;

/// <summary>What LiteDB's two streams share: it sets a position, then reads or writes whole pages there.</summary>
internal abstract class PageStream : Stream
{
    public const int PageSize = 8192;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Position { get; set; }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };
}
