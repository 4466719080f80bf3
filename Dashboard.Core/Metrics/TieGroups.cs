namespace Dashboard.Core.Metrics;

/// <summary>Walks two ascending lists of scores from the highest score down, one group per distinct score.</summary>
internal ref struct TieGroups(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
{
    private readonly ReadOnlySpan<double> _positives = positives;
    private readonly ReadOnlySpan<double> _negatives = negatives;
    private int _positivesLeft = positives.Length;
    private int _negativesLeft = negatives.Length;

    /// <summary>How many of each have the score of the group.</summary>
    public (int Positives, int Negatives, double Score) Current { get; private set; }

    public readonly TieGroups GetEnumerator() => this;

    public bool MoveNext()
    {
        int p = _positivesLeft, n = _negativesLeft;
        if (p == 0 && n == 0)
        {
            return false;
        }

        var score = Math.Max(p > 0 ? _positives[p - 1] : double.NegativeInfinity, n > 0 ? _negatives[n - 1] : double.NegativeInfinity);
        while (p > 0 && _positives[p - 1] == score)
        {
            p--;
        }

        while (n > 0 && _negatives[n - 1] == score)
        {
            n--;
        }

        Current = (_positivesLeft - p, _negativesLeft - n, score);
        (_positivesLeft, _negativesLeft) = (p, n);
        return true;
    }
}
