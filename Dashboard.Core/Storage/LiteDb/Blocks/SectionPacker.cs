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

    public BlockSection Pack(ReadOnlySpan<byte> bytes, long seed)
    {
        var content = bytes.ToArray();
        if (bytes.Length >= MinCompressed)
        {
            var packed = _compressor.Wrap(bytes);
            if (packed.Length < bytes.Length)
            {
                content = packed.ToArray();
            }
        }

        return new BlockSection(content, bytes.Length, BlockSection.ChecksumOf(content, seed));
    }

    public byte[] Unpack(BlockSection section)
    {
        if (section.Content.Length == section.Length)
        {
            return section.Content;
        }

        var bytes = new byte[section.Length];
        _decompressor.Unwrap(section.Content, bytes);
        return bytes;
    }

    public void Dispose()
    {
        _compressor.Dispose();
        _decompressor.Dispose();
    }
}
