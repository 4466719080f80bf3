using Dashboard.Components.Charts;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Layout;

/// <summary>Tells of one <see cref="Absence"/>, and leaves by itself while nobody points at it or is in it.</summary>
public sealed partial class ReturnNotice
{
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(15);

    private Absence? _absence;
    private bool _isHovered;
    private bool _isFocused;
    private ITimer? _leaving;

    [Inject]
    private CircuitConnection Connection { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        Connection.Returned -= Show;
        _leaving?.Dispose();
    }

    protected override void OnInitialized() => Connection.Returned += Show;

    /// <summary>A page that page.js loaded anew was away, too.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            if (await Js.InvokeAsync<KeptAbsence?>("dashboardAbsence", Connection.DownToken) is { Seconds: >= 0 and < int.MaxValue } kept)
            {
                Connection.Tell(new(TimeSpan.FromSeconds(kept.Seconds), kept.IsRestart ? ReturnKind.ServerRestarted : ReturnKind.LoadedAnew));
            }
        }
        catch (Exception e) when (BrowserModule.IsLostBrowser(e))
        {
            // Gone again, or without page.js: there is nobody to tell.
        }
    }

    private void Show(Absence absence)
    {
        _absence = absence;
        _leaving ??= Time.CreateTimer(_ => _ = InvokeAsync(LeaveUnlessHeld), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _leaving.Change(Stay, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    /// <summary>Once let go of, it stays as long again.</summary>
    private void Hold(bool? hovers = null, bool? focuses = null)
    {
        (_isHovered, _isFocused) = (hovers ?? _isHovered, focuses ?? _isFocused);
        _leaving?.Change(Stay, Timeout.InfiniteTimeSpan);
    }

    private void LeaveUnlessHeld()
    {
        if (!_isHovered && !_isFocused)
        {
            Leave();
        }
    }

    private void Leave()
    {
        (_absence, _isHovered, _isFocused) = (null, false, false);
        StateHasChanged();
    }

    /// <summary>As page.js keeps it over a reload.</summary>
    private sealed record KeptAbsence(double Seconds, bool IsRestart);
}
