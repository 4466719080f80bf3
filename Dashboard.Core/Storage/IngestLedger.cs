namespace Dashboard.Core.Storage;

/// <summary>
/// The running account of every event ever received. It is stored with each commit, so
/// <see cref="Received"/> = <see cref="Accepted"/> + <see cref="Duplicates"/> + sum of <see cref="Rejected"/> holds at any
/// instant and across restarts. Immutable.
/// </summary>
public sealed record IngestLedger(long Accepted, long Duplicates, IReadOnlyDictionary<string, long> Rejected)
{
    public static readonly IngestLedger Empty = new(0, 0, new Dictionary<string, long>());

    public long Received => Accepted + Duplicates + Rejected.Values.Sum();
}
