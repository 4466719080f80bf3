namespace Dashboard.Core.Evaluations;

/// <summary>A row that was left out.</summary>
/// <param name="Line">Of a text file; the number of the row, from 1, of a binary one.</param>
/// <param name="Column">Null when it is the row as a whole.</param>
/// <param name="Id">What the id column says, if there is one.</param>
public sealed record RejectedRow(long Line, string? Column, string Reason, string? Id = null);

/// <summary>The first of the rejected rows and how many there are.</summary>
/// <param name="limit">Most that are listed.</param>
internal sealed class RejectedRows(int limit)
{
    private readonly List<RejectedRow> _listed = []; // Bounded by the limit.

    public long Count { get; private set; }

    public IReadOnlyList<RejectedRow> Listed => _listed;

    public void Add(long line, string? column, string reason, Func<string?> id)
    {
        Count++;
        if (_listed.Count < limit)
        {
            _listed.Add(new RejectedRow(line, column, reason, id()));
        }
    }
}
