namespace Dashboard.Core.Metrics;

/// <summary>
/// Sums of log loss and Brier score of labelled predictions, and of their squares for intervals, by ground truth and for
/// both ways to read it: the score stays the probability of the positive label whichever label that is. Linear, to the bit.
/// </summary>
internal sealed class ScoreLosses
{
    /// <summary>scikit-learn keeps probabilities this far from 0 and 1 in its log loss: the gap between 1 and the next double.</summary>
    public const double Clip = 2.220446049250313e-16;

    private const int Groups = 3; // Ground truth 0, 1, any other label.
    private const int Kinds = 4; // Log loss, its square, Brier score, its square.

    /// <summary>By group, then "as if positive" or "as if negative", then kind.</summary>
    private readonly FixedSum[] _sums = new FixedSum[Groups * 2 * Kinds];

    /// <param name="score">0 to 1.</param>
    /// <param name="truthClass">0, 1 or 2 for any other label.</param>
    public void Add(double score, int truthClass, int sign)
    {
        var sums = _sums.AsSpan(truthClass * 2 * Kinds, 2 * Kinds);
        Add(sums, LogLoss(score), 1 - score, sign);
        Add(sums[Kinds..], LogLoss(1 - score), score, sign);
    }

    /// <summary>-ln of the probability given to what turned out to be true.</summary>
    public static double LogLoss(double probability) => -Math.Log(Math.Clamp(probability, Clip, 1 - Clip));

    public void Merge(ScoreLosses other, int sign)
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i].Add(other._sums[i], sign);
        }
    }

    /// <param name="positive">The ground truth that counts as positive: 0 or 1.</param>
    public (LossSum LogLoss, LossSum Brier) Read(int positive)
    {
        Span<FixedSum> totals = stackalloc FixedSum[Kinds];
        for (var group = 0; group < Groups; group++)
        {
            var from = ((group * 2) + (group == positive ? 0 : 1)) * Kinds;
            for (var kind = 0; kind < Kinds; kind++)
            {
                totals[kind].Add(_sums[from + kind], 1);
            }
        }

        return (new(totals[0].Value, totals[1].Value), new(totals[2].Value, totals[3].Value));
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var sum in _sums)
        {
            sum.Write(writer);
        }
    }

    /// <param name="codes">The present code of each stored code.</param>
    public static ScoreLosses Read(BinaryReader reader, ReadOnlySpan<int> codes)
    {
        var losses = new ScoreLosses();
        for (var group = 0; group < Groups; group++)
        {
            var to = ScoreState.ClassOf(ScoreState.CodeOf(group, codes)) * 2 * Kinds;
            for (var i = 0; i < 2 * Kinds; i++)
            {
                losses._sums[to + i].Add(FixedSum.Read(reader), 1);
            }
        }

        return losses;
    }

    private static void Add(Span<FixedSum> sums, double logLoss, double distance, int sign)
    {
        var brier = distance * distance;
        sums[0].Add(logLoss, sign);
        sums[1].Add(logLoss * logLoss, sign);
        sums[2].Add(brier, sign);
        sums[3].Add(brier * brier, sign);
    }
}
