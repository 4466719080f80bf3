using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>How far an estimate can be off, as squared standard errors.</summary>
/// <param name="Realisation">Chance: outcomes scatter around their probabilities.</param>
/// <param name="Calibration">The calibrated rates rest on finitely many labels.</param>
internal readonly record struct EstimateVariance(double Realisation, double Calibration)
{
    public double StandardError => Math.Sqrt(Realisation + Calibration);
}

/// <summary>How much a metric rises when one more prediction of a bin turns out positive.</summary>
internal readonly record struct Slope(double OfPredictedPositive, double OfPredictedNegative);

/// <summary>Bins of predictions with the chance of a positive in each, and the confusion matrix to expect from them.</summary>
internal sealed class ExpectedOutcomes
{
    private readonly IsotonicCalibrator _calibrator;
    private readonly List<(long Positive, long Negative, int Block)> _bins = []; // At most one per bin given.

    /// <param name="calibrator">With at least one block.</param>
    public ExpectedOutcomes(IsotonicCalibrator calibrator, IEnumerable<BinOutcomes> bins)
    {
        _calibrator = calibrator;
        double truePositive = 0, falsePositive = 0, falseNegative = 0, trueNegative = 0;
        foreach (var bin in bins.OrderBy(bin => bin.Score))
        {
            var (positive, negative) = (bin.PredictedPositive, bin.PredictedNegative);
            var block = calibrator.BlockOf(bin.Score);
            var rate = calibrator.Blocks[block].Rate;
            _bins.Add((positive, negative, block));
            Count += positive + negative;
            truePositive += positive * rate;
            falsePositive += positive * (1 - rate);
            falseNegative += negative * rate;
            trueNegative += negative * (1 - rate);
        }

        Matrix = new ExpectedMatrix(truePositive, falsePositive, falseNegative, trueNegative);
    }

    public long Count { get; }

    public ExpectedMatrix Matrix { get; }

    /// <summary>
    /// By the delta method, for a metric with slope s per prediction: realisation = sum over predictions of s^2 p (1 - p),
    /// calibration = sum over blocks of (sum of s in the block)^2 times the squared error of its rate. For accuracy, s = 1/N
    /// where the model said positive and -1/N elsewhere, this is exact.
    /// </summary>
    public EstimateVariance Variance(Func<int, Slope> slopeOfBin)
    {
        double realisation = 0;
        var ofBlock = new double[_calibrator.Blocks.Count];
        for (var i = 0; i < _bins.Count; i++)
        {
            var (positive, negative, block) = _bins[i];
            var (up, down) = slopeOfBin(i);
            var rate = _calibrator.Blocks[block].Rate;
            realisation += ((positive * up * up) + (negative * down * down)) * rate * (1 - rate);
            ofBlock[block] += (positive * up) + (negative * down);
        }

        var calibration = ofBlock.Zip(_calibrator.Blocks, (slope, block) => slope * slope * block.SquaredError).Sum();
        return new EstimateVariance(realisation, calibration);
    }

    /// <summary>A metric whose slope is the same in all bins.</summary>
    public Figure ToFigure(double value, Slope slope) => ToFigure(value, Variance(_ => slope));

    /// <summary>
    /// Area under the ROC curve: the chance that a positive scores above a negative, ties half, from expected counts P_b and
    /// Q_b = n_b - P_b per bin: sum P_b (Q below b + Q_b/2) / (P Q).
    /// </summary>
    public Figure Auc()
    {
        var (positives, negatives) = (Matrix.Positives, Matrix.Negatives);
        double below = 0, positivesBelow = 0, area = 0;
        var slopes = new double[_bins.Count];
        for (var i = 0; i < _bins.Count; i++)
        {
            var count = _bins[i].Positive + _bins[i].Negative;
            var expected = count * _calibrator.Blocks[_bins[i].Block].Rate;
            var rest = count - expected;
            area += expected * (below + (rest / 2));
            slopes[i] = below + (rest / 2) - (positives - positivesBelow - (expected / 2)); // As a positive less as a negative.
            below += rest;
            positivesBelow += expected;
        }

        var auc = area / (positives * negatives);
        return ToFigure(auc, Variance(i =>
        {
            var slope = (slopes[i] - (auc * (negatives - positives))) / (positives * negatives);
            return new Slope(slope, slope);
        }));
    }

    private Figure ToFigure(double value, EstimateVariance variance)
    {
        var reach = Proportion.Z95 * variance.StandardError;
        return Figure.Of(
            value, Count, double.IsFinite(reach) ? new Interval(Math.Max(0, value - reach), Math.Min(1, value + reach)) : null);
    }
}
