using Dashboard.Components.Controls;
using Dashboard.Components.Panels;
using Dashboard.Configuration;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Components.Pages;

/// <summary>What the server knows of its models and how it is set; the one thing done here is to delete a model.</summary>
public sealed partial class SettingsPage : IDisposable
{
    private static readonly TimeRange Lately = TimeRange.Last(TimeSpan.FromHours(1));

    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<ModelSettings> _models = []; // Bounded by CatalogLimits.Models.
    private IReadOnlyList<Setting> _settings = [];
    private string? _said;

    [Inject]
    private ModelCatalog Catalog { get; set; } = null!;

    [Inject]
    private HeavyReadings Readings { get; set; } = null!;

    [Inject]
    private SettingsReader Settings { get; set; } = null!;

    [Inject]
    private EventWriter Writer { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _settings = Settings.Read();
        try
        {
            await ReadModelsAsync();
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // Closed before it was read.
        }
    }

    private async Task ReadModelsAsync() => _models = await Readings.RunAsync<IReadOnlyList<ModelSettings>>(
        projection => [.. Catalog.Models.Select(model => Describe(model, projection.Read(new SnapshotKey(model.Name, null, Lately))))], _closed.Token);

    private static ModelSettings Describe(Model model, WindowReading reading) =>
        new(model, reading.Positive is { } code && code < model.Labels.Count ? model.Labels[code] : null, reading.PositiveSource);

    private async Task RemoveAsync(Model model)
    {
        var parameters = new DialogParameters<RemoveModelDialog> { { d => d.Model, model.Name }, { d => d.IsDemo, model.IsDemo } };
        var dialog = await Dialogs.ShowAsync<RemoveModelDialog>($"Delete {model.Name}?", parameters, new DialogOptions { CloseOnEscapeKey = true });
        if (await dialog.Result is not { Canceled: false })
        {
            return;
        }

        try
        {
            await Writer.RemoveModelAsync(model.Name);
            _said = $"{model.Name} and all its events were deleted.";
        }
        catch (RequestRefusedException refusal)
        {
            _said = $"{model.Name} was not deleted: {refusal.Message}.";
        }

        await ReadModelsAsync();
    }
}
