namespace Dashboard.Core.Comparison;

/// <summary>The same labelled predictions answered by two versions, by which of them was right.</summary>
public readonly record struct PairedCounts(long BothRight, long OnlyFirstRight, long OnlySecondRight, long BothWrong)
{
    public long Count => BothRight + Discordant + BothWrong;

    /// <summary>Pairs that tell the versions apart.</summary>
    public long Discordant => OnlyFirstRight + OnlySecondRight;
}
