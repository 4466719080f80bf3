namespace Dashboard.Core.Metrics;

/// <summary>A <see cref="ScoreCube"/> read for one meaning of "positive"; what ranking and calibration are computed from.</summary>
public sealed class ScoreHistogram
{
    /// <summary>Why there is no figure while nothing is labelled.</summary>
    public const string NoLabels = "no labelled predictions with a score in this range";

    internal const string NotProbabilities = "the scores are not probabilities";

    private readonly ReliabilityBin[] _reliability;
    private readonly ScoreBinCounts[] _bins;

    internal ScoreHistogram(int scale, ScoreBinCounts[] bins, ReliabilityBin[]? reliability, LossSum? logLoss, LossSum? brier)
    {
        (Scale, _bins, _reliability) = (scale, bins, reliability ?? []);
        (LogLoss, Brier) = (logLoss, brier);
        AreProbabilities = true;
        foreach (ref readonly var bin in bins.AsSpan())
        {
            Positives += bin.Positives;
            Negatives += bin.Negatives;
            Total += bin.Total;
            AreProbabilities &= ScoreBin.IsProbability(bin.Bin);
        }
    }

    /// <summary>Fineness of the bins.</summary>
    public int Scale { get; }

    /// <summary>Bins that hold something, by ascending score.</summary>
    public ReadOnlySpan<ScoreBinCounts> Bins => _bins;

    /// <summary>Labelled predictions in ten equally wide bins of probability; empty while there are none.</summary>
    public ReadOnlySpan<ReliabilityBin> Reliability => _reliability;

    /// <summary>Null for confidences and while nothing is labelled.</summary>
    public LossSum? LogLoss { get; }

    public LossSum? Brier { get; }

    public long Positives { get; }

    public long Negatives { get; }

    public long Labelled => Positives + Negatives;

    /// <summary>Labelled or not.</summary>
    public long Total { get; }

    /// <summary>Every score is from 0 to 1.</summary>
    public bool AreProbabilities { get; }

    /// <summary>Why there is no ranking figure; null when there is one.</summary>
    internal string? WhyNoRanking => WhyNot(Positives, Negatives);

    /// <summary>Why there is no calibration figure; null when there is one.</summary>
    internal string? WhyNoCalibration =>
        Labelled == 0 ? NoLabels : AreProbabilities ? null : NotProbabilities;

    /// <summary>Why nothing can be ranked: it takes both classes.</summary>
    internal static string? WhyNot(long positives, long negatives) =>
        positives + negatives == 0 ? NoLabels
        : positives == 0 ? "no positive ground truth in this range"
        : negatives == 0 ? "no negative ground truth in this range"
        : null;
}
