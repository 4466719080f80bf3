using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;

namespace Dashboard.Endpoints;

/// <summary>
/// Bytes of a request body in one rented buffer. The buffer grows with the bytes that have arrived, never by a length the
/// client claims, and never beyond the limit.
/// </summary>
internal sealed class EventBody(int limit) : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    private byte[] _buffer = BatchBuffers.Rent<byte>(FirstBuffer);
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="RequestRefusedException">413 <c>body_too_large</c>.</exception>
    public async ValueTask ReadAsync(Stream stream, CancellationToken cancel)
    {
        for (int read; (read = await stream.ReadAsync(Room(), cancel)) > 0;)
        {
            Commit(read);
        }
    }

    /// <summary>Free space behind what is there, never empty; follow with <see cref="Commit"/>.</summary>
    public Memory<byte> Room()
    {
        if (_length == _buffer.Length)
        {
            var larger = BatchBuffers.Rent<byte>(_buffer.Length * 2);
            Bytes.CopyTo(larger);
            BatchBuffers.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }

    /// <exception cref="RequestRefusedException">413 <c>body_too_large</c>.</exception>
    public void Commit(int count)
    {
        _length += count;
        if (_length > limit)
        {
            throw TooLarge(limit);
        }
    }

    public void Dispose()
    {
        BatchBuffers.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    public static RequestRefusedException TooLarge(long limit) =>
        new(413, "body_too_large", $"a body has at most {limit} bytes, after decompression");
}
