using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.LateLabels;

/// <summary>
/// What arrived in one layer of a cell, or the sum of several: enough for coverage, accuracy, the confusion matrix and
/// every regression figure. Counts of a single layer can be negative. Regression keeps what was put on and what was taken
/// off apart: <see cref="Moments"/> can lose a part they hold, but not hold less than nothing.
/// </summary>
public sealed class ArrivedTally : IMergeable<ArrivedTally>
{
    private RegressionSums? _putOn;
    private RegressionSums? _takenOff;

    public long Predictions { get; private set; }

    public long Failed { get; private set; }

    /// <summary>Predictions with an outcome: those that can have a label.</summary>
    public long Answered { get; private set; }

    public long Labelled { get; private set; }

    public long Correct { get; private set; }

    public long Corrections { get; private set; }

    /// <summary>Null for regression and while nothing is labelled.</summary>
    public ConfusionCounts? Matrix { get; private set; }

    /// <summary>The sums of a state; null for classification and while nothing is labelled. Means nothing for a single layer.</summary>
    public RegressionSums? Regression
    {
        get
        {
            if (_putOn is null || _takenOff is null)
            {
                return _putOn;
            }

            var sums = new RegressionSums();
            sums.Merge(_putOn);
            sums.Unmerge(_takenOff);
            return sums;
        }
    }

    public void AddPrediction(bool failed, bool answered)
    {
        Predictions++;
        Failed += failed ? 1 : 0;
        Answered += answered ? 1 : 0;
    }

    /// <summary>A first label or a correction, of a prediction with an outcome.</summary>
    public void AddLabel(in LabelChange change, bool isRegression)
    {
        if (change.IsCorrection)
        {
            Corrections++;
            Put(change.Predicted, change.Before, isRegression, -1);
        }

        Put(change.Predicted, change.After, isRegression, 1);
    }

    /// <summary>A state as a tally. It has no latencies, scores or delays.</summary>
    public Tally ToTally() =>
        Tally.Of(new RequestCounts(Failed, Predictions), Answered, new LabelCounts(Labelled, Correct, Corrections), Matrix, Regression);

    public void Merge(ArrivedTally other)
    {
        Predictions += other.Predictions;
        Failed += other.Failed;
        Answered += other.Answered;
        Labelled += other.Labelled;
        Correct += other.Correct;
        Corrections += other.Corrections;
        if (other.Matrix is not null)
        {
            (Matrix ??= new ConfusionCounts()).Merge(other.Matrix);
        }

        Merge(ref _putOn, other._putOn);
        Merge(ref _takenOff, other._takenOff);
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var count in (ReadOnlySpan<long>)[Predictions, Failed, Answered, Labelled, Correct, Corrections])
        {
            writer.Write7BitEncodedInt64(count);
        }

        writer.Write((byte)((Matrix is null ? 0 : 1) | (_putOn is null ? 0 : 2) | (_takenOff is null ? 0 : 4)));
        Matrix?.Write(writer);
        _putOn?.Write(writer);
        _takenOff?.Write(writer);
    }

    /// <param name="codes">The present label code of each stored code.</param>
    public static ArrivedTally Read(BinaryReader reader, ReadOnlySpan<int> codes)
    {
        var tally = new ArrivedTally
        {
            Predictions = reader.Read7BitEncodedInt64(),
            Failed = reader.Read7BitEncodedInt64(),
            Answered = reader.Read7BitEncodedInt64(),
            Labelled = reader.Read7BitEncodedInt64(),
            Correct = reader.Read7BitEncodedInt64(),
            Corrections = reader.Read7BitEncodedInt64(),
        };
        var parts = reader.ReadByte();
        tally.Matrix = (parts & 1) != 0 ? ConfusionCounts.Read(reader, codes) : null;
        tally._putOn = (parts & 2) != 0 ? RegressionSums.Read(reader) : null;
        tally._takenOff = (parts & 4) != 0 ? RegressionSums.Read(reader) : null;
        return tally;
    }

    private void Put(Outcome predicted, Outcome truth, bool isRegression, int sign)
    {
        Labelled += sign;
        Correct += predicted == truth ? sign : 0;
        if (!isRegression)
        {
            (Matrix ??= new ConfusionCounts()).Add(predicted, truth, sign);
        }
        else if (sign > 0)
        {
            (_putOn ??= new RegressionSums()).Add(predicted.Value, truth.Value);
        }
        else
        {
            (_takenOff ??= new RegressionSums()).Add(predicted.Value, truth.Value);
        }
    }

    private static void Merge(ref RegressionSums? into, RegressionSums? part)
    {
        if (part is not null)
        {
            (into ??= new RegressionSums()).Merge(part);
        }
    }
}
