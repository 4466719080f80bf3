namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>
/// What the metrics of one range are computed from. What several of them need is worked out once, on first use. For one
/// thread at a time; the tally must not change meanwhile.
/// </summary>
/// <param name="tally">Merged over the range.</param>
public sealed class MetricInput(Tally tally, MetricParameters parameters)
{
    private Interval?[]? _bootstrap;
    private BinnedFigure? _rocAuc;
    private BinnedFigure? _averagePrecision;

    public Tally Tally { get; } = tally;

    public MetricParameters Parameters { get; } = parameters;

    /// <summary>Null when the range has no fixed length.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>Null when minutes were not judged.</summary>
    public ServiceMinutes? Minutes { get; init; }

    /// <summary>The tally's matrix, unless one of raw rows is given.</summary>
    public ConfusionTable Matrix { get => field ??= ConfusionTable.Of(Tally.Matrix); init; }

    /// <summary>The tally's sums, unless exact ones are given.</summary>
    public RegressionSums? Regression { get => field ?? Tally.Regression; init; }

    /// <summary>The sketch of the sums, unless the errors themselves are given.</summary>
    public IErrorDistribution? Errors { get => field ?? Regression?.Errors; init; }

    /// <summary>The latencies themselves; null where only the tally's sketch tells them.</summary>
    public ExactLatencies? Latencies { get; init; }

    /// <summary>The same pairs in consecutive parts, for intervals of R2; empty when only the whole is known.</summary>
    public IReadOnlyList<PairMoments> RegressionBlocks { get; init; } = [];

    /// <summary>The positive class against all others; null when none is chosen.</summary>
    public BinaryCounts? Positive => Parameters.PositiveLabel is { } code ? Matrix.Against(code) : null;

    /// <summary>Scores read for the positive label; null without scores, or when it is not one of two.</summary>
    public ScoreHistogram? Scores { get => field ??= Parameters.PositiveLabel is 0 or 1 ? Tally.Scores?.ReadBinary(Parameters.PositiveLabel.Value) : null; init; }

    /// <summary>Scores read as the confidence in whatever was predicted; null without scores.</summary>
    public ScoreHistogram? Confidence => Tally.Scores?.ReadConfidence();

    public BinnedFigure? RocAuc => _rocAuc ??= Scores is { } scores ? RankingMetrics.RocAuc(scores) : null;

    public BinnedFigure? AveragePrecision =>
        _averagePrecision ??= Scores is { } scores ? RankingMetrics.AveragePrecision(scores, Parameters.Seed + 1) : null;

    /// <summary>A statistic of the matrix with its bootstrap interval.</summary>
    public Figure Resampled(MatrixStatistic statistic)
    {
        _bootstrap ??= MatrixBootstrap.Intervals(Matrix, Parameters);
        return ClassificationMetrics.Of(statistic, Matrix, Parameters, _bootstrap[(int)statistic]);
    }
}
