using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Features;

/// <summary>A feature of a baseline and its place in the counts: a slot for each bin, then for what lies outside.</summary>
/// <param name="FirstSlot">Of its first bin.</param>
/// <param name="Number">Place among the numeric features; <see cref="FeatureMark.None"/> for others.</param>
public sealed record BaselineFeature(string Name, FeatureBins Bins, int FirstSlot, short Number)
{
    /// <summary>Slots beside the bins.</summary>
    public const int SlotsBeside = 3;

    public FeatureKind Kind => Bins.Kind;

    public int EndSlot => FirstSlot + Bins.Count + SlotsBeside;

    private int TypeErrorSlot => FirstSlot + Bins.Count;

    private int BelowSlot => TypeErrorSlot + 1; // Of numbers; those are in the first bin too.

    private int UnseenSlot => BelowSlot; // Of categories; those are in no bin.

    private int AboveSlot => BelowSlot + 1; // In the last bin too.

    public FeatureMark Mark(in PredictionAttribute value)
    {
        var bin = Bins.BinOf(value);
        if (bin < 0)
        {
            return FeatureMark.Of(bin == FeatureBins.Unseen ? UnseenSlot : TypeErrorSlot);
        }

        return Bins is NumberBins numbers
            ? new FeatureMark((short)(FirstSlot + bin), BesideOf(value.Number, numbers), Number, value.Number)
            : FeatureMark.Of(FirstSlot + bin);
    }

    public long InBin(FeatureCounts counts, int bin) => counts[FirstSlot + bin];

    /// <summary>Values of the feature's kind that the baseline had, or could have had.</summary>
    public long Known(FeatureCounts counts) => Enumerable.Range(FirstSlot, Bins.Count).Sum(slot => counts[slot]);

    public long TypeErrors(FeatureCounts counts) => counts[TypeErrorSlot];

    /// <summary>0 for other than categories.</summary>
    public long Unseen(FeatureCounts counts) => Kind == FeatureKind.Number ? 0 : counts[UnseenSlot];

    /// <summary>0 for other than numbers.</summary>
    public long Below(FeatureCounts counts) => Kind == FeatureKind.Number ? counts[BelowSlot] : 0;

    /// <summary>0 for other than numbers.</summary>
    public long Above(FeatureCounts counts) => Kind == FeatureKind.Number ? counts[AboveSlot] : 0;

    /// <summary>Predictions that had a value, of whatever kind.</summary>
    public long Present(FeatureCounts counts) => Known(counts) + TypeErrors(counts) + Unseen(counts);

    private short BesideOf(double value, NumberBins numbers) =>
        value < numbers.Low ? (short)BelowSlot : value > numbers.High ? (short)AboveSlot : FeatureMark.None;
}
