using Dashboard.Components.Charts;
using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Panels;

/// <summary>The history of CPU, memory, heap and threads. Its lines are made anew only when the points are.</summary>
public sealed partial class SystemHistoryPanel
{
    private static readonly (string Name, string Column, Func<SystemTally, Gauge> Of, Func<SystemSample, double?> Latest, Func<double?, Quantity> Text, bool IsShare)[] Kinds =
    [
        ("CPU", "cpu_share", tally => tally.CpuShare, sample => sample.CpuShare, NumberText.Load, true),
        ("Memory", "memory_share", tally => tally.MemoryShare, sample => sample.MemoryShare, NumberText.Load, true),
        ("CPU of this process", "process_cpu_share", tally => tally.ProcessCpuShare, sample => sample.ProcessCpuShare, NumberText.Load, true),
        ("Resident memory", "working_set_bytes", tally => tally.WorkingSet, sample => sample.WorkingSet, Bytes, false),
        ("GC heap", "gc_heap_bytes", tally => tally.GcHeap, sample => sample.GcHeap, Bytes, false),
        ("Threads", "threads", tally => tally.Threads, sample => sample.Threads, Count, false),
    ];

    private IReadOnlyList<SystemPoint>? _drawn;
    private SystemSample? _told;
    private IReadOnlyList<HistoryLine> _lines = [];
    private bool _showsTable;
    private KeptTable? _kept;

    /// <summary>Evenly spaced, at most about <see cref="SystemRollups.MaxPoints"/>.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<SystemPoint> Points { get; set; } = [];

    [Parameter, EditorRequired]
    public TimeRange Range { get; set; }

    /// <summary>Null before the first reading.</summary>
    [Parameter]
    public SystemSample? System { get; set; }

    /// <summary>Keeps the readings as a file; null offers none.</summary>
    [Parameter]
    public ChartLink? Link { get; set; }

    [CascadingParameter]
    private TimeText Clock { get; set; } = TimeText.Utc;

    private bool HasReadings => _lines.Any(line => line.Shares.Any(share => share is not null));

    private IEnumerable<SystemPoint> Known => Points.Where(point => !point.Figures.IsEmpty);

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

        _kept = Link is not null && HasReadings ? _kept ?? new KeptTable(Link, ToTable) : null;
    }

    /// <summary>One row per point; shares from 0 to 1.</summary>
    private FigureTable ToTable() => new(
        ["until", .. Kinds.SelectMany(kind => new[] { $"{kind.Column}_mean", $"{kind.Column}_max" }), "readings"],
        Known.Select(point => (IReadOnlyList<object?>)
        [
            point.Time,
            .. Kinds.Select(kind => kind.Of(point.Figures)).SelectMany(gauge => new object?[] { gauge.Mean, gauge.Count == 0 ? null : gauge.Max }),
            point.Figures.Threads.Count,
        ]));

    private PointRows Rows() => new(
        [Clock.Head("Until"), .. Kinds.Select(kind => $"{kind.Name}, mean (highest)"), "Readings"],
        Known.Reverse().Select(point => (string[])
        [
            Clock.Cell(point.Time), .. Kinds.Select(kind => Cell(kind.Of(point.Figures), kind.Text)), NumberText.Count(point.Figures.Threads.Count).ToString(),
        ]));

    private static string Cell(Gauge gauge, Func<double?, Quantity> text) =>
        gauge.Count == 0 ? Quantity.Missing.ToString() : $"{text(gauge.Mean)} ({text(gauge.Max)})";

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
