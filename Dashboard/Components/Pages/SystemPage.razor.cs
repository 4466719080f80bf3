using Dashboard.Components.Charts;
using Dashboard.Core.Storage;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.Windowing;
using Dashboard.Live;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Pages;

/// <summary>The product watching itself; read once a second, its history once in ten.</summary>
public sealed partial class SystemPage
{
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeRange UsualRange = TimeRange.Last(TimeSpan.FromHours(1));

    private readonly CancellationTokenSource _closed = new();
    private TimeRange _range = UsualRange;
    private (TimeRange Range, long TenSeconds)? _looked;
    private IReadOnlyList<SystemPoint> _history = [];
    private ServerReport? _report;
    private ChartLink _charts = null!;
    private ITimer? _timer;

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromQuery { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToQuery { get; set; }

    [Inject]
    private IServerReports Reports { get; set; } = null!;

    [Inject]
    private IServerStatus Server { get; set; } = null!;

    [Inject]
    private SystemFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private CircuitConnection Connection { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        _timer?.Dispose();
        await _closed.CancelAsync();
        _closed.Dispose();
        await _charts.DisposeAsync();
    }

    protected override void OnInitialized() => _charts = new ChartLink(Js, Connection, Time);

    protected override Task OnParametersSetAsync()
    {
        _range = RangeChoice.Parse(FromQuery, ToQuery, UsualRange);
        return ReadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(ReadAsync), null, ReadInterval, ReadInterval);
        }
    }

    private async Task ReadAsync()
    {
        if (_closed.IsCancellationRequested)
        {
            return; // A tick that was under way when the page closed.
        }

        var looked = (_range, Time.GetUtcNow().ToUnixTimeSeconds() / 10);
        if (looked != _looked)
        {
            (_looked, _history) = (looked, Feed.Series(_range));
        }

        try
        {
            _report = await Reports.ReadAsync(_closed.Token);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return;
        }
        catch (StorageException)
        {
            return; // It is being opened again; what was read last stays, and the next second tries anew.
        }

        StateHasChanged();
    }

    private void PickRange(TimeRange range)
    {
        var (from, to) = RangeChoice.Print(range);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["from"] = from, ["to"] = to }),
            new NavigationOptions { ReplaceHistoryEntry = true });
    }
}
