using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// One parsed request: its valid events as rows, its invalid ones as issues, and for each row the event it came from.
/// A prediction with an inline ground truth makes two rows with the same index.
/// </summary>
public sealed class IngestRequest(EventBatch events) : IDisposable
{
    public EventBatch Events { get; } = events;

    /// <summary>Events in the request, valid or not.</summary>
    public int Received { get; set; }

    /// <summary>Request index of the n-th row of <see cref="Events"/>, in arrival order.</summary>
    public List<int> Indexes { get; } = [];

    /// <summary>NDJSON line of the n-th row; empty for other bodies.</summary>
    public List<int> Lines { get; } = [];

    public List<EventIssue> Issues { get; } = []; // Bounded by the events of one request.

    /// <summary>True when the one body was a single object rather than a list.</summary>
    public bool IsSingle { get; set; }

    /// <summary>The id made by the server, when <see cref="IsSingle"/> and the sender gave none.</summary>
    public List<(int Index, string Id)> AssignedIds { get; } = [];

    public void Dispose() => Events.Dispose();
}

/// <summary>What became of a request's events: <c>Accepted + Duplicates + Rejected.Count</c> is the number received.</summary>
public sealed record IngestReply(int Accepted, int Duplicates, IReadOnlyList<EventIssue> Rejected, IReadOnlyList<(int Index, string Id)> AssignedIds);
