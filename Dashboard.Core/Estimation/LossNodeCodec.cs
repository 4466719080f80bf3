using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>Nodes of a <see cref="LossTree"/> as bytes, in pre-order.</summary>
internal static class LossNodeCodec
{
    private const byte Leaf = 0;
    private const byte MissingRight = 1;
    private const byte MissingLeft = 2;

    public static void Write(BinaryWriter writer, LossNode node)
    {
        if (node is LossSplit split)
        {
            writer.Write(split.MissingGoesLeft ? MissingLeft : MissingRight);
            writer.Write((byte)split.Feature);
            writer.Write(split.Threshold);
            Write(writer, split.Left);
            Write(writer, split.Right);
            return;
        }

        var leaf = (LossLeaf)node;
        writer.Write(Leaf);
        writer.Write7BitEncodedInt64(leaf.AbsoluteError.Count);
        foreach (var moments in (ReadOnlySpan<Moments>)[leaf.AbsoluteError, leaf.SquaredError])
        {
            writer.Write(moments.Mean);
            writer.Write(moments.SquaredDeviations);
        }
    }

    public static LossNode Read(BinaryReader reader, List<LossLeaf> leaves)
    {
        var kind = reader.ReadByte();
        if (kind != Leaf)
        {
            var feature = reader.ReadByte();
            var threshold = reader.ReadDouble();
            var left = Read(reader, leaves);
            return new LossSplit(feature, threshold, kind == MissingLeft, left, Read(reader, leaves));
        }

        var count = reader.Read7BitEncodedInt64();
        leaves.Add(new LossLeaf(leaves.Count, ReadMoments(reader, count), ReadMoments(reader, count)));
        return leaves[^1];
    }

    private static Moments ReadMoments(BinaryReader reader, long count) =>
        new() { Count = count, Mean = reader.ReadDouble(), SquaredDeviations = reader.ReadDouble() };
}
