using System.Buffers.Binary;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Ingestion;

namespace Dashboard.Endpoints;

/// <summary>A body as it arrives: counted, limited, never held. Read asynchronously only.</summary>
/// <param name="progress">Told of every byte; null when somebody else tells it.</param>
internal sealed class UploadStream(Stream source, long limit, EvaluationProgress? progress) : Stream
{
    private readonly byte[] _last = new byte[4];

    public long Count { get; private set; }

    /// <summary>The last four bytes so far, as a little-endian number: in a gzip file the length of its content (RFC 1952).</summary>
    public uint LastFour => BinaryPrimitives.ReadUInt32LittleEndian(_last);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    /// <exception cref="RequestRefusedException">413 <c>body_too_large</c>.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken);
        Count += read;
        progress?.AddBytes(read);
        Remember(buffer.Span[..read]);
        return Count <= limit ? read : throw EventBody.TooLarge(limit);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("bodies are read asynchronously");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[Math.Max(0, bytes.Length - _last.Length)..];
        _last.AsSpan(tail.Length).CopyTo(_last);
        tail.CopyTo(_last.AsSpan(_last.Length - tail.Length));
    }
}
