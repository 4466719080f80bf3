using System.Buffers.Text;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>
/// Ids, byte-exact. When all are UUIDs in their usual lower-case form: 16 bytes each, transposed (a version 7 UUID starts
/// with the time, so its first bytes shrink to nothing). Otherwise each id as what it shares with the one before, and the rest.
/// </summary>
internal static class IdColumn
{
    public const byte Uuids = 1;
    private const byte Texts = 0;
    private const int UuidTextLength = 36;

    /// <summary>Longest id the parser lets in, in UTF-8 bytes.</summary>
    public const int MaxIdBytes = 512;

    /// <param name="spanOf">Where the n-th id lies in the batch.</param>
    public static void Write(ByteWriter writer, EventBatch events, int count, Func<int, TextSpan> spanOf)
    {
        var start = writer.Length;
        writer.Byte(Uuids);
        if (!TryWriteUuids(writer.Reserve(16 * count), events, count, spanOf))
        {
            writer.Truncate(start);
            writer.Byte(Texts);
            WriteTexts(writer, events, count, spanOf);
        }
    }

    private static bool TryWriteUuids(Span<byte> columns, EventBatch events, int count, Func<int, TextSpan> spanOf)
    {
        Span<byte> text = stackalloc byte[UuidTextLength];
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < count; i++)
        {
            var id = events.Text(spanOf(i));
            if (id.Length != UuidTextLength
                || !Utf8Parser.TryParse(id, out Guid uuid, out _)
                || !uuid.TryFormat(text, out _)
                || !id.SequenceEqual(text))
            {
                return false;
            }

            uuid.TryWriteBytes(bytes, bigEndian: true, out _);
            for (var k = 0; k < 16; k++)
            {
                columns[k * count + i] = bytes[k];
            }
        }

        return true;
    }

    private static void WriteTexts(ByteWriter writer, EventBatch events, int count, Func<int, TextSpan> spanOf)
    {
        ReadOnlySpan<byte> before = default;
        for (var i = 0; i < count; i++)
        {
            var id = events.Text(spanOf(i));
            var shared = id.CommonPrefixLength(before);
            writer.Varint(shared);
            writer.Text(id[shared..]);
            before = id;
        }
    }
}

/// <summary>Reads what <see cref="IdColumn"/> wrote, one id at a time.</summary>
internal sealed class IdColumnReader
{
    private readonly byte[] _uuids;
    private readonly int _count;
    private readonly byte[] _text = new byte[IdColumn.MaxIdBytes];
    private int _next;

    public IdColumnReader(ByteReader reader, int count)
    {
        _count = count;
        _uuids = reader.Byte() == IdColumn.Uuids ? reader.Bytes(16 * count).ToArray() : [];
    }

    /// <summary>The next id; overwritten by the call after.</summary>
    public ReadOnlySpan<byte> Next(ByteReader reader)
    {
        if (_uuids.Length > 0)
        {
            return NextUuid();
        }

        var shared = reader.Int();
        var rest = reader.Text();
        rest.CopyTo(_text.AsSpan(shared));
        return _text.AsSpan(0, shared + rest.Length);
    }

    private ReadOnlySpan<byte> NextUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var k = 0; k < 16; k++)
        {
            bytes[k] = _uuids[k * _count + _next];
        }

        _next++;
        new Guid(bytes, bigEndian: true).TryFormat(_text, out var length);
        return _text.AsSpan(0, length);
    }
}
