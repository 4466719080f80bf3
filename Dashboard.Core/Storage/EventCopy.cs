using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage;

/// <summary>Copies stored runs into a batch, event by event with their sequence numbers: for merging and for removing a model.</summary>
internal static class EventCopy
{
    public static void Append(EventBatch target, List<long> sequences, StoredEvents run, Func<Model, bool>? keep = null)
    {
        var source = run.Events;
        int prediction = 0, truth = 0, position = 0;
        foreach (var kind in source.Kinds)
        {
            var isKept = kind == EventKind.Prediction
                ? AppendPrediction(target, source, source.Predictions[prediction++], keep)
                : AppendGroundTruth(target, source, source.GroundTruths[truth++], keep);
            if (isKept)
            {
                sequences.Add(run.SequenceOf(position));
            }

            position++;
        }
    }

    private static bool AppendPrediction(EventBatch target, EventBatch source, in PredictionRow row, Func<Model, bool>? keep)
    {
        if (keep?.Invoke(row.Version.Model) == false)
        {
            return false;
        }

        target.AddCopy(source, row);
        return true;
    }

    private static bool AppendGroundTruth(EventBatch target, EventBatch source, in GroundTruthRow row, Func<Model, bool>? keep)
    {
        if (keep?.Invoke(row.Model) == false)
        {
            return false;
        }

        target.AddCopy(source, row);
        return true;
    }
}
