namespace Dashboard.Core.Metrics;

/// <summary>
/// What regression figures are computed from, for pairs of prediction and ground truth. Error = prediction minus ground
/// truth. Linear up to rounding: pairs can be removed again.
/// </summary>
public sealed class RegressionSums
{
    private Moments _truth;
    private Moments _error;
    private Moments _absoluteError;
    private Moments _squaredError;
    private Moments _absoluteTruth;

    public Moments Truth => _truth;

    public Moments Error => _error;

    public Moments AbsoluteError => _absoluteError;

    public Moments SquaredError => _squaredError;

    public Moments AbsoluteTruth => _absoluteTruth;

    public long Count => _truth.Count;

    public void Add(double predicted, double truth)
    {
        var error = predicted - truth;
        _truth.Add(truth);
        _error.Add(error);
        _absoluteError.Add(Math.Abs(error));
        _squaredError.Add(error * error);
        _absoluteTruth.Add(Math.Abs(truth));
    }

    public void Remove(double predicted, double truth)
    {
        var error = predicted - truth;
        _truth.Remove(truth);
        _error.Remove(error);
        _absoluteError.Remove(Math.Abs(error));
        _squaredError.Remove(error * error);
        _absoluteTruth.Remove(Math.Abs(truth));
    }

    public void Merge(RegressionSums other)
    {
        _truth.Merge(other._truth);
        _error.Merge(other._error);
        _absoluteError.Merge(other._absoluteError);
        _squaredError.Merge(other._squaredError);
        _absoluteTruth.Merge(other._absoluteTruth);
    }

    /// <summary>Takes off what was merged before.</summary>
    public void Unmerge(RegressionSums part)
    {
        _truth.Unmerge(part._truth);
        _error.Unmerge(part._error);
        _absoluteError.Unmerge(part._absoluteError);
        _squaredError.Unmerge(part._squaredError);
        _absoluteTruth.Unmerge(part._absoluteTruth);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Count);
        foreach (var moments in (ReadOnlySpan<Moments>)[_truth, _error, _absoluteError, _squaredError, _absoluteTruth])
        {
            writer.Write(moments.Mean);
            writer.Write(moments.MeanRest);
            writer.Write(moments.SquaredDeviations);
        }
    }

    public static RegressionSums Read(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt64();
        return new RegressionSums
        {
            _truth = ReadMoments(reader, count),
            _error = ReadMoments(reader, count),
            _absoluteError = ReadMoments(reader, count),
            _squaredError = ReadMoments(reader, count),
            _absoluteTruth = ReadMoments(reader, count),
        };
    }

    private static Moments ReadMoments(BinaryReader reader, long count) =>
        new() { Count = count, Mean = reader.ReadDouble(), MeanRest = reader.ReadDouble(), SquaredDeviations = reader.ReadDouble() };
}
