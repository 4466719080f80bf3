using Dashboard.Core.Predictions;

namespace Dashboard.Core.LateLabels;

/// <summary>
/// The life table of labels: per rung of the delay ladder, the predictions old enough to have lived through all of it,
/// how many of these had their label before it, and the labels that came in it. A younger bucket is censored: it counts
/// for the rungs it has lived through and for no other. Linear.
/// </summary>
internal sealed class ArrivalTable
{
    private readonly long[] _exposed = new long[DelayLadder.Rungs];
    private readonly long[] _labelledBefore = new long[DelayLadder.Rungs];
    private readonly LabelSums[] _arrived = new LabelSums[DelayLadder.Rungs];

    public long Exposed(int rung) => _exposed[rung];

    /// <summary>Predictions without a label at the start of a rung, seen until its end.</summary>
    public long AtRisk(int rung) => _exposed[rung] - _labelledBefore[rung];

    public LabelSums Arrived(int rung) => _arrived[rung];

    /// <summary>All that arrived in the first rungs.</summary>
    public LabelSums Within(int rungs)
    {
        LabelSums total = default;
        foreach (var sums in _arrived.AsSpan(0, rungs))
        {
            total += sums;
        }

        return total;
    }

    public void Add(in LabelledBucket bucket)
    {
        LabelSums before = default;
        for (var rung = 0; rung < DelayLadder.Rungs && DelayRungs.UpperEdge(rung) <= bucket.YoungestTicks; rung++)
        {
            _exposed[rung] += bucket.Answered;
            _labelledBefore[rung] += before.Labelled;
            _arrived[rung] += bucket.Labels[rung];
            before += bucket.Labels[rung];
        }
    }

    public ArrivalTable Without(ArrivalTable part)
    {
        var rest = new ArrivalTable();
        for (var rung = 0; rung < DelayLadder.Rungs; rung++)
        {
            rest._exposed[rung] = _exposed[rung] - part._exposed[rung];
            rest._labelledBefore[rung] = _labelledBefore[rung] - part._labelledBefore[rung];
            rest._arrived[rung] = _arrived[rung] - part._arrived[rung];
        }

        return rest;
    }
}
