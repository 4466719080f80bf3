using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Features;

namespace Dashboard.Components.Panels;

/// <summary>Features as text.</summary>
internal static class FeatureWords
{
    public static string Of(FeatureKind kind) => kind switch
    {
        FeatureKind.Number => "number",
        FeatureKind.Category => "category",
        _ => "boolean",
    };

    /// <summary>The bin whose share moved most, and from what to what.</summary>
    public static string Moved(FeatureFigures feature) => feature.Farthest is { } bin
        ? $"{Of(bin, feature.Kind)}: {NumberText.Percent(bin.Share)}, was {NumberText.Percent(bin.BaselineShare)}"
        : Quantity.Missing.ToString();

    public static string Basis(Figure share) => FigureWords.Basis(share, value => NumberText.Percent(value).ToString());

    public static string Before(Figure share) => share.Value is { } value ? $"was {NumberText.Percent(value)}" : "";

    public static string MeanBefore(FeatureSide baseline) => baseline.Mean.Value is { } mean ? $"was {NumberText.Value(mean)}" : "";

    public static string Number(double? value) => NumberText.Value(value).ToString();

    /// <summary>Numbers below and above the baseline's range, or categories it never had; null for what has neither.</summary>
    public static double? Outside(FeatureFigures feature) =>
        feature.Kind == FeatureKind.Category ? feature.Window.Unseen.Value : feature.Window.Below.Value + feature.Window.Above.Value;

    public static string OutsideBasis(FeatureFigures feature) => feature.Kind == FeatureKind.Category
        ? Basis(feature.Window.Unseen)
        : $"below {Basis(feature.Window.Below)}; above {Basis(feature.Window.Above)}";

    private static string Of(FeatureBin bin, FeatureKind kind) => (bin.From, bin.To) switch
    {
        _ when kind != FeatureKind.Number => bin.Category ?? "others",
        (null, null) => "all",
        (null, { } to) => $"below {NumberText.Value(to)}",
        ({ } from, null) => $"from {NumberText.Value(from)}",
        ({ } from, { } to) => $"{NumberText.Value(from)} to {NumberText.Value(to)}",
    };
}
