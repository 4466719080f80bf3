using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>Counts what became of one request's events; a prediction with an inline truth is one event.</summary>
internal sealed class RequestTally(IngestRequest request)
{
    private List<EventIssue> _rejected = request.Issues;
    private int _accepted;
    private int _duplicates;
    private int _lastPrediction = -1;

    public bool LastWasAccepted { get; private set; }

    /// <summary>True when the row at this position came from the same event as the prediction before it.</summary>
    public bool IsInline(int position) =>
        _lastPrediction == position - 1 && position > 0 && request.Indexes[position] == request.Indexes[_lastPrediction];

    public void Prediction(int position, Verdict verdict, TextSpan id)
    {
        _lastPrediction = position;
        LastWasAccepted = verdict == Verdict.Accepted;
        if (verdict == Verdict.Conflict)
        {
            Reject(position, id);
        }
        else
        {
            Count(verdict);
        }
    }

    public void GroundTruth(Verdict verdict) => Count(verdict);

    public IngestReply ToReply()
    {
        if (!ReferenceEquals(_rejected, request.Issues))
        {
            _rejected.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        }

        return new IngestReply(_accepted, _duplicates, _rejected, request.AssignedIds);
    }

    private void Count(Verdict verdict)
    {
        if (verdict == Verdict.Accepted)
        {
            _accepted++;
        }
        else
        {
            _duplicates++;
        }
    }

    private void Reject(int position, TextSpan id)
    {
        if (ReferenceEquals(_rejected, request.Issues))
        {
            _rejected = [.. request.Issues];
        }

        _rejected.Add(new EventIssue(
            request.Indexes[position],
            request.Events.TextString(id),
            "event_id_conflict",
            "this id was used before for a prediction with other content; the first one is kept. Send a new id, or a ground_truth event to add or correct its truth",
            "/id",
            request.Lines.Count > position ? request.Lines[position] : null));
    }
}
