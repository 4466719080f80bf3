using System.Globalization;
using Dashboard.Components.Charts;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Dashboard.Components.Controls;

/// <summary>Asks for a fixed span in the browser's own time zone. Closes with a <see cref="TimeRange"/>.</summary>
public sealed partial class RangeDialog : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private DateTime? _from;
    private DateTime? _to;
    private string? _problem;

    /// <summary>What the fields start with.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset From { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset To { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            await ChartLink.IgnoreLostBrowserAsync(_module.DisposeAsync());
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", ChartLink.ModulePath);
            _from = await _module.InvokeAsync<DateTime>("formatLocal", From.ToUnixTimeMilliseconds());
            _to = await _module.InvokeAsync<DateTime>("formatLocal", To.ToUnixTimeMilliseconds());
            StateHasChanged();
        }
    }

    private async Task ApplyAsync()
    {
        var from = await ReadAsync(_from);
        var to = await ReadAsync(_to);
        _problem = (from, to) switch
        {
            (null, _) or (_, null) => "Give both dates with their times.",
            _ when from >= to => "The start must lie before the end.",
            _ => null,
        };
        if (_problem is null)
        {
            Dialog.Close(TimeRange.Between(from!.Value, to!.Value));
        }
    }

    private async Task<DateTimeOffset?> ReadAsync(DateTime? local)
    {
        var text = local?.ToString("s", CultureInfo.InvariantCulture);
        var milliseconds = _module is null ? null : await _module.InvokeAsync<long?>("parseLocal", text);
        return milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}
