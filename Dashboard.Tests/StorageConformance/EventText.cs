using System.Globalization;
using System.Text;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Tests.StorageConformance;

/// <summary>Every field of every event as a line of text: what must come back exactly.</summary>
internal static class EventText
{
    public static List<string> Lines(EventBatch batch, ModelCatalog catalog, Func<int, long> sequenceOf)
    {
        var lines = new List<string>();
        int prediction = 0, truth = 0, position = 0;
        foreach (var kind in batch.Kinds)
        {
            var line = kind == EventKind.Prediction
                ? Line(batch, batch.Predictions[prediction++], catalog)
                : Line(batch, batch.GroundTruths[truth++]);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{sequenceOf(position++)} {line}"));
        }

        return lines;
    }

    public static List<string> Lines(StoredEvents run, ModelCatalog catalog) => Lines(run.Events, catalog, run.SequenceOf);

    private static string Line(EventBatch batch, in PredictionRow row, ModelCatalog catalog)
    {
        var attributes = new List<string>();
        foreach (var attribute in new AttributeReader(batch.Text(row.Attributes)))
        {
            attributes.Add(string.Create(CultureInfo.InvariantCulture,
                $"{attribute.Group}.{catalog.FieldNames[attribute.NameId]}={attribute.Type}:{attribute.Number:R}:{Encoding.UTF8.GetString(attribute.Text)}"));
        }

        attributes.Sort(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture,
            $"P {row.Version} {row.Key} {row.Fingerprint} {row.EventTicks} {row.ReceivedTicks} {Text(batch, row.Version.Model, row.Predicted, row.PredictedText)} {row.Score:R} {row.LatencyMicros} {row.Flags} {batch.TextString(row.Id)} {batch.TextString(row.Error)} [{string.Join(';', attributes)}]");
    }

    private static string Line(EventBatch batch, in GroundTruthRow row) => string.Create(CultureInfo.InvariantCulture,
        $"T {row.Model} {row.Key} {row.EventTicks} {row.ReceivedTicks} {Text(batch, row.Model, row.Truth, row.TruthText)} {batch.TextString(row.Id)}");

    private static string Text(EventBatch batch, Model model, Outcome outcome, TextSpan unlisted) =>
        outcome.IsNone ? "-"
        : model.IsRegression ? outcome.Value.ToString("R", CultureInfo.InvariantCulture)
        : model.Labels.TryGetText(outcome, out var text) ? text : batch.TextString(unlisted);
}
