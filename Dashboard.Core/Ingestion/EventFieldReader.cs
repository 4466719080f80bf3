using System.Text.Json;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>Reads one event object into a draft. Every member is read even after a broken rule, so that the id is known.</summary>
internal static class EventFieldReader
{
    /// <summary>Reads from the object's start to its end and judges it as a whole.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="RequestRefusedException">It nests too deep.</exception>
    public static void Read(ref Utf8JsonReader reader, EventDraft draft)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Name(ref reader, draft);
            reader.Read();
            ReadMember(ref reader, draft, name);
        }

        CheckWhole(draft);
    }

    private static void ReadMember(ref Utf8JsonReader reader, EventDraft draft, scoped ReadOnlySpan<byte> name)
    {
        var field = EventFields.Find(name);
        if (field == EventField.None)
        {
            draft.FailUnknown(name);
        }
        else if (field != EventField.Ignored && (draft.Seen & field) != 0)
        {
            draft.Fail(EventProblem.DuplicateProperty, field);
        }
        else if (reader.TokenType != JsonTokenType.Null && field != EventField.Ignored)
        {
            draft.Present |= field;
            if (ReadValue(ref reader, draft, field) is { } problem)
            {
                draft.Fail(problem, field);
            }
        }

        draft.Seen |= field;
        JsonText.Skip(ref reader);
    }

    private static EventProblem? ReadValue(ref Utf8JsonReader reader, EventDraft draft, EventField field)
    {
        switch (field)
        {
            case EventField.Type:
                return ReadType(ref reader, draft);
            case EventField.Status:
                return ReadStatus(ref reader, draft);
            case EventField.Id:
                return ReadId(ref reader, draft);
            case EventField.Segments:
                AttributeFields.ReadSegments(ref reader, draft);
                return null;
            case EventField.Features:
                AttributeFields.ReadFeatures(ref reader, draft);
                return null;
            case EventField.Scores:
                AttributeFields.ReadScores(ref reader, draft);
                return null;
            default:
                return ReadPlain(ref reader, draft, field);
        }
    }

    private static EventProblem? ReadPlain(ref Utf8JsonReader reader, EventDraft draft, EventField field)
    {
        EventProblem? problem;
        switch (field)
        {
            case EventField.Model:
                problem = JsonText.Read(ref reader, draft, TextRule.ModelName, out var model);
                draft.Model = model;
                return problem;
            case EventField.Version:
                problem = JsonText.Read(ref reader, draft, TextRule.ModelName, out var version);
                draft.Version = version;
                return problem;
            case EventField.Error:
                problem = JsonText.Read(ref reader, draft, TextRule.ErrorText, out var error);
                draft.Error = error;
                return problem;
            case EventField.Prediction:
                problem = ReadOutcome(ref reader, draft, out var prediction);
                draft.Prediction = prediction;
                return problem;
            case EventField.GroundTruth:
                problem = ReadOutcome(ref reader, draft, out var truth);
                draft.GroundTruth = truth;
                return problem;
            case EventField.Timestamp:
                return ReadTimestamp(ref reader, draft);
            case EventField.LatencyMs:
                return ReadLatency(ref reader, draft);
            default:
                problem = JsonText.ReadNumber(ref reader, out var score);
                draft.Score = score;
                return problem;
        }
    }

    private static EventProblem? ReadType(ref Utf8JsonReader reader, EventDraft draft)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return EventProblem.TypeString;
        }

        draft.Type = reader.ValueTextEquals("ground_truth"u8) ? EventType.GroundTruth
            : reader.ValueTextEquals("retraction"u8) ? EventType.Retraction
            : EventType.Prediction;
        return draft.Type != EventType.Prediction || reader.ValueTextEquals("prediction"u8) ? null : EventProblem.TypeUnknown;
    }

    private static EventProblem? ReadStatus(ref Utf8JsonReader reader, EventDraft draft)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return EventProblem.TypeString;
        }

        draft.IsFailed = reader.ValueTextEquals("error"u8);
        return draft.IsFailed || reader.ValueTextEquals("ok"u8) ? null : EventProblem.StatusUnknown;
    }

    private static EventProblem? ReadId(ref Utf8JsonReader reader, EventDraft draft)
    {
        var problem = JsonText.Read(ref reader, draft, TextRule.Id, out var id);
        draft.Id = problem is null ? id : default;
        return problem;
    }

    private static EventProblem? ReadTimestamp(ref Utf8JsonReader reader, EventDraft draft)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return EventProblem.TimestampFormat;
        }

        var problem = JsonText.Read(ref reader, draft, TextRule.Label, out var text);
        if (problem is not null)
        {
            return problem == EventProblem.Utf8Invalid ? problem : EventProblem.TimestampFormat;
        }

        problem = Rfc3339.TryParse(draft.Text(text), out var ticks);
        draft.EventTicks = ticks;
        return problem;
    }

    private static EventProblem? ReadLatency(ref Utf8JsonReader reader, EventDraft draft)
    {
        if (JsonText.ReadNumber(ref reader, out var milliseconds) is { } problem)
        {
            return problem;
        }

        if (milliseconds is < 0 or > EventLimits.LatencyMs)
        {
            return EventProblem.LatencyRange;
        }

        draft.LatencyMicros = (long)Math.Round(milliseconds * 1000, MidpointRounding.AwayFromZero);
        return null;
    }

    private static EventProblem? ReadOutcome(ref Utf8JsonReader reader, EventDraft draft, out OutcomeDraft outcome)
    {
        EventProblem? problem = null;
        var number = 0.0;
        TextSpan text = default;
        OutcomeForm form;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                form = OutcomeForm.Text;
                problem = JsonText.Read(ref reader, draft, TextRule.Label, out text);
                break;
            case JsonTokenType.Number:
                form = OutcomeForm.Number;
                problem = JsonText.ReadNumber(ref reader, out number);
                text = problem is null ? draft.AddText(reader.ValueSpan) : default;
                break;
            case JsonTokenType.True or JsonTokenType.False:
                form = reader.TokenType == JsonTokenType.True ? OutcomeForm.True : OutcomeForm.False;
                text = draft.AddText(reader.ValueSpan);
                break;
            default:
                form = OutcomeForm.Absent;
                problem = EventProblem.TypeOutcome;
                break;
        }

        outcome = new OutcomeDraft(form, text, number);
        return problem;
    }

    private static void CheckWhole(EventDraft draft)
    {
        Require(draft, EventField.Model);
        if (draft.Type == EventType.Prediction)
        {
            CheckPrediction(draft);
            return;
        }

        Require(draft, EventField.Id);
        if (draft.Type == EventType.GroundTruth)
        {
            Require(draft, EventField.GroundTruth);
        }
        else if (draft.Has(EventField.GroundTruth))
        {
            draft.Fail(EventProblem.RetractedValue, EventField.GroundTruth);
        }

        if ((draft.Seen & ~EventFields.OfGroundTruth) is not EventField.None and var extra)
        {
            draft.Fail(EventProblem.UnknownProperty, (EventField)((int)extra & -(int)extra));
        }
    }

    private static void CheckPrediction(EventDraft draft)
    {
        if (!draft.IsFailed)
        {
            Require(draft, EventField.Prediction);
        }

        if (draft.Has(EventField.Error) && !draft.IsFailed)
        {
            draft.Fail(EventProblem.ErrorUnexpected, EventField.Error);
        }
    }

    private static void Require(EventDraft draft, EventField field)
    {
        if (!draft.Has(field))
        {
            draft.Fail(EventProblem.Required, field);
        }
    }
}
