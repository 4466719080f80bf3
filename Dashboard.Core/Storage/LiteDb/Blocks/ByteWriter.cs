using System.Buffers.Binary;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>A growing buffer that is reused from block to block.</summary>
internal sealed class ByteWriter(int capacity = 1 << 16)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    public void Byte(byte value) => Reserve(1)[0] = value;

    /// <summary>LEB128: seven bits a byte, low first.</summary>
    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    public void Varint(int value) => Varint((ulong)value);

    /// <summary>Small magnitudes of either sign take few bytes.</summary>
    public void Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Length, then bytes.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Varint(utf8.Length);
        Bytes(utf8);
    }

    public void Text(string text) => Text(System.Text.Encoding.UTF8.GetBytes(text));

    public Span<byte> Reserve(int size)
    {
        if (Length + size > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + size, _bytes.Length * 2));
        }

        var room = _bytes.AsSpan(Length, size);
        Length += size;
        return room;
    }
}
