using Dashboard.Core.Exchange;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;

namespace Dashboard.Components.Charts;

/// <summary>What is kept as a file of a panel without a chart.</summary>
/// <param name="Points">Made when they are asked for.</param>
public sealed record KeptTable(ChartLink Link, Func<FigureTable> Points);

/// <summary>The points of the charts that follow the ticks, and of the confusion matrix, as a file has them.</summary>
internal static class ChartTables
{
    /// <summary>
    /// Quality over time, and the further lines where they are drawn: their points are further apart. Then a group of columns for each
    /// other version.
    /// </summary>
    public static FigureTable OfQuality(Snapshot snapshot, ChartLines lines, LineFigures? over = null)
    {
        var name = VersionLines.ColumnOf(over?.Over, snapshot.Regression is not null);
        var others = (over?.Times ?? []).Index().ToDictionary(place => place.Item, place => place.Index);
        var outlook = snapshot.Outlook.Points.ToDictionary(point => point.Time);
        var (estimated, believed) = (lines.HasFlag(ChartLines.Estimated), lines.HasFlag(ChartLines.Believed));
        return new(
            [
                "time", name, $"{name}_low", $"{name}_high", "labelled", "predictions",
                .. estimated ? [$"estimated_{name}", $"estimated_{name}_low", $"estimated_{name}_high", "estimated_n"] : Array.Empty<string>(),
                .. believed ? [$"believed_{name}", "believed_labelled"] : Array.Empty<string>(),
                .. over?.Columns ?? [],
            ],
            snapshot.Series.Points.Select(point => (IReadOnlyList<object?>)
            [
                point.Time, point.Quality, point.Low, point.High, point.Labelled, point.Predictions,
                .. estimated ? Estimated(outlook.GetValueOrDefault(point.Time)) : [],
                .. believed ? Believed(outlook.GetValueOrDefault(point.Time)) : [],
                .. over is null ? [] : others.TryGetValue(point.Time, out var place) ? over.Cells(place) : over.Columns.Select(_ => (object?)null),
            ]));
    }

    /// <summary>The last row also counts what is slower than its end.</summary>
    public static FigureTable OfLatency(IReadOnlyList<HistogramBar> bars) => new(
        ["latency_from_ms", "latency_to_ms", "predictions", "slower"],
        bars.Select(bar => (IReadOnlyList<object?>)[bar.FromMs, bar.ToMs, bar.Count, bar.Slower]));

    /// <summary>Cells that hold any; the first row of a column also holds what is faster, the last what is slower.</summary>
    public static FigureTable OfLatencies(TrafficOverTime traffic) => new(
        ["from", "to", "latency_from_ms", "latency_to_ms", "predictions"],
        from column in Enumerable.Range(0, traffic.Columns.Count)
        from row in Enumerable.Range(0, traffic.Latencies.Rows)
        let edges = traffic.Latencies.EdgesMs
        let count = traffic.Latencies.Counts[column][row]
        where count > 0
        select (IReadOnlyList<object?>)[traffic.Columns[column].From, traffic.Columns[column].To, edges[row], edges[row + 1], count]);

    /// <summary>One row a cell, empty ones too; shares from 0 to 1, unknown where nothing is to be divided.</summary>
    public static FigureTable OfMatrix(ConfusionMatrix matrix)
    {
        var (ofTruth, ofPrediction) = (MatrixShares.Of(matrix, MatrixDivisor.Truth), MatrixShares.Of(matrix, MatrixDivisor.Prediction));
        var labels = matrix.Labels.Index().ToList();
        return new(
            ["ground_truth", "prediction", "labelled", "share_of_ground_truth", "share_of_prediction"],
            from truth in labels
            from predicted in labels
            select (IReadOnlyList<object?>)
            [
                truth.Item, predicted.Item, matrix.Counts[truth.Index, predicted.Index],
                ofTruth[truth.Index][predicted.Index], ofPrediction[truth.Index][predicted.Index],
            ]);
    }

    private static object?[] Estimated(OutlookPoint? point) => [point?.Estimated, point?.EstimatedLow, point?.EstimatedHigh, point?.Estimated is null ? null : point.Predictions];

    private static object?[] Believed(OutlookPoint? point) => [point?.Believed, point?.Believed is null ? null : point.BelievedLabelled];
}
