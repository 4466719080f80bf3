namespace Dashboard.Core.Metrics;

/// <summary>
/// Predictions by leaf of one tree (<c>Estimation.LossTree</c>). Counts of parts merge to those of the whole in any order; those of an
/// older tree give way to those of a newer one, because leaves of two trees have nothing in common.
/// </summary>
/// <param name="tree">Number of the tree; a later tree has a higher one.</param>
public sealed class LeafCounts(long tree)
{
    public const int MaxLeaves = 64;

    private readonly long[] _counts = new long[MaxLeaves];

    public long Tree { get; private set; } = tree;

    public long this[int leaf] => _counts[leaf];

    public long Total => _counts.Sum();

    public void Add(int leaf) => _counts[leaf]++;

    public void Merge(LeafCounts other)
    {
        if (other.Tree < Tree)
        {
            return;
        }

        TakeTree(other.Tree);
        for (var leaf = 0; leaf < _counts.Length; leaf++)
        {
            _counts[leaf] += other._counts[leaf];
        }
    }

    /// <summary>Counts by a tree from now on: what a tree before it counted is forgotten.</summary>
    public void TakeTree(long tree)
    {
        if (tree != Tree)
        {
            Array.Clear(_counts);
            Tree = tree;
        }
    }

    /// <summary>The tree's number, and the leaves up to the last that holds something, mostly a byte or two each.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Tree);
        var used = Array.FindLastIndex(_counts, count => count != 0) + 1;
        writer.Write((byte)used);
        foreach (var count in _counts.AsSpan(0, used))
        {
            writer.Write7BitEncodedInt64(count);
        }
    }

    /// <exception cref="FormatException">The bytes name more leaves than there can be.</exception>
    public static LeafCounts Read(BinaryReader reader)
    {
        var counts = new LeafCounts(reader.Read7BitEncodedInt64());
        var used = reader.ReadByte();
        if (used > MaxLeaves)
        {
            throw new FormatException($"{used} leaves; a tree has at most {MaxLeaves}");
        }

        for (var leaf = 0; leaf < used; leaf++)
        {
            counts._counts[leaf] = reader.Read7BitEncodedInt64();
        }

        return counts;
    }
}

/// <summary>Where a tree put a prediction.</summary>
/// <param name="Tree">0 for none.</param>
public readonly record struct LeafMark(long Tree, int Leaf)
{
    public bool IsNone => Tree == 0;
}
