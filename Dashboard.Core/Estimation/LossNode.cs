using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>A question of a <see cref="LossTree"/> or, at its end, a leaf.</summary>
public abstract record LossNode;

/// <summary>Values up to the threshold go left.</summary>
/// <param name="Feature">Place among the features; the prediction itself comes after the last.</param>
/// <param name="Threshold">A category stands as its rank; +infinity parts what is missing from what is not.</param>
public sealed record LossSplit(int Feature, double Threshold, bool MissingGoesLeft, LossNode Left, LossNode Right) : LossNode
{
    public bool GoesLeft(double value) => double.IsNaN(value) ? MissingGoesLeft : value <= Threshold;
}

/// <summary>Predictions that are about equally hard, and how wrong they were in the baseline.</summary>
/// <param name="Index">From left to right, from 0.</param>
public sealed record LossLeaf(int Index, Moments AbsoluteError, Moments SquaredError) : LossNode
{
    /// <summary>Makes the next leaf and puts it behind the others.</summary>
    internal static LossLeaf Append(List<LossLeaf> leaves, IEnumerable<double> absoluteErrors)
    {
        Moments absolute = default, squared = default;
        foreach (var error in absoluteErrors)
        {
            absolute.Add(error);
            squared.Add(error * error);
        }

        var leaf = new LossLeaf(leaves.Count, absolute, squared);
        leaves.Add(leaf);
        return leaf;
    }
}
