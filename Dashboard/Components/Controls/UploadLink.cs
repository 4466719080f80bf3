using Dashboard.Components.Charts;
using Microsoft.JSInterop;

namespace Dashboard.Components.Controls;

/// <summary>A chosen file, as the browser and the server see it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Columns">At most 500; empty when they are not known before all of the file is there.</param>
/// <param name="Problem">Why it cannot be evaluated as it is; null when it can.</param>
/// <param name="IsBroken">Choosing columns does not help.</param>
public sealed record ChosenFile(
    string Name, long Size, IReadOnlyList<string> Columns, string? Problem, string? Prediction, string? GroundTruth, string? Score, bool IsBroken);

/// <summary>How far the browser is.</summary>
/// <param name="Id">Of the evaluation made; null before, and when there is none.</param>
/// <param name="Detail">Why there is none.</param>
public sealed record UploadState(long Sent, bool IsDone, Guid? Id, string? Detail);

/// <summary>This circuit's way to the uploads of its browser. Every call is short: the browser sends by itself.</summary>
public sealed class UploadLink(IJSRuntime js) : IAsyncDisposable
{
    /// <summary>Relative to the page's base.</summary>
    public const string ModulePath = "./js/evaluations.js";

    private readonly BrowserModule _module = new(js, ModulePath);

    public async Task<ChosenFile?> InspectAsync(string input) => await (await _module.GetAsync()).InvokeAsync<ChosenFile?>("inspect", input);

    public async Task SendAsync(string input, string query) => await (await _module.GetAsync()).InvokeVoidAsync("send", input, query);

    public async Task<UploadState?> StateAsync() => await (await _module.GetAsync()).InvokeAsync<UploadState?>("state");

    public async Task CancelAsync() => await (await _module.GetAsync()).InvokeVoidAsync("cancel");

    public ValueTask DisposeAsync() => _module.DisposeAsync();
}
