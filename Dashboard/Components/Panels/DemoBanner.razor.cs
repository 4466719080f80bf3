using Dashboard.Core.Ingestion;
using MudBlazor;

namespace Dashboard.Components.Panels;

/// <summary>Says that demo data is shown, and removes it.</summary>
public sealed partial class DemoBanner
{
    private bool _isRemoving;
    private string? _problem;

    private async Task RemoveAsync()
    {
        var answer = await Dialogs.ShowMessageBoxAsync(
            "Remove demo data?", "The demo stops, and its models and all their events are deleted. Your own models stay as they are.",
            yesText: "Remove", cancelText: "Keep", options: new DialogOptions { CloseOnEscapeKey = true });
        if (answer != true)
        {
            return;
        }

        _isRemoving = true;
        try
        {
            await Demo.RemoveAsync();
        }
        catch (RequestRefusedException refusal)
        {
            _problem = $"Not removed: {refusal.Message}";
        }

        _isRemoving = false;
    }
}
