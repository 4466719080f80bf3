using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>How good one model's answers are, in every figure there is.</summary>
public sealed partial class ModelPerformance
{
    /// <summary>Bootstrap intervals are drawn with each reading: seldom enough that a viewer costs little.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    [Parameter]
    public string Model { get; set; } = "";

    /// <summary>A metric of the catalogue to show over time; anything else shows the model's usual one.</summary>
    [SupplyParameterFromQuery(Name = "metric")]
    private string? MetricQuery { get; set; }

    [SupplyParameterFromQuery(Name = "positive")]
    private string? PositiveQuery { get; set; }

    /// <summary>Of the explorer of thresholds; without it the usual one.</summary>
    [SupplyParameterFromQuery(Name = "threshold")]
    private string? ThresholdQuery { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private Metric? Metric => MetricQuery is { } name ? MetricCatalogue.Find(name) : null;

    private PerformanceReading ReadAll(Projection projection, SnapshotKey key) => PerformanceReading.Read(projection, key, PositiveQuery);

    private IReadOnlyList<MetricSeries> ReadMetric(Projection projection, SnapshotKey key) => MetricSeries.Read(projection, key, [Metric!], PositiveQuery);

    private static IReadOnlyList<MetricSeries> ReadBias(Projection projection, SnapshotKey key) =>
        MetricSeries.Read(projection, key, [MetricCatalogue.Find("bias")!], null);

    private RenderFragment PickerOf(FramedModel shown) => builder =>
    {
        builder.OpenComponent<MetricPicker>(0);
        builder.AddComponentParameter(1, nameof(MetricPicker.Usual), shown.Snapshot.Regression is null ? "Rolling accuracy" : "Mean absolute error");
        builder.AddComponentParameter(2, nameof(MetricPicker.Kind), shown.Snapshot.OutcomeKind);
        builder.AddComponentParameter(3, nameof(MetricPicker.Selected), Metric);
        builder.AddComponentParameter(4, nameof(MetricPicker.OnPick), EventCallback.Factory.Create<Metric?>(this, metric => Choose("metric", metric?.Name)));
        builder.CloseComponent();
    };

    private void ChoosePositive(string label) => Choose("positive", label);

    private void ChooseThreshold(string? threshold) => Choose("threshold", threshold);

    private void Choose(string parameter, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(parameter, value), new NavigationOptions { ReplaceHistoryEntry = true });
}
