using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// The requests that share one commit: every row judged, the accepted ones copied into one batch, and a reply ready for
/// each request. Bounded by <see cref="IngestOptions.MaxCommitEvents"/> plus one request.
/// </summary>
internal sealed class CommitGroup(Projection projection) : IDisposable
{
    private readonly List<(QueuedWork Work, IngestReply Reply)> _replies = [];
    private readonly Dictionary<string, long> _rejected = new(StringComparer.Ordinal); // Bounded by the set of codes.
    private long _acceptedEvents;
    private long _duplicateEvents;

    /// <summary>Accepted rows of all requests, in order.</summary>
    public EventBatch Accepted { get; } = new();

    public bool IsEmpty => _replies.Count == 0;

    /// <summary>Judges a request's rows and keeps the accepted ones.</summary>
    public void Add(QueuedWork work)
    {
        var request = work.Request!;
        var tally = new RequestTally(request);
        var predictions = request.Events.Predictions;
        var truths = request.Events.GroundTruths;
        int nextPrediction = 0, nextTruth = 0, position = 0;
        foreach (var kind in request.Events.Kinds)
        {
            if (kind == EventKind.Prediction)
            {
                tally.Prediction(position, AdmitPrediction(request.Events, predictions[nextPrediction]), predictions[nextPrediction].Id);
                nextPrediction++;
            }
            else
            {
                AdmitGroundTruth(request.Events, truths[nextTruth++], position, tally);
            }

            position++;
        }

        Keep(work, tally.ToReply());
    }

    /// <summary>The ledger as it stands once this group is durable.</summary>
    public IngestLedger Settle(IngestLedger before)
    {
        var rejected = new Dictionary<string, long>(before.Rejected, StringComparer.Ordinal);
        foreach (var (code, count) in _rejected)
        {
            rejected[code] = rejected.GetValueOrDefault(code) + count;
        }

        return new IngestLedger(before.Accepted + _acceptedEvents, before.Duplicates + _duplicateEvents, rejected);
    }

    public void Acknowledge()
    {
        foreach (var (work, reply) in _replies)
        {
            work.Complete(reply);
        }

        Clear();
    }

    public void Refuse(RequestRefusedException reason)
    {
        foreach (var (work, _) in _replies)
        {
            work.Fail(reason);
        }

        Clear();
    }

    public void Dispose() => Accepted.Dispose();

    private Verdict AdmitPrediction(EventBatch source, in PredictionRow row)
    {
        var verdict = projection.Admit(source, row);
        if (verdict == Verdict.Accepted)
        {
            Accepted.AddCopy(source, row);
        }

        return verdict;
    }

    /// <summary>An inline truth shares its prediction's fate: when that was not accepted, it is not looked at.</summary>
    private void AdmitGroundTruth(EventBatch source, in GroundTruthRow row, int position, RequestTally tally)
    {
        var isInline = tally.IsInline(position);
        if (isInline && !tally.LastWasAccepted)
        {
            return;
        }

        var verdict = projection.Admit(row);
        if (verdict == Verdict.Accepted)
        {
            Accepted.AddCopy(source, row);
        }

        if (!isInline)
        {
            tally.GroundTruth(verdict);
        }
    }

    private void Keep(QueuedWork work, IngestReply reply)
    {
        _replies.Add((work, reply));
        _acceptedEvents += reply.Accepted;
        _duplicateEvents += reply.Duplicates;
        foreach (var issue in reply.Rejected)
        {
            _rejected[issue.Code] = _rejected.GetValueOrDefault(issue.Code) + 1;
        }
    }

    private void Clear()
    {
        _replies.Clear();
        _rejected.Clear();
        _acceptedEvents = 0;
        _duplicateEvents = 0;
        Accepted.Clear();
    }
}
