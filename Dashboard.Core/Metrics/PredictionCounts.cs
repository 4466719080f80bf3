using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics;

/// <summary>The whole numbers of predictions and their labels. Linear: those of a part that only takes off can be negative.</summary>
public struct PredictionCounts
{
    public long Predictions;
    public long Failed;

    /// <summary>Predictions with an outcome: those that can have a label.</summary>
    public long Answered;

    public long Labelled;

    /// <summary>Labelled predictions whose outcome equals the ground truth.</summary>
    public long Correct;

    /// <summary>Labels that were changed.</summary>
    public long Corrections;

    /// <summary>Labels that were taken back. Written by the owner, because mostly there are none.</summary>
    public long Retractions;

    public void AddPrediction(bool failed, bool answered)
    {
        Predictions++;
        Failed += failed ? 1 : 0;
        Answered += answered ? 1 : 0;
    }

    /// <summary>Puts a label on (<paramref name="sign"/> 1) or takes it off (-1).</summary>
    public void AddLabel(bool isCorrect, int sign)
    {
        Labelled += sign;
        Correct += isCorrect ? sign : 0;
    }

    /// <summary>Counts what happened to a label that was there.</summary>
    public void CountChange(in LabelChange change)
    {
        Corrections += change.IsCorrection ? 1 : 0;
        Retractions += change.IsRetraction ? 1 : 0;
    }

    public void Merge(in PredictionCounts other)
    {
        Predictions += other.Predictions;
        Failed += other.Failed;
        Answered += other.Answered;
        Labelled += other.Labelled;
        Correct += other.Correct;
        Corrections += other.Corrections;
        Retractions += other.Retractions;
    }

    public readonly void Write(BinaryWriter writer)
    {
        foreach (var count in (ReadOnlySpan<long>)[Predictions, Failed, Answered, Labelled, Correct, Corrections])
        {
            writer.Write7BitEncodedInt64(count);
        }
    }

    public static PredictionCounts Read(BinaryReader reader) => new()
    {
        Predictions = reader.Read7BitEncodedInt64(),
        Failed = reader.Read7BitEncodedInt64(),
        Answered = reader.Read7BitEncodedInt64(),
        Labelled = reader.Read7BitEncodedInt64(),
        Correct = reader.Read7BitEncodedInt64(),
        Corrections = reader.Read7BitEncodedInt64(),
    };
}
