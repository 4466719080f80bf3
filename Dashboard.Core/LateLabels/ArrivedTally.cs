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
    private PredictionCounts _counts;

    public long Predictions => _counts.Predictions;

    public long Failed => _counts.Failed;

    /// <summary>Predictions with an outcome: those that can have a label.</summary>
    public long Answered => _counts.Answered;

    public long Labelled => _counts.Labelled;

    public long Correct => _counts.Correct;

    public long Corrections => _counts.Corrections;

    public long Retractions => _counts.Retractions;

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

    public void AddPrediction(bool failed, bool answered) => _counts.AddPrediction(failed, answered);

    /// <summary>A first label, a correction or a retraction, of a prediction with an outcome.</summary>
    public void AddLabel(in LabelChange change, bool isRegression)
    {
        _counts.CountChange(change);
        if (!change.Before.IsNone)
        {
            Put(change.Predicted, change.Before, isRegression, -1);
        }

        if (!change.After.IsNone)
        {
            Put(change.Predicted, change.After, isRegression, 1);
        }
    }

    /// <summary>A state as a tally. It has no latencies, scores or delays.</summary>
    public Tally ToTally() => Tally.Of(_counts, Matrix, Regression);

    public void Merge(ArrivedTally other)
    {
        _counts.Merge(other._counts);
        if (other.Matrix is not null)
        {
            (Matrix ??= new ConfusionCounts()).Merge(other.Matrix);
        }

        Merge(ref _putOn, other._putOn);
        Merge(ref _takenOff, other._takenOff);
    }

    public void Write(BinaryWriter writer)
    {
        _counts.Write(writer);
        writer.Write((byte)((Matrix is null ? 0 : 1) | (_putOn is null ? 0 : 2) | (_takenOff is null ? 0 : 4) | (Retractions == 0 ? 0 : 8)));
        Matrix?.Write(writer);
        _putOn?.Write(writer);
        _takenOff?.Write(writer);
        if (Retractions != 0)
        {
            writer.Write7BitEncodedInt64(Retractions);
        }
    }

    /// <param name="codes">The present label code of each stored code.</param>
    public static ArrivedTally Read(BinaryReader reader, ReadOnlySpan<int> codes)
    {
        var tally = new ArrivedTally { _counts = PredictionCounts.Read(reader) };
        var parts = reader.ReadByte();
        tally.Matrix = (parts & 1) != 0 ? ConfusionCounts.Read(reader, codes) : null;
        tally._putOn = (parts & 2) != 0 ? RegressionSums.Read(reader) : null;
        tally._takenOff = (parts & 4) != 0 ? RegressionSums.Read(reader) : null;
        tally._counts.Retractions = (parts & 8) != 0 ? reader.Read7BitEncodedInt64() : 0;
        return tally;
    }

    private void Put(Outcome predicted, Outcome truth, bool isRegression, int sign)
    {
        _counts.AddLabel(predicted == truth, sign);
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
