using Dashboard.Core.Metrics;

namespace Dashboard.Core.Exchange;

/// <summary>Failures with the same error text.</summary>
/// <param name="Text">As sent; empty where none was.</param>
/// <param name="Last">When the newest of them was made, by the sender's clock.</param>
public sealed record ErrorKind(string Text, long Count, DateTimeOffset Last);

/// <summary>The newest failed predictions of a selection by what went wrong.</summary>
/// <param name="Kinds">Most frequent first; at most <see cref="ErrorKindSearch.MostKinds"/>.</param>
/// <param name="Failed">All failures found.</param>
/// <param name="Folded">Those of <paramref name="Failed"/> whose texts were too rare to be kept apart.</param>
/// <param name="Examined">Events looked at, of all models.</param>
/// <param name="LookedBackTo">When the oldest of them was received; null when there was none.</param>
/// <param name="IsThrough">False when older events may hold more failures of the selection.</param>
public sealed record ErrorKinds(
    IReadOnlyList<ErrorKind> Kinds, long Failed, long Folded, long Examined, DateTimeOffset? LookedBackTo, bool IsThrough)
{
    /// <summary>Of all failures found.</summary>
    public Figure ShareOf(ErrorKind kind) => Proportion.Of(kind.Count, Failed, "nothing failed");
}
