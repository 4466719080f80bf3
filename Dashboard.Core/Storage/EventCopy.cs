using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage;

/// <summary>Copies stored runs into a batch, event by event with their sequence numbers: for merging and for removing a model.</summary>
internal static class EventCopy
{
    public static void Append(EventBatch target, List<long> sequences, StoredEvents run, Func<Model, bool>? keep = null, long from = 0)
    {
        var source = run.Events;
        int prediction = 0, truth = 0, position = 0;
        foreach (var kind in source.Kinds)
        {
            var sequence = run.SequenceOf(position++);
            var isKept = sequence >= from;
            if (kind == EventKind.Prediction)
            {
                isKept = isKept && AppendPrediction(target, source, source.Predictions[prediction], keep);
                prediction++;
            }
            else
            {
                isKept = isKept && AppendGroundTruth(target, source, source.GroundTruths[truth], keep);
                truth++;
            }

            if (isKept)
            {
                sequences.Add(sequence);
            }
        }
    }

    /// <summary>The part of a run from a number on; the run itself when that is all of it. Takes over the run.</summary>
    public static StoredEvents From(StoredEvents run, long sequence)
    {
        if (run.FirstSequence >= sequence)
        {
            return run;
        }

        using (run)
        {
            var events = new EventBatch();
            var sequences = new List<long>();
            Append(events, sequences, run, keep: null, sequence);
            return new StoredEvents(events, sequence, run.LastSequence, [.. sequences]);
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
