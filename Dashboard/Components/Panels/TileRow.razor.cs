using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>Quality, latency, throughput, errors, CPU and memory.</summary>
public sealed partial class TileRow
{
    private ModelTiles _model = null!;
    private HostTiles _host = HostTiles.None;
    private (TimeRange Range, long? TenSeconds)? _shown;
    private IReadOnlyList<double?> _cpu = [];
    private IReadOnlyList<double?> _memory = [];

    [Parameter, EditorRequired]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>Null before the first reading.</summary>
    [Parameter]
    public SystemSample? System { get; set; }

    /// <summary>CPU and memory over a range; asked once per ten seconds, which is as often as they change.</summary>
    [Parameter, EditorRequired]
    public Func<TimeRange, IReadOnlyList<SystemPoint>> History { get; set; } = null!;

    protected override void OnParametersSet()
    {
        _model = Written.Of(Snapshot, ModelTiles.Of);
        _host = System is null ? HostTiles.None : Written.Of(System, HostTiles.Of);
        LookBack();
    }

    private void LookBack()
    {
        var shown = (Snapshot.Key.Range, System?.Time.ToUnixTimeSeconds() / 10);
        if (shown != _shown)
        {
            _shown = shown;
            var points = History(Snapshot.Key.Range);
            _cpu = [.. points.Select(p => p.Figures.CpuShare.Mean)];
            _memory = [.. points.Select(p => p.Figures.MemoryShare.Mean)];
        }
    }
}
