using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>Neighbouring score bins with one rate of positives.</summary>
/// <param name="Highest">The highest score among its bins.</param>
/// <param name="Count">Labelled predictions, at least 1.</param>
public readonly record struct CalibratedBlock(double Highest, long Count, long Positive)
{
    public double Rate => (double)Positive / Count;

    /// <summary>Squared standard error of <see cref="Rate"/>.</summary>
    public double SquaredError => Proportion.SquaredError(Positive, Count);
}

/// <summary>
/// The chance of a positive at each score, as a step function that never falls: isotonic regression on the labelled counts
/// of score bins by the pool-adjacent-violators algorithm (Ayer, Brunk, Ewing, Reid, Silverman 1955).
/// </summary>
public sealed class IsotonicCalibrator
{
    private readonly CalibratedBlock[] _blocks;

    private IsotonicCalibrator(CalibratedBlock[] blocks) => _blocks = blocks;

    /// <summary>From the lowest score up; at most one per bin it was fitted to.</summary>
    public IReadOnlyList<CalibratedBlock> Blocks => _blocks;

    /// <summary>Plain words why the baseline is too small to estimate from; null when it is large enough.</summary>
    public string? Refusal => BaselineRule.Refusal(_blocks.Sum(block => block.Count), _blocks.Sum(block => block.Positive));

    /// <param name="bins">In any order; bins without labels are passed over.</param>
    public static IsotonicCalibrator Fit(IEnumerable<BinOutcomes> bins)
    {
        var blocks = new List<CalibratedBlock>(); // At most one per bin.
        foreach (var bin in bins.Where(bin => bin.Labelled > 0).OrderBy(bin => bin.Score))
        {
            var last = new CalibratedBlock(bin.Score, bin.Labelled, bin.LabelledPositive);
            for (; blocks.Count > 0 && !Rises(blocks[^1], last); blocks.RemoveAt(blocks.Count - 1))
            {
                last = new CalibratedBlock(last.Highest, blocks[^1].Count + last.Count, blocks[^1].Positive + last.Positive);
            }

            blocks.Add(last);
        }

        return new IsotonicCalibrator([.. blocks]);
    }

    /// <summary>
    /// Number of the block a score belongs to: the first that reaches as high, and the last for scores above all. Scores
    /// outside the baseline's range take the rate of its end.
    /// </summary>
    public int BlockOf(double score)
    {
        int low = 0, high = _blocks.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = score <= _blocks[middle].Highest ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static bool Rises(CalibratedBlock before, CalibratedBlock after) =>
        (Int128)before.Positive * after.Count < (Int128)after.Positive * before.Count;
}
