using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>
/// One tick of one <see cref="SnapshotKey"/>, made once and shared by all its viewers. Immutable; the forms not every tick
/// needs are written when first asked for, then kept.
/// </summary>
/// <param name="Snapshot">For Blazor components, in process.</param>
/// <param name="Delta">For charts: UTF-8 JSON, what changed since the frame before. See docs/live-api.md.</param>
/// <param name="Number">Rises by one per tick of this key.</param>
public sealed record SnapshotFrame(Snapshot Snapshot, ReadOnlyMemory<byte> Delta, long Number)
{
    private byte[]? _full;
    private byte[]? _fullMessage;

    /// <summary>Points that changed since the frame before; all of them in the first frame.</summary>
    internal IReadOnlyList<SeriesPoint> Changed { get; init; } = Snapshot.Series.Points;

    /// <summary>True when <see cref="Delta"/> stands alone: the key's first frame, or its points were laid out anew.</summary>
    public bool IsReset { get; init; } = true;

    /// <summary>For charts that lost track: the whole view as a delta with <c>"reset":true</c>.</summary>
    public ReadOnlyMemory<byte> Full => IsReset ? Delta : _full ??= ChartDelta.WriteFull(Snapshot);

    /// <summary>For hub clients: what changed since the frame before; null when no hub client watches, or only the whole view can say it.</summary>
    internal byte[]? Change { get; init; }

    /// <summary>For hub clients that start or lost track: all figures and all points.</summary>
    internal ReadOnlyMemory<byte> FullMessage => _fullMessage ??= SnapshotMessage.WriteFull(Snapshot);

    /// <summary>For hub clients that have the frame before.</summary>
    internal ReadOnlyMemory<byte> Message => Change ?? FullMessage;

    /// <summary>Rough size in memory, for the bound on kept frames; texts written later are counted as if they were.</summary>
    internal int EstimatedBytes
    {
        get
        {
            var matrix = Snapshot.Classification?.Matrix.Counts.Length ?? 0;
            return 1_500 + 2 * Delta.Length + (Change?.Length ?? 0) + 8 * (Snapshot.Series.Points.Count + Snapshot.Outlook.Points.Count + matrix) + 100 * Changed.Count
                + 24 * Snapshot.Latency.Histogram.Count + 250 * Snapshot.Versions.Count;
        }
    }
}
