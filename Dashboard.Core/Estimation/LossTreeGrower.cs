namespace Dashboard.Core.Estimation;

/// <summary>
/// Grows a regression tree (CART: Breiman, Friedman, Olshen, Stone 1984), best split first until the leaves run out. A split
/// is as good as it lowers the sum of squared deviations from the mean of each side: with losses centred on the node's mean,
/// S_left^2 (1/n_left + 1/n_right). Rows where the feature is missing are tried on both sides; where none is missing in the
/// baseline, later ones go to the larger side. Of equally good splits the first wins, by feature and then by threshold.
/// </summary>
/// <param name="columns">By feature, then by row; NaN is missing.</param>
/// <param name="losses">What the tree predicts, by row.</param>
internal sealed class LossTreeGrower(double[][] columns, double[] losses, int maxLeaves, int minLeaf)
{
    /// <summary>A gain below this share of the whole sum of squares is rounding.</summary>
    private const double LeastGain = 1e-12;

    /// <summary>By feature: rows in order of value, missing last. A node owns the same run of places in each.</summary>
    private readonly int[][] _orders = [.. columns.Select(OrderOf)];

    private readonly bool[] _goesLeft = new bool[losses.Length];
    private readonly int[] _right = new int[losses.Length];

    public LossNode Build(List<LossLeaf> leaves)
    {
        var root = Node(0, losses.Length);
        var open = new List<GrowingNode> { root }; // At most maxLeaves.
        while (open.Count < maxLeaves && open.MaxBy(node => node.Split.Gain) is { Split.Gain: > 0 } best)
        {
            Part(best);
            open.Remove(best);
            open.Add(best.Left!);
            open.Add(best.Right!);
        }

        return Finish(root, leaves);
    }

    private static int[] OrderOf(double[] column)
    {
        // NaN sorts first among doubles: -infinity never occurs, so +infinity for it puts missing last.
        var keys = Array.ConvertAll(column, value => double.IsNaN(value) ? double.PositiveInfinity : value);
        return [.. Enumerable.Range(0, column.Length).OrderBy(row => keys[row])];
    }

    private LossNode Finish(GrowingNode node, List<LossLeaf> leaves)
    {
        if (node.Left is null)
        {
            return LossLeaf.Append(leaves, Rows(0, node).Order().Select(row => losses[row]));
        }

        var left = Finish(node.Left, leaves);
        return new LossSplit(node.Split.Feature, node.Split.Threshold, node.Split.MissingGoesLeft, left, Finish(node.Right!, leaves));
    }

    private ArraySegment<int> Rows(int feature, GrowingNode node) => new(_orders[feature], node.Start, node.Count);

    private GrowingNode Node(int start, int count)
    {
        var node = new GrowingNode(start, count);
        if (count >= 2 * minLeaf)
        {
            var mean = Rows(0, node).Average(row => losses[row]);
            var least = LeastGain * Rows(0, node).Sum(row => (losses[row] - mean) * (losses[row] - mean));
            for (var feature = 0; feature < columns.Length; feature++)
            {
                FindSplit(node, feature, mean, least);
            }
        }

        return node;
    }

    private void FindSplit(GrowingNode node, int feature, double mean, double least)
    {
        var column = columns[feature];
        var rows = Rows(feature, node);
        var present = rows.Count;
        double missingSum = 0, sum = 0;
        for (; present > 0 && double.IsNaN(column[rows[present - 1]]); present--)
        {
            missingSum += losses[rows[present - 1]] - mean;
        }

        var missing = rows.Count - present;
        for (var i = 0; i < present; i++)
        {
            var value = column[rows[i]];
            sum += losses[rows[i]] - mean;
            var count = i + 1;
            if (count == present)
            {
                Consider(node, new Split(feature, double.PositiveInfinity, false, 0), sum, count, least);
            }
            else if (column[rows[count]] is var next && next > value)
            {
                var threshold = value + ((next - value) / 2) is var middle && middle < next ? middle : value;
                Consider(node, new Split(feature, threshold, missing == 0 && 2 * count >= rows.Count, 0), sum, count, least);
                if (missing > 0)
                {
                    Consider(node, new Split(feature, threshold, true, 0), sum + missingSum, count + missing, least);
                }
            }
        }
    }

    private void Consider(GrowingNode node, Split split, double leftSum, int leftCount, double least)
    {
        var rightCount = node.Count - leftCount;
        if (leftCount < minLeaf || rightCount < minLeaf)
        {
            return;
        }

        var gain = leftSum * leftSum * ((1.0 / leftCount) + (1.0 / rightCount));
        if (gain > node.Split.Gain && gain > least)
        {
            node.Split = split with { Gain = gain };
        }
    }

    private void Part(GrowingNode node)
    {
        var column = columns[node.Split.Feature];
        var leftCount = 0;
        foreach (var row in Rows(0, node))
        {
            var value = column[row];
            _goesLeft[row] = double.IsNaN(value) ? node.Split.MissingGoesLeft : value <= node.Split.Threshold;
            leftCount += _goesLeft[row] ? 1 : 0;
        }

        for (var feature = 0; feature < columns.Length; feature++)
        {
            PartStably(Rows(feature, node));
        }

        node.Left = Node(node.Start, leftCount);
        node.Right = Node(node.Start + leftCount, node.Count - leftCount);
    }

    private void PartStably(ArraySegment<int> rows)
    {
        int left = 0, right = 0;
        foreach (var row in rows)
        {
            if (_goesLeft[row])
            {
                rows[left++] = row; // Never ahead of what is read.
            }
            else
            {
                _right[right++] = row;
            }
        }

        _right.AsSpan(0, right).CopyTo(rows.AsSpan(left));
    }

    private readonly record struct Split(int Feature, double Threshold, bool MissingGoesLeft, double Gain);

    private sealed class GrowingNode(int start, int count)
    {
        public int Start { get; } = start;

        public int Count { get; } = count;

        /// <summary>The best found; its gain is 0 when there is none.</summary>
        public Split Split { get; set; }

        public GrowingNode? Left { get; set; }

        public GrowingNode? Right { get; set; }
    }
}
