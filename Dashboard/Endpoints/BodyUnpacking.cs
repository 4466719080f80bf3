using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Dashboard.Core.Ingestion;

namespace Dashboard.Endpoints;

/// <summary>
/// Unpacks compressed bodies in memory. The framework's request decompression is not used: it takes cut-off bodies for
/// whole ones and lets garbage surface as 500. A bomb is refused when its output passes the limit.
/// </summary>
internal static class BodyUnpacking
{
    private const int GzipTrailer = 8;

    /// <exception cref="RequestRefusedException">413 <c>body_too_large</c> or 400 <c>decompression_failed</c>.</exception>
    public static void Unpack(ReadOnlyMemory<byte> packed, BodyEncoding encoding, EventBody target)
    {
        var isWhole = encoding == BodyEncoding.Gzip ? TryGunzip(packed, target) : TryUnbrotli(packed.Span, target);
        if (!isWhole)
        {
            throw new RequestRefusedException(400, "decompression_failed", "the body is not what Content-Encoding says, or it is cut off");
        }
    }

    private static bool TryGunzip(ReadOnlyMemory<byte> packed, EventBody target)
    {
        if (packed.Length < GzipTrailer || !MemoryMarshal.TryGetArray(packed, out var array))
        {
            return false;
        }

        try
        {
            using var stream = new GZipStream(new MemoryStream(array.Array!, array.Offset, array.Count), CompressionMode.Decompress);
            for (int read; (read = stream.Read(target.Room().Span)) > 0;)
            {
                target.Commit(read);
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        // GZipStream ends quietly where its input does; the trailer (RFC 1952: ISIZE) tells whether that was the end.
        return BinaryPrimitives.ReadUInt32LittleEndian(packed.Span[^4..]) == (uint)target.Bytes.Length;
    }

    private static bool TryUnbrotli(ReadOnlySpan<byte> packed, EventBody target)
    {
        using var decoder = new BrotliDecoder();
        while (true)
        {
            var status = decoder.Decompress(packed, target.Room().Span, out var consumed, out var written);
            target.Commit(written);
            packed = packed[consumed..];
            if (status != OperationStatus.DestinationTooSmall)
            {
                return status == OperationStatus.Done && packed.IsEmpty;
            }
        }
    }
}
