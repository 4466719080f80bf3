using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Dashboard.Core.Storage.LiteDb;

/// <summary>First 4 KiB of the log file: which epoch its frames belong to, and to which data file.</summary>
/// <param name="Salt">Random per epoch, never 0.</param>
/// <param name="Owner">Identity of the data file; 0 when it had none yet.</param>
internal readonly record struct LogHeader(ulong Salt, long Owner)
{
    public const int Size = 4096;
    private const ulong Magic = 0x314C_4F47_4853_4144; // "DASHGOL1"

    public static LogHeader NewEpoch(long owner)
    {
        Span<byte> random = stackalloc byte[8];
        RandomNumberGenerator.Fill(random);
        return new LogHeader(BinaryPrimitives.ReadUInt64LittleEndian(random) | 1, owner);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Salt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Owner);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), XxHash64.HashToUInt64(bytes.AsSpan(0, 24)));
        return bytes;
    }

    /// <summary>The header of a log file; null when it is missing, torn or not ours.</summary>
    public static LogHeader? Read(IDurableFile file)
    {
        var bytes = new byte[Size];
        if (file.Read(bytes, 0) != Size
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(24)) != XxHash64.HashToUInt64(bytes.AsSpan(0, 24)))
        {
            return null;
        }

        return new LogHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)), BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)));
    }
}
