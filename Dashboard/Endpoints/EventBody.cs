using System.Buffers;
using System.IO.Compression;
using Dashboard.Core.Ingestion;

namespace Dashboard.Endpoints;

/// <summary>
/// A request body, unpacked, in one rented buffer. The buffer grows with the bytes that have arrived, never by a length the
/// client claims, and never beyond the limit: a compression bomb is refused when its output passes it.
/// </summary>
internal sealed class EventBody : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _length;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <exception cref="RequestRefusedException">413 <c>body_too_large</c> or 400 <c>decompression_failed</c>.</exception>
    public async ValueTask ReadAsync(HttpRequest request, BodyEncoding encoding, int limit, CancellationToken cancel)
    {
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        if (encoding == BodyEncoding.Identity)
        {
            await ReadAsync(request.Body, limit, cancel);
            return;
        }

        await using var unpacked = encoding == BodyEncoding.Gzip
            ? (Stream)new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true)
            : new BrotliStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            await ReadAsync(unpacked, limit, cancel);
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            throw new RequestRefusedException(400, "decompression_failed", "the body is not what Content-Encoding says, or it is cut off");
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private async ValueTask ReadAsync(Stream stream, int limit, CancellationToken cancel)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Grow();
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancel);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > limit)
            {
                throw TooLarge(limit);
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private static RequestRefusedException TooLarge(int limit) =>
        new(413, "body_too_large", $"a body has at most {limit} bytes, after decompression");
}
