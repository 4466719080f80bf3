namespace Dashboard.Core.Metrics.Features;

/// <summary>A feature in a window, or in its baseline.</summary>
/// <param name="Count">Values counted in bins.</param>
/// <param name="Missing">Share of the predictions that carried other features but not this one.</param>
/// <param name="TypeErrors">Share of the values that were of another kind than most of the baseline's.</param>
/// <param name="Unseen">Share of the categories that the baseline never had.</param>
/// <param name="Below">Share of the numbers below the baseline's lowest.</param>
/// <param name="Above">Share of the numbers above the baseline's highest.</param>
/// <param name="StandardDeviation">Divided by n, as numpy's default.</param>
public sealed record FeatureSide(
    long Count, Figure Missing, Figure TypeErrors, Figure Unseen, Figure Below, Figure Above, Figure Mean, Figure StandardDeviation,
    FeatureExtreme Minimum, FeatureExtreme Maximum)
{
    private const string NoRows = "no predictions with features";
    private const string NoValues = "no values";
    private const string NotNumeric = "only numbers have it";

    public static FeatureSide Of(BaselineFeature feature, FeatureCounts counts)
    {
        var (known, present, unseen) = (feature.Known(counts), feature.Present(counts), feature.Unseen(counts));
        var isNumber = feature.Kind == FeatureKind.Number;
        var sums = isNumber ? counts.NumbersOf(feature.Number) : default;
        var empty = isNumber ? NoValues : NotNumeric;
        return new FeatureSide(
            known,
            Proportion.Of(counts.Rows - present, counts.Rows, NoRows),
            Proportion.Of(feature.TypeErrors(counts), present, NoValues),
            feature.Bins is CategoryBins { KnowsAll: true } ? Proportion.Of(unseen, known + unseen, NoValues) : Figure.None(WhyNoUnseen(feature)),
            isNumber ? Proportion.Of(feature.Below(counts), known, NoValues) : Figure.None(NotNumeric),
            isNumber ? Proportion.Of(feature.Above(counts), known, NoValues) : Figure.None(NotNumeric),
            sums.Moments.ToMeanFigure(empty),
            sums.IsEmpty ? Figure.None(empty) : Figure.Of(Math.Sqrt(sums.Moments.Variance), sums.Moments.Count),
            new FeatureExtreme(sums.IsEmpty ? Figure.None(empty) : Figure.Of(sums.Low, sums.Moments.Count), sums.LowIsBound),
            new FeatureExtreme(sums.IsEmpty ? Figure.None(empty) : Figure.Of(sums.High, sums.Moments.Count), sums.HighIsBound));
    }

    private static string WhyNoUnseen(BaselineFeature feature) => feature.Kind == FeatureKind.Category
        ? $"the baseline has more than {CategoryBins.MostKnown} categories"
        : "only categories have it";
}

/// <param name="IsBound">No value goes beyond it, and it is not known whether one reaches it.</param>
public readonly record struct FeatureExtreme(Figure Value, bool IsBound);
