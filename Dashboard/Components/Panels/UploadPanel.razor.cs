using Dashboard.Components.Charts;
using Dashboard.Components.Controls;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Metrics;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Panels;

/// <summary>Sends a file from the browser to the evaluation endpoint and shows how far it is.</summary>
public sealed partial class UploadPanel
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private readonly string _inputId = $"file-{Guid.NewGuid():N}";
    private UploadLink _link = null!;
    private ITimer? _look;
    private ChosenFile? _file;
    private string? _model;
    private string? _version;
    private string? _name;
    private string? _prediction;
    private string? _groundTruth;
    private string? _score;
    private string? _problem;
    private Guid _upload;
    private EvaluationProgress? _progress;
    private UploadState? _state;
    private bool _isSending;
    private bool _isLooking;

    /// <summary>The model to begin with.</summary>
    [Parameter]
    public string? Model { get; set; }

    [Parameter]
    public string Class { get; set; } = "span-4";

    /// <summary>Called with the id of a new evaluation.</summary>
    [Parameter]
    public EventCallback<Guid> OnEvaluated { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private RunningEvaluations Running { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private double Share => _file is { Size: > 0 } file ? (double)Math.Min(file.Size, Math.Max(_progress?.Bytes ?? 0, _state?.IsDone == true ? file.Size : 0)) / file.Size : 0;

    /// <summary>Why the button is off; null when it is not.</summary>
    private string? WhyNot => _file is null ? "Choose a file first"
        : string.IsNullOrWhiteSpace(_model) ? "Name the model"
        : _file.IsBroken ? _file.Problem
        : _file.Columns.Count > 0 && (Chosen(_prediction, _file.Prediction) is null || Chosen(_groundTruth, _file.GroundTruth) is null) ? "Choose the columns"
        : null;

    private string ProgressText => _progress switch
    {
        null => "Starting …",
        { IsComputing: true } done => $"{NumberText.Counted(done.Rows, "row")} read, computing …",
        var running => $"{NumberText.Bytes(running.Bytes)} of {NumberText.Bytes(_file!.Size)}, {NumberText.PerSecond(running.Rows / Seconds(running)).Digits} rows/s{Left(running)}",
    };

    public async ValueTask DisposeAsync()
    {
        _look?.Dispose();
        await _link.DisposeAsync();
    }

    protected override void OnInitialized() => _link = new UploadLink(Js);

    protected override void OnParametersSet() => _model ??= Model;

    private async Task InspectAsync()
    {
        (_prediction, _groundTruth, _score) = (null, null, null);
        _file = await _link.InspectAsync(_inputId);
        _problem = _file?.Problem;
    }

    private async Task SendAsync()
    {
        (_problem, _progress, _state, _isSending, _upload) = (null, null, null, true, Guid.NewGuid());
        await _link.SendAsync(_inputId, Query());
        _look = Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, LookInterval, LookInterval);
    }

    private string Query()
    {
        (string Name, string? Value)[] fields =
        [
            ("model", _model), ("version", _version), ("name", _name), ("upload", _upload.ToString()),
            ("prediction", _prediction), ("ground_truth", _groundTruth), ("score", _score),
        ];
        return string.Join('&', fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!.Trim())}"));
    }

    /// <summary>Twice a second while a file is under way.</summary>
    private async Task LookAsync()
    {
        if (_isLooking || !_isSending)
        {
            return;
        }

        try
        {
            _isLooking = true;
            _progress = Running.Find(_upload) ?? _progress;
            _state = await _link.StateAsync();
        }
        catch (Exception lost) when (BrowserModule.IsLostBrowser(lost))
        {
            return; // The browser is away; the next look tries again.
        }
        finally
        {
            _isLooking = false;
        }

        if (_state is { IsDone: true } && _isSending)
        {
            Stop(_state.Detail);
            await (_state.Id is { } id ? OnEvaluated.InvokeAsync(id) : Task.CompletedTask);
        }

        StateHasChanged();
    }

    private async Task CancelAsync()
    {
        await _link.CancelAsync();
        Stop("Cancelled; nothing was stored.");
    }

    private void Stop(string? problem)
    {
        _look?.Dispose();
        (_look, _isSending, _problem) = (null, false, problem);
    }

    private double Seconds(EvaluationProgress progress) => Math.Max(0.1, (Time.GetUtcNow() - progress.StartedAt).TotalSeconds);

    private string Left(EvaluationProgress progress) => progress.Bytes > 0
        ? $", {NumberText.Duration(TimeSpan.FromSeconds(Seconds(progress) * Math.Max(0, _file!.Size - progress.Bytes) / progress.Bytes))} left"
        : "";

    private static string? Chosen(string? chosen, string? found) => string.IsNullOrEmpty(chosen) ? found : chosen;
}
