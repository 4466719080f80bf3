using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>What a point of a series needs of its cells, except the latency sketch.</summary>
internal struct StepSum
{
    public long Predictions;
    public long Failed;
    public long Answered;
    public long Labelled;
    public long Correct;
    public long LatencyMicros;
    public long LatencyCount;

    /// <summary>Of the latencies; without meaning while there are none.</summary>
    public ValueRange LatencyRange;

    public Moments AbsoluteError;

    /// <summary>Highest stamp of the cells: it rises whenever one of them changes.</summary>
    public long Revision;

    public void Add(Cell cell)
    {
        var tally = cell.Tally;
        Predictions += tally.Predictions;
        Failed += tally.Failed;
        Answered += tally.Answered;
        Labelled += tally.Labelled;
        Correct += tally.Correct;
        LatencyMicros += tally.LatencyMicros;
        AddLatencies(tally.Latency.Count, tally.Latency.Range);
        if (tally.Regression is not null)
        {
            AbsoluteError.Merge(tally.Regression.Moments.AbsoluteError);
        }

        Revision = Math.Max(Revision, cell.Revision);
    }

    /// <summary>What of a cell had arrived by an instant.</summary>
    public void AddPast(Cell cell, long asOfTicks)
    {
        var (arrived, _) = WindowSums.Arrived([cell], asOfTicks);
        Predictions += arrived.Predictions;
        Failed += arrived.Failed;
        Answered += arrived.Answered;
        Labelled += arrived.Labelled;
        Correct += arrived.Correct;
        if (arrived.Regression is { } sums)
        {
            AbsoluteError.Merge(sums.Moments.AbsoluteError);
        }

        Revision = Math.Max(Revision, cell.Revision);
    }

    public void Add(in StepSum other)
    {
        Predictions += other.Predictions;
        Failed += other.Failed;
        Answered += other.Answered;
        Labelled += other.Labelled;
        Correct += other.Correct;
        LatencyMicros += other.LatencyMicros;
        AddLatencies(other.LatencyCount, other.LatencyRange);
        AbsoluteError.Merge(other.AbsoluteError);
        Revision = Math.Max(Revision, other.Revision);
    }

    private void AddLatencies(long count, ValueRange range)
    {
        if (count > 0)
        {
            LatencyRange = LatencyCount == 0 ? range : LatencyRange.With(range);
            LatencyCount += count;
        }
    }
}
