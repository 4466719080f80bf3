namespace Dashboard.Core.LateLabels;

/// <summary>
/// The buckets delay curves are learned from: those older than max(24 h, 4 x the 95 % point of the delay) when they hold
/// enough labels, for then nearly every label is in and a change of quality cannot pass for a change of delay; while the
/// history is younger than that, all of them, the youngest censored. Buckets whose labels mostly do not tell their delay
/// are left out.
/// </summary>
public static class DelayHistory
{
    /// <summary>Parts of the history left out in turn to see how far the curves can be trusted.</summary>
    internal const int Blocks = 20;

    private const string NotTold = "too little label history: labels loaded with their predictions do not say when they became known";

    /// <summary>Fewest labels of mature buckets that make younger ones needless.</summary>
    private const int EnoughLabels = 1_000;

    /// <param name="buckets">Before the windows to be corrected, which must not teach their own correction. Read twice.</param>
    /// <param name="undefined">Plain words why there are no curves; null when there are.</param>
    public static DelayCurves? Learn(IReadOnlyCollection<LabelledBucket> buckets, out string? undefined)
    {
        var telling = buckets.Where(bucket => bucket.TellsDelays).ToList();
        var all = Learn(telling, 0, out undefined);
        if (all?.All.AgeOf(0.95) is not { } p95)
        {
            undefined = all is null && telling.Count < buckets.Count ? NotTold : undefined;
            return all;
        }

        var mature = Learn(telling, Math.Max(TimeSpan.TicksPerDay, 4 * p95.Ticks), out _);
        return mature?.Labelled >= EnoughLabels ? mature : all;
    }

    private static DelayCurves? Learn(List<LabelledBucket> buckets, long youngestTicks, out string? undefined)
    {
        var (all, blocks, next) = (new ArrivalTable(), new ArrivalTable[Blocks], 0);
        for (var block = 0; block < Blocks; block++)
        {
            blocks[block] = new ArrivalTable();
        }

        foreach (var bucket in buckets)
        {
            if (bucket.YoungestTicks >= youngestTicks)
            {
                all.Add(bucket);
                blocks[next++ % Blocks].Add(bucket);
            }
        }

        return DelayCurves.Learn(all, blocks, out undefined);
    }
}
