using System.Buffers.Binary;
using System.IO.Hashing;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>
/// One log page on disk: a 32-byte head (epoch salt, page number, zero, XXH64 of the page seeded by salt and number), then
/// the page. A frame of another epoch, another place or a torn write does not verify. Little-endian.
/// </summary>
internal static class LogFrame
{
    public const int HeadSize = 32;
    public const int Size = HeadSize + PageStream.PageSize;

    /// <summary>LiteDB marks the page that confirms a transaction here.</summary>
    private const int ConfirmedOffset = 18;

    public static void Write(Span<byte> frame, ulong salt, long number, ReadOnlySpan<byte> page)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(frame, salt);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], number);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[16..], 0);
        page.CopyTo(frame[HeadSize..]);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[24..], Checksum(page, salt, number));
    }

    public static bool IsValid(ReadOnlySpan<byte> frame, ulong salt, long number) =>
        BinaryPrimitives.ReadUInt64LittleEndian(frame) == salt
        && BinaryPrimitives.ReadInt64LittleEndian(frame[8..]) == number
        && BinaryPrimitives.ReadUInt64LittleEndian(frame[24..]) == Checksum(frame[HeadSize..Size], salt, number);

    /// <summary>True when the frame was begun in this epoch, whole or not.</summary>
    public static bool BelongsTo(ReadOnlySpan<byte> frame, ulong salt) => BinaryPrimitives.ReadUInt64LittleEndian(frame) == salt;

    public static bool Confirms(ReadOnlySpan<byte> page) => page[ConfirmedOffset] != 0;

    private static ulong Checksum(ReadOnlySpan<byte> page, ulong salt, long number) =>
        XxHash64.HashToUInt64(page, (long)(salt ^ (ulong)number));
}
