using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. The bytes have passed their checksum.</summary>
internal sealed class ByteReader(byte[] bytes)
{
    private int _position;

    public byte Byte() => bytes[_position++];

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    public int Int() => (int)Varint();

    public long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8));

    public ReadOnlySpan<byte> Bytes(int count)
    {
        var start = _position;
        _position += count;
        return bytes.AsSpan(start, count);
    }

    public ReadOnlySpan<byte> Text() => Bytes(Int());

    public string String() => Encoding.UTF8.GetString(Text());
}
