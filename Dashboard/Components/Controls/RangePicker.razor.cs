using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Components.Controls;

/// <summary>Chooses how far back to look, or a fixed span.</summary>
public sealed partial class RangePicker
{
    [Parameter, EditorRequired]
    public TimeRange Selected { get; set; }

    [Parameter]
    public EventCallback<TimeRange> OnPick { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private async Task AskForRangeAsync()
    {
        var (from, to) = Selected.At(Time.GetUtcNow());
        var parameters = new DialogParameters<RangeDialog> { { d => d.From, from }, { d => d.To, to } };
        var dialog = await Dialogs.ShowAsync<RangeDialog>("Time range", parameters, new DialogOptions { CloseOnEscapeKey = true });
        if (await dialog.Result is { Canceled: false, Data: TimeRange range })
        {
            await OnPick.InvokeAsync(range);
        }
    }
}
