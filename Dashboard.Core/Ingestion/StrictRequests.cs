namespace Dashboard.Core.Ingestion;

/// <summary><c>Prefer: handling=strict</c>: an invalid event takes its whole request with it.</summary>
internal static class StrictRequests
{
    /// <summary>Turns every valid event of a request with issues into an issue, so that each still has its outcome.</summary>
    public static void TakeNone(IngestRequest request)
    {
        var invalid = request.Issues.Select(issue => issue.Index).ToHashSet();
        for (var index = 0; index < request.Received; index++)
        {
            if (!invalid.Contains(index))
            {
                request.Issues.Add(new EventIssue(index, null, EventProblem.NotTaken.Code, EventProblem.NotTaken.Message, ""));
            }
        }

        request.Issues.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        request.Events.Clear();
        request.Indexes.Clear();
        request.Lines.Clear();
        request.AssignedIds.Clear();
    }
}
