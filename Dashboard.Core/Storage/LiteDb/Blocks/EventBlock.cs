using System.IO.Hashing;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>
/// A run of consecutive events as stored: a core section (what windows and joins need) and a rest section (errors and
/// attributes), compressed and checksummed each for itself.
/// </summary>
internal sealed record EventBlock(BlockHead Head, BlockSection Core, BlockSection Rest);

/// <summary>What is known of a block without reading it.</summary>
/// <param name="First">Sequence number of its first event: its key.</param>
/// <param name="Bytes">Compressed size of both sections.</param>
/// <param name="NewestReceivedTicks">When its newest event was received.</param>
/// <param name="IsRecent">Still one document of the recent collection, waiting to be merged.</param>
internal sealed record BlockHead(
    long First, long Last, int Count, int GroundTruths, long Bytes, long NewestReceivedTicks, bool IsRecent)
{
    public bool HasGaps => Count != Last - First + 1;
}

/// <param name="Length">Bytes before compression; equal to the content's when it was not worth compressing.</param>
internal sealed record BlockSection(byte[] Content, int Length, long Checksum)
{
    /// <summary>Stands for one whose fields are not there any more: the checksum of nothing is not 0.</summary>
    public static readonly BlockSection Lost = new([], 0, 0);

    public bool IsIntact(BlockHead head) => ChecksumOf(Content, Length, head.First) == Checksum;

    /// <summary>
    /// XXH64, seeded by the block's first sequence number and the length, so that a section cannot pass in another's place
    /// and is unpacked only to the length it had.
    /// </summary>
    /// <param name="first">The sequence number.</param>
    public static long ChecksumOf(ReadOnlySpan<byte> content, int length, long first) =>
        (long)XxHash64.HashToUInt64(content, first ^ ((long)length << 32));
}
