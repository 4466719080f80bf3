using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>Hands on those joined predictions that a filter accepts, and counts them.</summary>
internal sealed class FilteredPredictions(IJoinedPredictionWriter inner, RowFilter filter) : IJoinedPredictionWriter
{
    public long Rows { get; private set; }

    public ValueTask WriteAsync(EventBatch events, int row, JoinedTruth truth, CancellationToken cancel)
    {
        if (!filter.Matches(events, events.Predictions[row], truth))
        {
            return ValueTask.CompletedTask;
        }

        Rows++;
        return inner.WriteAsync(events, row, truth, cancel);
    }
}
