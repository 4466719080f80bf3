namespace Dashboard.Core.Metrics;

/// <summary>
/// Average precision, built up by falling score: sum of gain in recall times precision, without interpolation
/// (scikit-learn's <c>average_precision_score</c>).
/// </summary>
internal struct PrecisionSteps
{
    private long _truePositives;
    private long _falsePositives;
    private double _sum;

    /// <summary>Null without positives.</summary>
    public readonly double? Average => _truePositives == 0 ? null : _sum / _truePositives;

    /// <summary>Adds what shares the next lower score.</summary>
    public void Add(long positives, long negatives)
    {
        _truePositives += positives;
        _falsePositives += negatives;
        _sum += positives == 0 ? 0 : positives * ((double)_truePositives / (_truePositives + _falsePositives));
    }
}
