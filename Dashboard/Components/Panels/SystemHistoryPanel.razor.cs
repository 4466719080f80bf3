using Dashboard.Core.Metrics;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The history of CPU, memory, heap and threads. Its lines are made anew only when the points are.</summary>
public sealed partial class SystemHistoryPanel
{
    private static readonly (string Name, Func<SystemTally, Gauge> Of, Func<SystemSample, double?> Latest, Func<double?, Quantity> Text, bool IsShare)[] Kinds =
    [
        ("CPU", tally => tally.CpuShare, sample => sample.CpuShare, NumberText.Load, true),
        ("Memory", tally => tally.MemoryShare, sample => sample.MemoryShare, NumberText.Load, true),
        ("CPU of this process", tally => tally.ProcessCpuShare, sample => sample.ProcessCpuShare, NumberText.Load, true),
        ("Resident memory", tally => tally.WorkingSet, sample => sample.WorkingSet, Bytes, false),
        ("GC heap", tally => tally.GcHeap, sample => sample.GcHeap, Bytes, false),
        ("Threads", tally => tally.Threads, sample => sample.Threads, Count, false),
    ];

    private IReadOnlyList<SystemPoint>? _drawn;
    private SystemSample? _told;
    private IReadOnlyList<HistoryLine> _lines = [];

    /// <summary>Evenly spaced, at most about <see cref="SystemRollups.MaxPoints"/>.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<SystemPoint> Points { get; set; } = [];

    [Parameter, EditorRequired]
    public TimeRange Range { get; set; }

    /// <summary>Null before the first reading.</summary>
    [Parameter]
    public SystemSample? System { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_drawn, Points))
        {
            (_drawn, _told) = (Points, System);
            _lines = [.. Kinds.Select(kind => Line(kind.Name, kind.Of, kind.Latest, kind.Text, kind.IsShare))];
        }
        else if (_told != System)
        {
            _told = System;
            _lines = [.. _lines.Zip(Kinds, (line, kind) => line with { Now = kind.Text(System is null ? null : kind.Latest(System)) })];
        }
    }

    private HistoryLine Line(
        string name, Func<SystemTally, Gauge> of, Func<SystemSample, double?> latest, Func<double?, Quantity> text, bool isShare)
    {
        var all = Points.Aggregate(default(Gauge), (sum, point) => sum.With(of(point.Figures)));
        var full = isShare ? 1 : Math.Max(all.Max, 1);
        return new HistoryLine(
            name, text(System is null ? null : latest(System)), text(all.Mean), text(all.Count == 0 ? null : all.Max),
            [.. Points.Select(point => of(point.Figures).Mean / full)]);
    }

    private static Quantity Bytes(double? value) => NumberText.Bytes((long?)value);

    private static Quantity Count(double? value) => value is { } count ? NumberText.Count((long)Math.Round(count)) : Quantity.Missing;

    /// <param name="Shares">Of 100 %, or of the highest value.</param>
    private sealed record HistoryLine(string Name, Quantity Now, Quantity Mean, Quantity Max, IReadOnlyList<double?> Shares);
}
