using System.ComponentModel;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Windowing;

namespace Dashboard.Endpoints.Answers;

/// <summary>The features of a window beside their baseline.</summary>
internal sealed record FeaturesAnswer(
    WindowAnswer Window,
    [property: Description("Predictions of the window, with and without features")] long Predictions,
    [property: Description("Of those, the ones that carried features and are counted: what came before the baseline was learned is counted a little after it, as far as it is still stored")] long Counted,
    [property: Description("Why there are no features; null when there are")] string? Reason,
    [property: Description("Null while there is none")] FeatureBaselineRow? Baseline,
    [property: Description("By name")] IReadOnlyList<FeatureRow> Features)
{
    public static FeaturesAnswer Of(FeatureReading reading) => new(
        WindowAnswer.Of(reading), reading.Predictions, reading.Counted, reading.Lack,
        reading.Baseline is { } baseline
            ? new(baseline.Predictions, baseline.From, baseline.To, baseline.Features.Count, baseline.Beyond)
            : null,
        [.. reading.Figures.Select(FeatureRow.Of)]);
}

/// <summary>The first predictions of a model with features.</summary>
internal sealed record FeatureBaselineRow(
    [property: Description("Predictions it was learned from")] long Predictions,
    [property: Description("Prediction time of the oldest")] DateTimeOffset From,
    [property: Description("Prediction time of the newest")] DateTimeOffset To,
    [property: Description("Features that are counted")] int Features,
    [property: Description("Features it had besides, which are not counted: Windowing:BaselineFeatures")] int Beyond);

internal sealed record FeatureRow(
    string Name,
    [property: Description("number, category or boolean: what most values of the baseline are")] string Kind,
    [property: Description("In the window")] FeatureSideRow Observed,
    [property: Description("In the baseline")] FeatureSideRow Baseline,
    [property: Description("Numbers: the 20 quantile bins of the baseline, or one for each value when it has at most 20. Categories: its 20 most frequent, the others together last")]
    IReadOnlyList<FeatureBinRow> Bins)
{
    public static FeatureRow Of(FeatureFigures feature) => new(
        feature.Name, WireWord.Of(feature.Kind), FeatureSideRow.Of(feature.Window), FeatureSideRow.Of(feature.Baseline),
        [.. feature.Bins.Select(bin => new FeatureBinRow(bin.From, bin.To, bin.Category, bin.Count, bin.Share, bin.BaselineShare))]);
}

internal sealed record FeatureSideRow(
    [property: Description("Values of the feature's kind, counted in bins")] long N,
    [property: Description("Predictions without this feature / those with any, 0 to 1")] FigureAnswer Missing,
    [property: Description("Values of another kind / all values, 0 to 1")] FigureAnswer TypeErrors,
    [property: Description("Categories the baseline never had / all categories, 0 to 1")] FigureAnswer Unseen,
    [property: Description("Numbers below the lowest of the baseline / all numbers, 0 to 1")] FigureAnswer Below,
    [property: Description("Numbers above the highest of the baseline / all numbers, 0 to 1")] FigureAnswer Above,
    [property: Description("Unit of the feature")] FigureAnswer Mean,
    [property: Description("Divided by n; unit of the feature")] FigureAnswer StandardDeviation,
    [property: Description("Unit of the feature")] FeatureExtremeRow Minimum,
    [property: Description("Unit of the feature")] FeatureExtremeRow Maximum)
{
    public static FeatureSideRow Of(FeatureSide side) => new(
        side.Count, FigureAnswer.Of(side.Missing), FigureAnswer.Of(side.TypeErrors), FigureAnswer.Of(side.Unseen), FigureAnswer.Of(side.Below),
        FigureAnswer.Of(side.Above), FigureAnswer.Of(side.Mean), FigureAnswer.Of(side.StandardDeviation), FeatureExtremeRow.Of(side.Minimum),
        FeatureExtremeRow.Of(side.Maximum));
}

internal sealed record FeatureExtremeRow(
    [property: Description("Null without numbers")] double? Value,
    string? Reason,
    [property: Description("No value lies beyond it, but whether one reaches it is not known any more")] bool IsBound)
{
    public static FeatureExtremeRow Of(FeatureExtreme extreme) => new(extreme.Value.Value, extreme.Value.Undefined, extreme.IsBound);
}

internal sealed record FeatureBinRow(
    [property: Description("Lowest number of the bin; null: no lower end, or no numbers")] double? From,
    [property: Description("Numbers of the bin are below it; null: no upper end, or no numbers")] double? To,
    [property: Description("Null for numbers, and for the others of the baseline together")] string? Category,
    long Count,
    [property: Description("Count / n, 0 to 1; null without values")] double? Share,
    [property: Description("The same in the baseline")] double? BaselineShare);
