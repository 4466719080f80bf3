namespace Dashboard.Core.LateLabels;

/// <summary>
/// Two sums over the labels of a window, each label weighted by 1 / F(age) of its kind, and their ratio: right to wrong
/// answers, or loss to labels. Each bucket is weighted on its own, so that a change within the window is followed; only
/// the youngest are taken together until a label counts for at most <see cref="MaxWeight"/> times the average one (weight
/// trimming: Cole and Hernan, American Journal of Epidemiology 168, 2008).
/// </summary>
internal sealed class WeightedRatio
{
    private const double MaxWeight = 4;

    private readonly IReadOnlyList<LabelledBucket> _window; // Youngest first.
    private readonly bool _isMean;
    private readonly List<(int From, int End, LabelSums Labels)> _strata = []; // At most one per bucket.
    private readonly double[] _firstShares; // Mean F per bucket.
    private readonly double[] _secondShares;
    private double _firstSum, _secondSum, _firstVariance, _secondVariance, _covariance;

    private WeightedRatio(IReadOnlyList<LabelledBucket> window, bool isMean, ArrivalCurve first, ArrivalCurve second)
    {
        (_window, _isMean) = (window, isMean);
        (_firstShares, _secondShares) = (SharesOf(window, first), SharesOf(window, second));
        foreach (var bucket in window)
        {
            Came += bucket.Labels.Total;
        }

        Stratify();
        Sum();
    }

    private WeightedRatio(WeightedRatio like, ArrivalCurve first, ArrivalCurve second)
    {
        (_window, _isMean) = (like._window, like._isMean);
        (_firstShares, _secondShares) = (SharesOf(_window, first), SharesOf(_window, second));
        (_strata, Came) = (like._strata, like.Came);
        Sum();
    }

    /// <summary>All labels that have come.</summary>
    public LabelSums Came { get; }

    public long Labelled => Came.Labelled;

    /// <summary>The smaller of the two shares F of the whole window.</summary>
    public double SmallestShare { get; private set; }

    /// <summary>ln(first / second) of the weighted sums; infinite when one is 0.</summary>
    public double LogOdds => Math.Log(_firstSum / _secondSum);

    /// <summary>What the weights did to the logarithm of the ratio; finite also when one of the sums is 0.</summary>
    public double LogShift { get; private set; }

    /// <summary>Variance of <see cref="LogOdds"/> from the labels that came (delta method).</summary>
    public double LogVariance =>
        (_firstVariance / (_firstSum * _firstSum)) - (2 * _covariance / (_firstSum * _secondSum)) + (_secondVariance / (_secondSum * _secondSum));

    /// <summary>Right answers among the labels that came.</summary>
    public double ShareOfFirst => (double)Came.Correct / Came.Labelled;

    /// <summary>Labels of equal weight that would say as much as these: n q (1 - q) = 1 / variance of the log odds.</summary>
    public double EffectiveCount =>
        Came.Correct == 0 || Came.Wrong == 0 ? Came.Labelled : 1 / (ShareOfFirst * (1 - ShareOfFirst) * LogVariance);

    public static WeightedRatio ForShare(IReadOnlyList<LabelledBucket> window, ArrivalCurve right, ArrivalCurve wrong) =>
        new([.. window.OrderBy(b => b.YoungestTicks)], false, right, wrong);

    public static WeightedRatio ForMean(IReadOnlyList<LabelledBucket> window, ArrivalCurve loss, ArrivalCurve labels) =>
        new([.. window.OrderBy(b => b.YoungestTicks)], true, loss, labels);

    /// <summary>The same labels by other curves.</summary>
    public WeightedRatio With(ArrivalCurve first, ArrivalCurve second) => new(this, first, second);

    private static double[] SharesOf(IReadOnlyList<LabelledBucket> window, ArrivalCurve curve) =>
        [.. window.Select(b => curve.ShareBy(b.YoungestTicks, b.OldestTicks))];

    private double First(in LabelSums sums) => _isMean ? sums.Loss : sums.Correct;

    private double Second(in LabelSums sums) => _isMean ? sums.Labelled : sums.Wrong;

    private void Stratify()
    {
        var (first, second, _) = MeanShares(0, _window.Count);
        var isOneSided = First(Came) == 0 || Second(Came) == 0; // Nothing to weigh against: the ratio of the shares says all.
        var (from, labels) = (0, default(LabelSums));
        for (var bucket = 0; bucket < _window.Count; bucket++)
        {
            labels += _window[bucket].Labels.Total;
            var shares = MeanShares(from, bucket + 1);
            var isWellKnown = shares.First * MaxWeight >= first && shares.Second * MaxWeight >= second && !isOneSided;
            if (isWellKnown || bucket == _window.Count - 1)
            {
                _strata.Add((from, bucket + 1, labels));
                (from, labels) = (bucket + 1, default);
            }
        }
    }

    private (double First, double Second, double Answered) MeanShares(int from, int end)
    {
        double answered = 0, first = 0, second = 0;
        for (var i = from; i < end; i++)
        {
            answered += _window[i].Answered;
            first += _window[i].Answered * _firstShares[i];
            second += _window[i].Answered * _secondShares[i];
        }

        return answered == 0 ? (0, 0, 0) : (first / answered, second / answered, answered);
    }

    private void Sum()
    {
        double answered = 0, firstWeights = 0, secondWeights = 0;
        foreach (var (from, end, labels) in _strata)
        {
            var shares = MeanShares(from, end);
            if (shares.First > 0 && shares.Second > 0)
            {
                var (first, second) = (1 / shares.First, 1 / shares.Second);
                _firstSum += first * First(labels);
                _secondSum += second * Second(labels);
                _firstVariance += first * first * (_isMean ? labels.SquaredLoss : labels.Correct);
                _secondVariance += second * second * Second(labels);
                _covariance += _isMean ? first * second * labels.Loss : 0; // No label is both right and wrong.
                answered += shares.Answered;
                firstWeights += first * shares.Answered;
                secondWeights += second * shares.Answered;
            }
        }

        if (!_isMean && answered > 0)
        {
            // A few heavy labels vary more than they show when they are few: at least the variance of an even window.
            _firstVariance = Math.Max(_firstVariance, _firstSum * firstWeights / answered);
            _secondVariance = Math.Max(_secondVariance, _secondSum * secondWeights / answered);
        }

        var whole = MeanShares(0, _window.Count);
        SmallestShare = Math.Min(whole.First, whole.Second);
        LogShift = _firstSum > 0 && _secondSum > 0
            ? LogOdds - Math.Log(First(Came) / Second(Came))
            : Math.Log(whole.Second / whole.First);
    }
}
