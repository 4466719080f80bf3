using ZstdSharp;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>Zstandard level 1: half the size of LZ4's neighbours at a third of the cost of higher levels (docs/decisions/0002).</summary>
internal sealed class SectionPacker : IDisposable
{
    private const int Level = 1;

    /// <summary>Below this, compression gains less than it costs.</summary>
    private const int MinCompressed = 128;

    private readonly Compressor _compressor = new(Level);
    private readonly Decompressor _decompressor = new();

    // Both bounded by the largest section. Buffers of this size per block would live on the large object heap and stay
    // there until a full collection: hundreds of megabytes at full speed.
    private byte[] _packed = [];
    private byte[] _unpacked = [];

    public BlockSection Pack(ReadOnlySpan<byte> bytes, long first)
    {
        var packed = Compress(bytes);
        var content = (packed.IsEmpty ? bytes : packed).ToArray();
        return new BlockSection(content, bytes.Length, BlockSection.ChecksumOf(content, bytes.Length, first));
    }

    /// <returns>An array that begins with the section's bytes; valid until the next call.</returns>
    public byte[] Unpack(BlockSection section)
    {
        if (section.Content.Length == section.Length)
        {
            return section.Content;
        }

        Reserve(ref _unpacked, section.Length);
        _decompressor.Unwrap(section.Content, _unpacked.AsSpan(0, section.Length));
        return _unpacked;
    }

    public void Dispose()
    {
        _compressor.Dispose();
        _decompressor.Dispose();
    }

    /// <summary>Empty when it would gain nothing.</summary>
    private ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MinCompressed)
        {
            return [];
        }

        Reserve(ref _packed, Compressor.GetCompressBound(bytes.Length));
        var length = _compressor.Wrap(bytes, _packed);
        return length < bytes.Length ? _packed.AsSpan(0, length) : [];
    }

    private static void Reserve(ref byte[] buffer, int size)
    {
        if (buffer.Length < size)
        {
            buffer = new byte[Math.Max(size, buffer.Length * 2)];
        }
    }
}
