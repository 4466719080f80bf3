using Dashboard.Components.Charts;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Pages;

/// <summary>Files of predictions with ground truth: upload, history, comparison.</summary>
public sealed partial class Evaluations
{
    private const int UsualDays = 30;

    private readonly CancellationTokenSource _closed = new();
    private EvaluationBoard _board = null!;
    private ChartLink _charts = null!;
    private ConfusionMatrix? _matrix;

    [SupplyParameterFromQuery(Name = "model")]
    private string? ModelQuery { get; set; }

    [SupplyParameterFromQuery(Name = "id")]
    private Guid? IdQuery { get; set; }

    /// <summary>What the evaluation is compared with; the baseline when absent.</summary>
    [SupplyParameterFromQuery(Name = "with")]
    private Guid? WithQuery { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    private int? DaysQuery { get; set; }

    [Inject]
    private EvaluationHistory History { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private CircuitConnection Connection { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private int Days => DaysQuery is > 0 and <= 3_650 ? DaysQuery.Value : UsualDays;

    private string Command => $"curl --data-binary @predictions.csv -H 'Content-Type: text/csv' '{Navigation.BaseUri}api/v1/evaluations?model=fraud'";

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _closed.Dispose();
        await _charts.DisposeAsync();
    }

    protected override void OnInitialized() => (_board, _charts) = (new EvaluationBoard(History, Time), new ChartLink(Js, Connection, Time));

    protected override Task OnParametersSetAsync() => LoadAsync(IdQuery);

    private async Task LoadAsync(Guid? id)
    {
        await _board.LoadAsync(ModelQuery, id, WithQuery, Days, _closed.Token);
        _charts.Subject = _board.Model is { } model ? new ChartSubject(model, null) : null;
        _matrix = _board.Selected?.Matrix is { } matrix ? MatrixOf(matrix) : null;
    }

    private async Task ShowAsync(Guid id)
    {
        var made = await History.FindAsync(id, _closed.Token);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?> { ["model"] = made?.Head.Model, ["id"] = id, ["with"] = null }));
    }

    private void Go(string model) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["model"] = model, ["id"] = null, ["with"] = null }));

    private async Task PinAsync(Guid? id)
    {
        await _board.PinAsync(id, _closed.Token);
        await LoadAsync(_board.Selected?.Head.Id);
    }

    private async Task DeleteAsync(Guid id)
    {
        await _board.DeleteAsync(id, _closed.Token);
        await LoadAsync(_board.Selected?.Head.Id);
    }

    private static ConfusionMatrix MatrixOf(EvaluatedMatrix matrix)
    {
        var counts = new long[matrix.Labels.Count, matrix.Labels.Count];
        for (var truth = 0; truth < matrix.Labels.Count; truth++)
        {
            for (var predicted = 0; predicted < matrix.Labels.Count; predicted++)
            {
                counts[truth, predicted] = matrix.Counts[truth][predicted];
            }
        }

        return new ConfusionMatrix(matrix.Labels, counts);
    }
}
