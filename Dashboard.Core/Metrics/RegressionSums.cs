namespace Dashboard.Core.Metrics;

/// <summary>
/// What regression figures are computed from, for pairs of prediction and ground truth. Linear up to rounding: pairs can
/// be removed again (of the maximum see <see cref="LargestError"/>).
/// </summary>
public sealed class RegressionSums
{
    /// <summary>Outcomes beyond this magnitude are counted only: sums of fourth powers of errors must stay finite.</summary>
    public const double MaxMagnitude = 1e72;

    /// <summary>Error sketch in the outcome's unit: quantiles within 0.542 % while errors span 16 powers of two.</summary>
    public const int ErrorScale = 6;

    private LargestError _largest;

    public PairMoments Moments { get; private init; } = new();

    public SignedSketch Errors { get; } = new(ErrorScale);

    public LargestError Largest => _largest;

    /// <summary>Pairs with an outcome beyond <see cref="MaxMagnitude"/>: in none of the sums.</summary>
    public long TooLarge { get; private set; }

    /// <summary>Pairs in the sums.</summary>
    public long Count => Moments.Count;

    /// <summary>From all rows at once: moments are exact.</summary>
    public static RegressionSums Of(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        var (summed, rows) = (0, predicted.Length);
        var (f, y) = (new double[rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            (f[summed], y[summed]) = (predicted[i], truth[i]);
            summed += IsTooLarge(predicted[i], truth[i]) ? 0 : 1;
        }

        var sums = new RegressionSums { Moments = PairMoments.Of(f.AsSpan(0, summed), y.AsSpan(0, summed)), TooLarge = rows - summed };
        for (var i = 0; i < summed; i++)
        {
            sums.AddToDistribution(f[i] - y[i]);
        }

        return sums;
    }

    public void Add(double predicted, double truth)
    {
        if (IsTooLarge(predicted, truth))
        {
            TooLarge++;
            return;
        }

        Moments.Add(predicted, truth, 1);
        AddToDistribution(predicted - truth);
    }

    public void Remove(double predicted, double truth)
    {
        if (IsTooLarge(predicted, truth))
        {
            TooLarge--;
            return;
        }

        Moments.Add(predicted, truth, -1);
        Errors.Add(predicted - truth, -1);
        _largest.Remove(Math.Abs(predicted - truth));
        _largest = Count == 0 ? default : _largest;
    }

    public void Merge(RegressionSums other)
    {
        Moments.Merge(other.Moments);
        Errors.Merge(other.Errors);
        _largest.Merge(other._largest);
        TooLarge += other.TooLarge;
    }

    /// <summary>Takes off what was merged before.</summary>
    public void Unmerge(RegressionSums part)
    {
        Moments.Unmerge(part.Moments);
        Errors.Subtract(part.Errors);
        _largest.Unmerge(part._largest);
        _largest = Count == 0 ? default : _largest;
        TooLarge -= part.TooLarge;
    }

    public void Write(BinaryWriter writer)
    {
        Moments.Write(writer);
        Errors.Write(writer);
        writer.Write(_largest.Bound);
        writer.Write7BitEncodedInt64(_largest.Times);
        writer.Write7BitEncodedInt64(TooLarge);
    }

    public static RegressionSums Read(BinaryReader reader)
    {
        var sums = new RegressionSums();
        sums.Moments.Read(reader);
        sums.Errors.Read(reader);
        sums._largest = new LargestError { Bound = reader.ReadDouble(), Times = reader.Read7BitEncodedInt64() };
        sums.TooLarge = reader.Read7BitEncodedInt64();
        return sums;
    }

    private static bool IsTooLarge(double predicted, double truth) =>
        !(Math.Abs(predicted) <= MaxMagnitude && Math.Abs(truth) <= MaxMagnitude);

    private void AddToDistribution(double error)
    {
        Errors.Add(error, 1);
        _largest.Add(Math.Abs(error));
    }
}
