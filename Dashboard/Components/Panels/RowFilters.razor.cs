using Dashboard.Core.Exchange;
using Dashboard.Core.Predictions;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Chooses a <see cref="RowFilter"/>.</summary>
public sealed partial class RowFilters
{
    private static readonly (RowOutcome, string)[] OfLabels =
        [(RowOutcome.Any, "All"), (RowOutcome.Wrong, "Wrong"), (RowOutcome.Right, "Right"), (RowOutcome.Unlabelled, "Unlabelled"), (RowOutcome.Failed, "Failed")];

    private static readonly (RowOutcome, string)[] OfNumbers =
        [(RowOutcome.Any, "All"), (RowOutcome.Unlabelled, "Unlabelled"), (RowOutcome.Failed, "Failed")];

    private IReadOnlyList<string> _labels = []; // Bounded by CatalogLimits.LabelsPerModel.
    private int _known = -1;
    private string? _id;

    [Parameter, EditorRequired]
    public Model Model { get; set; } = null!;

    [Parameter, EditorRequired]
    public RowFilter Filter { get; set; } = RowFilter.None;

    [Parameter]
    public EventCallback<RowFilter> OnFilter { get; set; }

    /// <summary>Numbers are neither wrong nor right.</summary>
    private (RowOutcome Outcome, string Word)[] Outcomes => Model.IsRegression ? OfNumbers : OfLabels;

    protected override void OnInitialized() => _id = Filter.Id;

    protected override void OnParametersSet()
    {
        if (Model.Labels.Count != _known)
        {
            _known = Model.Labels.Count;
            _labels = [.. Model.Labels.ToList().Order(StringComparer.Ordinal)];
        }
    }

    private Task FindAsync() => OnFilter.InvokeAsync(Filter with { Id = string.IsNullOrWhiteSpace(_id) ? null : _id.Trim() });
}
