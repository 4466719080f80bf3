using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>An outcome of a model and its label's text (or its digits) in the draft.</summary>
internal readonly record struct ResolvedOutcome(Outcome Outcome, TextSpan Text);

/// <summary>Writes admitted drafts as rows of one request.</summary>
internal sealed class RowSink(IngestRequest request, DateTimeOffset now)
{
    private const int UuidLength = 36;

    public IngestRequest Request { get; } = request;

    public DateTimeOffset Now { get; } = now;

    /// <summary>Position of the event being read in the request.</summary>
    public int Index { get; set; }

    /// <summary>Its line in an NDJSON body; null otherwise.</summary>
    public int? Line { get; set; }

    public void Add(EventDraft draft, Model model, ResolvedOutcome prediction, ResolvedOutcome truth)
    {
        var id = AddId(draft);
        var key = PredictionKey.Of(model, Request.Events.Text(id));
        if (draft.Type == EventType.Prediction)
        {
            AddPrediction(draft, id, key, prediction, truth);
        }

        if (draft.Type == EventType.Retraction || draft.Has(EventField.GroundTruth))
        {
            AddGroundTruth(draft, model, id, key, truth);
        }
    }

    public void Reject(EventDraft draft, EventProblem problem, string pointer)
    {
        var id = draft.Id.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(draft.Text(draft.Id));
        Request.Issues.Add(new EventIssue(Index, id, problem.Code, problem.Message, pointer, Line));
    }

    private TextSpan AddId(EventDraft draft)
    {
        if (draft.Has(EventField.Id))
        {
            return Request.Events.AddText(draft.Text(draft.Id));
        }

        var uuid = Guid.CreateVersion7(Now);
        uuid.TryFormat(Request.Events.ReserveText(UuidLength), out var written);
        Request.AssignedIds.Add((Index, uuid.ToString()));
        return Request.Events.CommitText(written);
    }

    private void AddPrediction(EventDraft draft, TextSpan id, ulong key, ResolvedOutcome prediction, ResolvedOutcome truth)
    {
        var events = Request.Events;
        events.Add(new PredictionRow
        {
            Version = draft.ModelVersion!,
            Key = key,
            Fingerprint = EventFingerprint.Of(draft, EventAdmission.VersionOf(draft), draft.Text(prediction.Text), draft.Text(truth.Text)),
            EventTicks = EventTicks(draft),
            ReceivedTicks = Now.UtcTicks,
            Predicted = prediction.Outcome,
            Score = draft.Score,
            LatencyMicros = draft.LatencyMicros,
            Flags = (draft.IsFailed ? PredictionFlags.Failed : 0) | (draft.Has(EventField.Timestamp) ? 0 : PredictionFlags.TimestampAssigned),
            Id = id,
            Error = events.AddText(draft.Text(draft.Error)),
            PredictedText = AddUnlisted(draft, draft.ModelVersion!.Model, prediction),
            Attributes = AddAttributes(draft),
        });
        Note();
    }

    private void AddGroundTruth(EventDraft draft, Model model, TextSpan id, ulong key, ResolvedOutcome truth)
    {
        Request.Events.Add(new GroundTruthRow
        {
            Model = model,
            Key = key,
            EventTicks = EventTicks(draft),
            ReceivedTicks = Now.UtcTicks,
            Truth = truth.Outcome,
            Id = id,
            TruthText = AddUnlisted(draft, model, truth),
        });
        Note();
    }

    private TextSpan AddUnlisted(EventDraft draft, Model model, ResolvedOutcome outcome) =>
        !model.IsRegression && outcome.Outcome.IsUnlisted ? Request.Events.AddText(draft.Text(outcome.Text)) : default;

    private TextSpan AddAttributes(EventDraft draft)
    {
        TextSpan written = default;
        foreach (ref readonly var attribute in draft.Attributes)
        {
            written = AttributeWriter.Append(Request.Events, written, new PredictionAttribute
            {
                Group = attribute.Group,
                Type = attribute.Type,
                NameId = attribute.NameId,
                Number = attribute.Number,
                Text = draft.Text(attribute.Text),
            });
        }

        return written;
    }

    private long EventTicks(EventDraft draft) => draft.Has(EventField.Timestamp) ? draft.EventTicks : Now.UtcTicks;

    private void Note()
    {
        Request.Indexes.Add(Index);
        if (Line is { } line)
        {
            Request.Lines.Add(line);
        }
    }
}
