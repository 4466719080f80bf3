namespace Dashboard.Core.Comparison;

/// <summary>The same labelled predictions answered by two versions, by which of them was right.</summary>
public readonly record struct PairedCounts(long BothRight, long OnlyFirstRight, long OnlySecondRight, long BothWrong)
{
    public long Count => BothRight + Discordant + BothWrong;

    /// <summary>Pairs that tell the versions apart.</summary>
    public long Discordant => OnlyFirstRight + OnlySecondRight;

    /// <summary>With one pair more.</summary>
    public PairedCounts With(bool isFirstRight, bool isSecondRight) => (isFirstRight, isSecondRight) switch
    {
        (true, true) => this with { BothRight = BothRight + 1 },
        (true, false) => this with { OnlyFirstRight = OnlyFirstRight + 1 },
        (false, true) => this with { OnlySecondRight = OnlySecondRight + 1 },
        _ => this with { BothWrong = BothWrong + 1 },
    };
}
