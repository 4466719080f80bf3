using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The stored evaluations of a model, and what can be done with each.</summary>
public sealed partial class EvaluationListPanel
{
    private static readonly string[] OfLabels = ["accuracy", "f1_macro"];
    private static readonly string[] OfNumbers = ["mae", "rmse"];

    private Guid? _deleting;

    [Parameter, EditorRequired]
    public string Model { get; set; } = "";

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<EvaluationHead> Heads { get; set; } = [];

    [Parameter]
    public Guid? Selected { get; set; }

    /// <summary>What the selected one is compared with.</summary>
    [Parameter]
    public Guid? With { get; set; }

    [Parameter]
    public Guid? Baseline { get; set; }

    /// <summary>Null takes the baseline away.</summary>
    [Parameter]
    public EventCallback<Guid?> OnPin { get; set; }

    [Parameter]
    public EventCallback<Guid> OnDelete { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IEnumerable<string> Titles => Heads.Count > 0 && Heads[0].Kind == EvaluationKind.Regression ? ["MAE", "RMSE"] : ["Accuracy", "Macro F1"];

    /// <summary>Of the columns, which are those of the newest kind: others stay empty.</summary>
    private string[] MetricsOf() => Heads[0].Kind == EvaluationKind.Regression ? OfNumbers : OfLabels;

    private string LinkTo(Guid? id, Guid? with) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["id"] = id, ["with"] = with });

    private async Task DeleteAsync(Guid id)
    {
        _deleting = null;
        await OnDelete.InvokeAsync(id);
    }
}
