using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;

namespace Dashboard.Core.Windowing;

/// <summary>What a snapshot is composed of, read in one hold of the gate. Its sums are copies.</summary>
/// <param name="Tallies">Of every version.</param>
/// <param name="Total">Of the watched ones together.</param>
/// <param name="Buckets">The labels of the watched ones, bucket by bucket.</param>
internal sealed record SnapshotParts(
    WindowView View, IReadOnlyList<(string Version, Tally Tally)> Tallies, Tally Total, IReadOnlyList<LabelledBucket> Buckets, Figure Throughput,
    CountWindowFigures CountWindows, Series Series, Outlook Outlook, long Parked, DateTimeOffset? LastPrediction, DateTimeOffset? LastReceived)
{
    /// <summary>Of every version; empty for the past.</summary>
    public IReadOnlyList<SettledSum> Settled { get; init; } = [];

    /// <summary>See <see cref="Snapshot.KnownAt"/>.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>What came after an instant in the past; null for the present.</summary>
    public CameSince? Since { get; init; }

    /// <summary>See <see cref="Snapshot.Arrived"/>.</summary>
    public Arrivals Arrived { get; init; }
}
