using Dashboard.Components.Charts;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Accuracy or mean absolute error of two versions, the second dashed.</summary>
public sealed partial class VersionQualityPanel
{
    private LineFigures? _lines;
    private string _label = "";

    [Parameter, EditorRequired]
    public VersionPair Pair { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartLink Link { get; set; } = null!;

    protected override void OnParametersSet()
    {
        _lines = !Pair.HasQuality ? null
            : new LineFigures(
                Pair.Times[0], Pair.Times[^1], Pair.Times,
                Line(Pair.Compared.First, Pair.First), Line(Pair.Compared.Second, Pair.Second))
            {
                IsShare = !Pair.IsRegression,
            };
        _label = $"{Pair.Compared.Metric} of {Pair.Compared.First} and {Pair.Compared.Second} over time. {Pair.Result.Sentence}";
    }

    private FigureLine Line(string version, IReadOnlyList<Figure> figures) => VersionLines.Line(version, figures, Pair.IsRegression);
}
