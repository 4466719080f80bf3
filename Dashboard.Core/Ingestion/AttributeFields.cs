using System.Text.Json;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Ingestion;

/// <summary>Reads the members <c>segments</c>, <c>features</c> and <c>scores</c>: maps from a name to a small value.</summary>
internal static class AttributeFields
{
    private const double ProbabilityTolerance = 1e-9;

    public static void ReadSegments(ref Utf8JsonReader reader, EventDraft draft) =>
        Read(ref reader, draft, EventField.Segments, AttributeGroup.Segment, new Bounds(
            EventLimits.Segments, EventLimits.SegmentBytes, EventProblem.TooManySegments, EventProblem.SegmentsTooLarge));

    public static void ReadFeatures(ref Utf8JsonReader reader, EventDraft draft) =>
        Read(ref reader, draft, EventField.Features, AttributeGroup.Feature, new Bounds(
            EventLimits.Features, EventLimits.FeatureBytes, EventProblem.TooManyFeatures, EventProblem.FeaturesTooLarge));

    public static void ReadScores(ref Utf8JsonReader reader, EventDraft draft)
    {
        var first = draft.AttributeCount;
        Read(ref reader, draft, EventField.Scores, AttributeGroup.Score, new Bounds(
            EventLimits.Scores, EventLimits.ScoreBytes, EventProblem.TooManyScores, EventProblem.ScoresTooLarge));
        var sum = 0.0;
        foreach (ref readonly var score in draft.Attributes[first..])
        {
            sum += score.Number;
        }

        if (ClassProbabilities.IsTooMuch(sum))
        {
            draft.Fail(EventProblem.ProbabilitySum, EventField.Scores);
        }
    }

    private static void Read(ref Utf8JsonReader reader, EventDraft draft, EventField field, AttributeGroup group, in Bounds bounds)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            draft.Fail(EventProblem.TypeObject, field);
            JsonText.Skip(ref reader);
            return;
        }

        var (count, bytes) = (0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var overflow = ++count > bounds.Count ? bounds.TooMany : bytes > bounds.Bytes ? bounds.TooLarge : null;
            if (overflow is null)
            {
                bytes += ReadMember(ref reader, draft, field, group);
                continue;
            }

            draft.Fail(overflow, field);
            reader.Read();
            JsonText.Skip(ref reader);
        }

        if (bytes > bounds.Bytes)
        {
            draft.Fail(bounds.TooLarge, field);
        }
    }

    /// <returns>Bytes of text the member has.</returns>
    private static int ReadMember(ref Utf8JsonReader reader, EventDraft draft, EventField field, AttributeGroup group)
    {
        var attribute = new AttributeDraft { Group = group };
        var problem = JsonText.Read(ref reader, draft, TextRule.Label, out attribute.Name);
        reader.Read();
        var isAbsent = reader.TokenType == JsonTokenType.Null;
        problem ??= isAbsent ? null : ReadValue(ref reader, draft, ref attribute);
        JsonText.Skip(ref reader);
        if (problem is null && !isAbsent && !draft.TryAddAttribute(attribute))
        {
            problem = EventProblem.DuplicateProperty;
        }

        if (problem is not null && draft.Problem is null)
        {
            draft.Fail(problem, JsonPointer.To(EventFields.Pointer(field), draft.Text(attribute.Name)));
        }

        return attribute.Name.Length + attribute.Text.Length;
    }

    private static EventProblem? ReadValue(ref Utf8JsonReader reader, EventDraft draft, ref AttributeDraft attribute) => attribute.Group switch
    {
        AttributeGroup.Segment => JsonText.Read(ref reader, draft, TextRule.Label, out attribute.Text),
        AttributeGroup.Feature => ReadFeature(ref reader, draft, ref attribute),
        _ => ReadProbability(ref reader, ref attribute),
    };

    private static EventProblem? ReadFeature(ref Utf8JsonReader reader, EventDraft draft, ref AttributeDraft attribute)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return JsonText.Read(ref reader, draft, TextRule.FeatureText, out attribute.Text);
            case JsonTokenType.Number:
                attribute.Type = AttributeType.Number;
                return JsonText.ReadNumber(ref reader, out attribute.Number);
            case JsonTokenType.True:
                attribute.Type = AttributeType.True;
                return null;
            case JsonTokenType.False:
                attribute.Type = AttributeType.False;
                return null;
            default:
                return EventProblem.TypeFeature;
        }
    }

    private static EventProblem? ReadProbability(ref Utf8JsonReader reader, ref AttributeDraft attribute)
    {
        attribute.Type = AttributeType.Number;
        if (JsonText.ReadNumber(ref reader, out var probability) is { } problem)
        {
            return problem;
        }

        attribute.Number = Math.Clamp(probability, 0, 1);
        return Math.Abs(probability - attribute.Number) > ProbabilityTolerance ? EventProblem.ProbabilityRange : null;
    }

    private readonly record struct Bounds(int Count, int Bytes, EventProblem TooMany, EventProblem TooLarge);
}
