using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>A mature bucket: what was estimated for its labelled predictions, and what their ground truth gave.</summary>
/// <param name="StandardError">Of the estimate, realisation included.</param>
/// <param name="Count">Labelled predictions.</param>
public readonly record struct BacktestPoint(double Estimated, double Realised, double StandardError, long Count)
{
    /// <summary>The gap in standard errors; infinite when an estimate without error is wrong.</summary>
    public double Z => Realised == Estimated ? 0 : (Realised - Estimated) / StandardError;
}

/// <summary>
/// How good the estimates of a metric have been, by its latest mature buckets. It judges the next estimate: widens its band
/// to what past gaps ask for, and withdraws it when the relation it rests on has changed.
/// </summary>
/// <param name="matureBuckets">In order of time; the latest <see cref="Length"/> are kept.</param>
public sealed class TrackRecord(IEnumerable<BacktestPoint> matureBuckets)
{
    /// <summary>Buckets of a whole record.</summary>
    public const int Length = 20;

    /// <summary>Standard errors beyond which a gap is not chance.</summary>
    public const double LargestGap = 3;

    private const int GapsThatTell = 2;

    private readonly BacktestPoint[] _points = [.. matureBuckets.TakeLast(Length)];

    public IReadOnlyList<BacktestPoint> Points => _points;

    public bool IsComplete => _points.Length == Length;

    /// <summary>Root of the mean squared gap between estimate and truth; null while there is no bucket.</summary>
    public double? RootMeanSquaredGap =>
        _points.Length == 0 ? null : Math.Sqrt(_points.Average(point => Math.Pow(point.Realised - point.Estimated, 2)));

    /// <summary>
    /// The concept-drift signal: the last two buckets both lie further from their estimate than chance and calibration
    /// explain. Estimates are blind to this until labels come.
    /// </summary>
    public bool RelationChanged =>
        _points.Length >= GapsThatTell && _points.TakeLast(GapsThatTell).All(point => Math.Abs(point.Z) > LargestGap);

    /// <summary>Plain words on what the band of <see cref="Judge"/> holds.</summary>
    public string BandText => IsComplete
        ? $"at least as wide as the gaps of the last {Length} labelled buckets"
        : $"sampling error only: {_points.Length} of {Length} labelled buckets to compare with";

    /// <summary>
    /// The estimate with its band at least 1.96 root mean squared gaps wide to each side, once the record is whole; undefined
    /// while the relation has changed.
    /// </summary>
    /// <param name="highest">What the metric cannot exceed: 1 for a share; it is never below 0.</param>
    public Figure Judge(Figure estimate, double highest = double.MaxValue)
    {
        if (RelationChanged)
        {
            return Figure.None("what predictions mean has changed since the baseline: choose a newer one", estimate.Count);
        }

        if (!IsComplete || estimate is not { Value: { } value, Interval: { } band })
        {
            return estimate;
        }

        var reach = Proportion.Z95 * RootMeanSquaredGap!.Value;
        return estimate with
        {
            Interval = new Interval(
                Math.Max(0, Math.Min(band.Low, value - reach)), Math.Min(highest, Math.Max(band.High, value + reach))),
        };
    }
}
