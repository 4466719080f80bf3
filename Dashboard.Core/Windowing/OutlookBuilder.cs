using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>
/// Builds the <see cref="Outlook"/> of a window. Its points lie side by side, so every cell is looked at once; those that
/// cannot have changed are taken over from before. Called under the projection's gate.
/// </summary>
internal sealed class OutlookBuilder(WindowView view, WindowHistory history, Outlook? previous)
{
    public const int MaxPoints = 60;

    private const int Minutes = 1;

    public Outlook Build()
    {
        var kept = Resolutions.FromMinutes(view.KeptFrom);
        var from = Resolutions.Floor(view.Plan.From, Resolutions.Ticks[Minutes]);
        var grid = SeriesGrid.For(from, view.Plan.IsEmpty ? from : view.Plan.To, kept, MaxPoints);
        var fits = previous is not null && previous.Step.Ticks == grid.Step && ReferenceEquals(previous.EstimatesBy, history.EstimatesBy);
        var before = fits ? previous!.Points.ToDictionary(point => point.Time.UtcTicks) : [];
        var points = new OutlookPoint[grid.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var end = grid.FirstEnd + (i * grid.Step);
            var old = before.GetValueOrDefault(end);
            var made = Make([.. WindowSums.CellsOf(view.Watched, grid.Resolution, end - grid.Step, end)], end, old);
            points[i] = made == old ? old : made; // Kept snapshots share what did not change.
        }

        return new Outlook(TimeSpan.FromTicks(grid.Step), points) { EstimatesBy = history.EstimatesBy };
    }

    private OutlookPoint Make(List<Cell> cells, long end, OutlookPoint? before)
    {
        var predictions = cells.Sum(cell => cell.Tally.Predictions);
        var isEstimateKnown = before is not null && before.Predictions == predictions; // Labels do not move an estimate.
        var estimated = isEstimateKnown ? (before!.Estimated, before.EstimatedLow, before.EstimatedHigh) : Estimate(cells);
        var point = new OutlookPoint(
            new DateTimeOffset(end, TimeSpan.Zero), estimated.Item1, estimated.Item2, estimated.Item3, predictions, null, 0, null);
        return before?.BelievedAt is not null
            ? point with { Believed = before.Believed, BelievedLabelled = before.BelievedLabelled, BelievedAt = before.BelievedAt }
            : Believe(point, cells, end);
    }

    private (double?, double?, double?) Estimate(List<Cell> cells)
    {
        if (history.EstimatesBy is null)
        {
            return default;
        }

        var figure = history.Estimate(WindowSums.Scores(cells), WindowSums.Leaves(cells));
        return (figure.Value, figure.Interval?.Low, figure.Interval?.High);
    }

    /// <summary>What had arrived when the point ended; that never changes any more.</summary>
    private OutlookPoint Believe(OutlookPoint point, List<Cell> cells, long end)
    {
        if (end > view.AsOf.UtcTicks || cells.Count == 0)
        {
            return point;
        }

        var (arrived, at) = WindowSums.Arrived(cells, end);
        var quality = view.IsRegression
            ? RegressionMetrics.MeanAbsoluteError(arrived.Regression)
            : ClassificationMetrics.Accuracy(arrived.Correct, arrived.Labelled);
        return point with { Believed = quality.Value, BelievedLabelled = arrived.Labelled, BelievedAt = at };
    }
}
