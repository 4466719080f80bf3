using System.Text;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>
/// Turns valid drafts into rows of a request. The only place of the parser that may make the process remember a name, and
/// it does so only for an event that breaks no rule.
/// </summary>
internal sealed class EventAdmission(ModelCatalog catalog, DeclaredModels declared)
{
    private const int MaxUtf16 = EventLimits.NameCharacters * 2;

    /// <summary>
    /// Adds the draft's rows to the request, or notes in the draft why not.
    /// </summary>
    /// <param name="mayCreate">Whether names the process does not know yet may be added.</param>
    /// <returns>False when that would have been needed and was not allowed: nothing has happened.</returns>
    public bool TryAdmit(EventDraft draft, RowSink sink, bool mayCreate)
    {
        Span<char> name = stackalloc char[MaxUtf16];
        var modelName = Decode(draft.Text(draft.Model), name);
        var model = catalog.Find(modelName);
        if (!TryChooseKind(draft, modelName, model, out var kind))
        {
            return true;
        }

        var decides = kind != OutcomeKind.Undecided && model?.OutcomeKind != kind;
        if ((model is null || decides) && !mayCreate)
        {
            return false;
        }

        if (!TryResolveNames(draft, mayCreate, out var isKnown))
        {
            return isKnown;
        }

        model ??= catalog.GetOrAdd(modelName);
        if (model is null)
        {
            draft.Fail(EventProblem.ModelLimit, EventField.Model);
            return true;
        }

        return (draft.Type != EventType.Prediction || TryFindVersion(draft, model, mayCreate, out isKnown))
            ? TryAddRows(draft, sink, model, kind, mayCreate)
            : isKnown;
    }

    /// <summary>The kind of the model's outcomes with this event; false, and noted, when the event does not fit it.</summary>
    private bool TryChooseKind(EventDraft draft, ReadOnlySpan<char> modelName, Model? model, out OutcomeKind kind)
    {
        kind = model?.OutcomeKind ?? OutcomeKind.Undecided;
        if (kind == OutcomeKind.Undecided)
        {
            var first = draft.Prediction.Form != OutcomeForm.Absent ? draft.Prediction : draft.GroundTruth;
            kind = declared.FirstKind(modelName, first.Form);
        }

        return Fits(draft, kind);
    }

    private static bool Fits(EventDraft draft, OutcomeKind kind)
    {
        if (!draft.Prediction.Fits(kind))
        {
            draft.Fail(EventProblem.KindMismatch, EventField.Prediction);
        }
        else if (!draft.GroundTruth.Fits(kind))
        {
            draft.Fail(EventProblem.KindMismatch, EventField.GroundTruth);
        }

        return draft.Problem is null;
    }

    /// <summary>Gives every attribute the number of its name.</summary>
    /// <param name="isKnown">When false is returned: false if only a new name stood in the way.</param>
    private bool TryResolveNames(EventDraft draft, bool mayCreate, out bool isKnown)
    {
        Span<char> name = stackalloc char[MaxUtf16];
        isKnown = true;
        foreach (ref var attribute in draft.Attributes)
        {
            var text = Decode(draft.Text(attribute.Name), name);
            attribute.NameId = mayCreate ? catalog.FieldNames.Intern(text) : catalog.FieldNames.Find(text);
            if (attribute.NameId >= 0)
            {
                continue;
            }

            isKnown = mayCreate;
            if (mayCreate)
            {
                draft.Fail(EventProblem.FieldLimit, attribute.Group switch
                {
                    AttributeGroup.Segment => EventField.Segments,
                    AttributeGroup.Feature => EventField.Features,
                    _ => EventField.Scores,
                });
            }

            return false;
        }

        return true;
    }

    private bool TryFindVersion(EventDraft draft, Model model, bool mayCreate, out bool isKnown)
    {
        Span<char> name = stackalloc char[MaxUtf16];
        var text = Decode(VersionOf(draft), name);
        draft.ModelVersion = mayCreate ? catalog.GetOrAddVersion(model, text) : ModelCatalog.FindVersion(model, text);
        isKnown = draft.ModelVersion is not null || mayCreate;
        if (draft.ModelVersion is null && mayCreate)
        {
            draft.Fail(EventProblem.VersionLimit, EventField.Version);
        }

        return draft.ModelVersion is not null;
    }

    private static bool TryAddRows(EventDraft draft, RowSink sink, Model model, OutcomeKind kind, bool mayCreate)
    {
        // Another request may have decided the kind meanwhile.
        if (kind != OutcomeKind.Undecided && !Fits(draft, model.DecideKind(kind)))
        {
            return true;
        }

        var predicted = Canonical(draft, draft.Prediction);
        var truth = Canonical(draft, draft.GroundTruth);
        if (!TryResolve(draft, model, draft.Prediction, predicted, mayCreate, out var prediction)
            || !TryResolve(draft, model, draft.GroundTruth, truth, mayCreate, out var groundTruth))
        {
            return false;
        }

        sink.Add(draft, model, new ResolvedOutcome(prediction, predicted), new ResolvedOutcome(groundTruth, truth));
        return true;
    }

    private static bool TryResolve(EventDraft draft, Model model, OutcomeDraft written, TextSpan label, bool mayCreate, out Outcome outcome)
    {
        outcome = Outcome.None;
        if (written.Form == OutcomeForm.Absent)
        {
            return true;
        }

        if (model.IsRegression)
        {
            outcome = Outcome.FromValue(written.Number);
            return true;
        }

        Span<char> buffer = stackalloc char[MaxUtf16];
        var text = Decode(draft.Text(label), buffer);
        if (model.Labels.TryFind(text, out outcome))
        {
            return true;
        }

        outcome = mayCreate ? model.Labels.Intern(text) : Outcome.None;
        return mayCreate;
    }

    /// <summary>The outcome's one text: numbers in their canonical form.</summary>
    private static TextSpan Canonical(EventDraft draft, OutcomeDraft outcome)
    {
        if (outcome.Form != OutcomeForm.Number)
        {
            return outcome.Text;
        }

        var room = draft.ReserveText(CanonicalNumber.MaxLength);
        return draft.CommitText(CanonicalNumber.Write(draft.Text(outcome.Text), outcome.Number, room));
    }

    internal static ReadOnlySpan<byte> VersionOf(EventDraft draft) => draft.Has(EventField.Version) ? draft.Text(draft.Version) : "1"u8;

    private static ReadOnlySpan<char> Decode(ReadOnlySpan<byte> utf8, Span<char> buffer) => buffer[..Encoding.UTF8.GetChars(utf8, buffer)];
}
