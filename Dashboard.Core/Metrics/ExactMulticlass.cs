using System.Buffers;

namespace Dashboard.Core.Metrics;

/// <summary>Figures of rows with a probability for every class, from the rows themselves.</summary>
/// <param name="RocAucByClass">Each class against the rest; null for a class that has no rows of its own or no others.</param>
/// <param name="RocAucMacro">Mean over the classes that have one (one versus rest).</param>
/// <param name="RocAucWeighted">The same, weighted by the rows of the class.</param>
/// <param name="RocAucPairs">Mean over pairs of classes, each ranked both ways (one versus one; Hand and Till 2001).</param>
/// <param name="RocAucPairsWeighted">The same, weighted by the rows of the pair.</param>
/// <param name="AveragePrecisionMacro">Mean over the classes with rows.</param>
/// <param name="ExpectedError">Expected calibration error of the highest probability, ten equally wide bins.</param>
public sealed record ExactMulticlassFigures(
    IReadOnlyList<double?> RocAucByClass,
    Figure RocAucMacro,
    Figure RocAucWeighted,
    Figure RocAucPairs,
    Figure RocAucPairsWeighted,
    Figure AveragePrecisionMacro,
    Figure LogLoss,
    Figure Brier,
    Figure Top2Accuracy,
    Figure Top3Accuracy,
    Figure ExpectedError)
{
    /// <summary>By their names in the catalogue, in the order people read them.</summary>
    public IReadOnlyList<(string Name, Figure Figure)> Named =>
    [
        ("roc_auc_ovr_macro", RocAucMacro), ("roc_auc_ovr_weighted", RocAucWeighted), ("roc_auc_ovo_macro", RocAucPairs),
        ("roc_auc_ovo_weighted", RocAucPairsWeighted), ("average_precision_macro", AveragePrecisionMacro), ("top2_accuracy", Top2Accuracy),
        ("top3_accuracy", Top3Accuracy), ("log_loss", LogLoss), ("brier", Brier), ("confidence_ece", ExpectedError),
    ];
}

/// <summary>Computes them: every column is sorted once by class. Agrees with scikit-learn to 1e-12.</summary>
public static class ExactMulticlass
{
    /// <param name="probabilities">Row by row, one column per class; every row is scaled to the sum 1.</param>
    /// <param name="classes">Number of columns, in the order of the labels: of equally probable ones the later ranks higher in top-k.</param>
    /// <param name="truths">Column of each row's ground truth.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static ExactMulticlassFigures Compute(ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<int> truths)
    {
        if (classes < 2 || probabilities.Length != (long)classes * truths.Length)
        {
            throw new ArgumentException("one probability per row and class is needed", nameof(probabilities));
        }

        var scaled = ArrayPool<double>.Shared.Rent(probabilities.Length);
        try
        {
            var rows = scaled.AsSpan(0, probabilities.Length);
            var byRow = new RowFigures(truths.Length);
            for (var row = 0; row < truths.Length; row++)
            {
                byRow.Add(Scale(probabilities.Slice(row * classes, classes), rows.Slice(row * classes, classes)), truths[row]);
            }

            var ranking = new PairwiseRanking(rows, classes, truths);
            return new(
                ranking.ByClass, ranking.Macro(), ranking.Weighted(), ranking.Pairs(), ranking.PairsWeighted(), ranking.AveragePrecision(),
                byRow.LogLoss, byRow.Brier, byRow.Top(2), byRow.Top(3), byRow.ExpectedError);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(scaled);
        }
    }

    private static ReadOnlySpan<double> Scale(ReadOnlySpan<double> row, Span<double> scaled)
    {
        double sum = 0;
        foreach (var probability in row)
        {
            sum += probability;
        }

        for (var i = 0; i < row.Length; i++)
        {
            scaled[i] = row[i] / sum;
        }

        return scaled;
    }

    /// <summary>Sums over whole rows.</summary>
    private sealed class RowFigures(int count)
    {
        private readonly ReliabilityBins _confidence = new();
        private readonly long[] _within = new long[3];
        private LossSum _logLoss;
        private LossSum _brier;

        public Figure LogLoss => _logLoss.ToMeanFigure(count, ScoreHistogram.NoLabels);

        public Figure Brier => _brier.ToMeanFigure(count, ScoreHistogram.NoLabels);

        public Figure ExpectedError => CalibrationMetrics.ExpectedError(_confidence.Read(-1), count);

        public Figure Top(int k) => Proportion.Of(_within[k - 1], count, ScoreHistogram.NoLabels);

        public void Add(ReadOnlySpan<double> row, int truth)
        {
            double brier = 0;
            int rank = 0, best = 0;
            for (var i = 0; i < row.Length; i++)
            {
                var distance = row[i] - (i == truth ? 1 : 0);
                brier += distance * distance;
                rank += row[i] > row[truth] || (i > truth && row[i] == row[truth]) ? 1 : 0;
                best = row[i] > row[best] ? i : best;
            }

            var logLoss = ScoreLosses.LogLoss(row[truth]);
            _logLoss = new(_logLoss.Sum + logLoss, _logLoss.SumOfSquares + (logLoss * logLoss));
            _brier = new(_brier.Sum + brier, _brier.SumOfSquares + (brier * brier));
            _confidence.Add(row[best], 0, best == truth, 1);
            for (var k = rank; k < _within.Length; k++)
            {
                _within[k]++;
            }
        }
    }
}
