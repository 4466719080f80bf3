using Dashboard.Core.Metrics;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>A row of the table of all models; rendered only when its model was read again.</summary>
public sealed partial class ModelLine
{
    private ModelRow? _drawn;
    private string? _address;
    private (string Key, string Word) _health;
    private string _basis = "";

    [Parameter, EditorRequired]
    public string Model { get; set; } = "";

    /// <summary>Null until it was read.</summary>
    [Parameter, EditorRequired]
    public ModelRow? Row { get; set; }

    /// <summary>Of the model's first page.</summary>
    [Parameter, EditorRequired]
    public string Address { get; set; } = "";

    protected override bool ShouldRender() => !ReferenceEquals(_drawn, Row) || _address != Address;

    protected override void OnParametersSet()
    {
        _health = Row?.Health switch
        {
            ModelHealth.Worse => ("worse", "Worse"),
            ModelHealth.Silent => ("silent", "Silent"),
            ModelHealth.Steady => ("steady", "Steady"),
            _ => ("unknown", "Too little data"),
        };
        _basis = Row switch
        {
            null => "",
            { Quality.Interval: null } => Row.Quality.Undefined ?? $"n {NumberText.Count(Row.Quality.Count)}",
            { IsRegression: true, Quality: { Interval: { } range } error } => $"MAE, {Quality(range.Low)} to {Quality(range.High)}, n {NumberText.Count(error.Count)}",
            { Quality: { Interval: { } range } accuracy } => $"{NumberText.PercentRange(range)}, n {NumberText.Count(accuracy.Count)}",
        };
    }

    protected override void OnAfterRender(bool firstRender) => (_drawn, _address) = (Row, Address);

    private string Quality(double? value) => Row!.IsRegression ? NumberText.Value(value).ToString() : Share(value);

    private static string Share(double? value) => NumberText.Percent(value).ToString();

    private static string Rate(double? value) => NumberText.PerSecond(value).ToString();

    private static string Lag(double? seconds) => NumberText.Milliseconds(seconds * 1_000).ToString();
}
