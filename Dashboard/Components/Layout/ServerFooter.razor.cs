using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Layout;

/// <summary>Foot of the rail; refreshes itself every two seconds.</summary>
public sealed partial class ServerFooter
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);

    private ServerStatus _status = null!;
    private TickTimer? _timer;

    [Inject]
    private IServerStatus Server { get; set; } = null!;

    [Inject]
    private PageTick Tick { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public void Dispose() => _timer?.Dispose();

    protected override void OnInitialized() => _status = Server.Current;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _timer = new TickTimer(Tick, Time, RefreshInterval, InvokeAsync, Refresh);
        }
    }

    private void Refresh()
    {
        if (Server.Current is var now && now != _status)
        {
            _status = now;
            StateHasChanged();
        }
    }
}
