namespace Dashboard.Core.Metrics.Features;

/// <summary>One feature in a window and in its baseline. No verdict: whether they differ is not judged here.</summary>
/// <param name="Bins">In order: of numbers ascending, of categories the most frequent of the baseline first.</param>
public sealed record FeatureFigures(
    string Name, FeatureKind Kind, FeatureSide Window, FeatureSide Baseline, IReadOnlyList<FeatureBin> Bins)
{
    /// <summary>The bin whose share moved most; null while either side has no values.</summary>
    public FeatureBin? Farthest => Bins.Where(bin => bin.Moved is not null).MaxBy(bin => bin.Moved);

    public static FeatureFigures Of(BaselineFeature feature, FeatureCounts window, FeatureCounts baseline)
    {
        var (here, before) = (FeatureSide.Of(feature, window), FeatureSide.Of(feature, baseline));
        return new FeatureFigures(feature.Name, feature.Kind, here, before, [.. Enumerable.Range(0, feature.Bins.Count).Select(Bin)]);

        FeatureBin Bin(int bin)
        {
            var count = feature.InBin(window, bin);
            return BinOf(feature.Bins, bin) with
            {
                Count = count, Share = ShareOf(count, here.Count), BaselineShare = ShareOf(feature.InBin(baseline, bin), before.Count),
            };
        }
    }

    private static double? ShareOf(long count, long all) => all == 0 ? null : (double)count / all;

    private static FeatureBin BinOf(FeatureBins bins, int bin) => bins switch
    {
        NumberBins numbers => new FeatureBin(
            bin == 0 ? null : numbers.Edges[bin - 1], bin == numbers.Edges.Length ? null : numbers.Edges[bin], null),
        CategoryBins categories => new FeatureBin(null, null, bin < categories.Names.Count ? categories.Names[bin] : null),
        _ => new FeatureBin(null, null, bin == 0 ? "false" : "true"),
    };
}

/// <param name="From">Lowest number of the bin; null for none, and for other kinds.</param>
/// <param name="To">Numbers of the bin are below it; null for none, and for other kinds.</param>
/// <param name="Category">Null for numbers, and for all other categories of the baseline together.</param>
public sealed record FeatureBin(double? From, double? To, string? Category)
{
    public long Count { get; init; }

    /// <summary>Of the values counted in bins, 0 to 1; null without any.</summary>
    public double? Share { get; init; }

    /// <summary>The same in the baseline.</summary>
    public double? BaselineShare { get; init; }

    /// <summary>How far the two shares are apart, 0 to 1.</summary>
    public double? Moved => Share - BaselineShare is { } difference ? Math.Abs(difference) : null;
}
