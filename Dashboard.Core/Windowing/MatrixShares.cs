namespace Dashboard.Core.Windowing;

/// <summary>What each count of a matrix is divided by.</summary>
public enum MatrixDivisor
{
    /// <summary>The row's total: of the predictions with this ground truth.</summary>
    Truth,

    /// <summary>The column's total: of the predictions of this label.</summary>
    Prediction,

    /// <summary>The total of the whole matrix.</summary>
    All,
}

/// <summary>A confusion matrix as shares, like scikit-learn's <c>confusion_matrix(normalize=...)</c>.</summary>
public static class MatrixShares
{
    /// <summary>Row by row, 0 to 1; null where the divisor is 0 (scikit-learn puts 0 there).</summary>
    public static double?[][] Of(ConfusionMatrix matrix, MatrixDivisor divisor)
    {
        var labels = Enumerable.Range(0, matrix.Labels.Count).ToArray();
        var (rows, columns) = (labels.Select(matrix.TruthTotal).ToArray(), labels.Select(matrix.PredictedTotal).ToArray());
        var total = rows.Sum();
        return [.. labels.Select(truth => labels.Select(predicted => Share(matrix.Counts[truth, predicted], divisor switch
        {
            MatrixDivisor.Truth => rows[truth],
            MatrixDivisor.Prediction => columns[predicted],
            _ => total,
        })).ToArray())];
    }

    private static double? Share(long count, long of) => of == 0 ? null : (double)count / of;
}
