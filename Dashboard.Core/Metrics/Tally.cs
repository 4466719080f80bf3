using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics;

/// <summary>
/// The sums every figure of a cell or a window is computed from. All linear: tallies of parts merge to the tally of the
/// whole in any order, and a label that changes is taken off and put on.
/// </summary>
public sealed class Tally
{
    /// <summary>Latency sketch in ms: quantiles within 0.542 %.</summary>
    public const int LatencyScale = 6;

    /// <summary>Label delay sketch in s: quantiles within 4.3 %.</summary>
    public const int DelayScale = 3;

    private PredictionCounts _counts;

    public long Predictions => _counts.Predictions;

    public long Failed => _counts.Failed;

    public RequestCounts Requests => new(Failed, Predictions);

    /// <summary>Predictions with an outcome: those that can have a label.</summary>
    public long Answered => _counts.Answered;

    public long Labelled => _counts.Labelled;

    /// <summary>Labelled predictions whose outcome equals the ground truth.</summary>
    public long Correct => _counts.Correct;

    public long Corrections => _counts.Corrections;

    public long Retractions => _counts.Retractions;

    /// <summary>Predictions received after the bucket was taken for complete.</summary>
    public long LateArrivals { get; private set; }

    /// <summary>Exact sum over predictions with a latency, in microseconds.</summary>
    public long LatencyMicros { get; private set; }

    /// <summary>Latencies in ms.</summary>
    public ExpSketch Latency { get; } = new(LatencyScale);

    /// <summary>Delays from prediction to first ground truth in s; null while there are none.</summary>
    public ExpSketch? Delay { get; private set; }

    /// <summary>Null for regression and while nothing is labelled.</summary>
    public ConfusionCounts? Matrix { get; private set; }

    /// <summary>Null for classification and while nothing is labelled.</summary>
    public RegressionSums? Regression { get; private set; }

    /// <summary>Scored predictions and their labels; null for regression and while nothing had a score.</summary>
    public ScoreCube? Scores { get; private set; }

    /// <summary>Predictions of a regression model by how hard they are; null for classification and while there is no tree.</summary>
    public LeafCounts? Leaves { get; private set; }

    /// <summary>The latency's bucket, computed once for all cells that take it.</summary>
    public static int LatencyBucket(long micros) => ExpSketch.BucketOf(micros / 1_000.0, LatencyScale);

    public static int DelayBucket(long ticks) => ExpSketch.BucketOf((double)ticks / TimeSpan.TicksPerSecond, DelayScale);

    /// <param name="latencyMicros">-1 when absent.</param>
    /// <param name="latencyBucket">Of <see cref="LatencyBucket"/>; not used when the latency is absent.</param>
    /// <param name="isLate">See <see cref="LateArrivals"/>.</param>
    public void AddPrediction(bool failed, bool answered, long latencyMicros, int latencyBucket, bool isLate = false)
    {
        _counts.AddPrediction(failed, answered);
        LateArrivals += isLate ? 1 : 0;
        if (latencyMicros >= 0)
        {
            LatencyMicros += latencyMicros;
            Latency.Add(latencyMicros / 1_000.0, latencyBucket);
        }
    }

    /// <summary>A prediction of a classification model had a score; its label may follow.</summary>
    public void AddScore(Outcome predicted, in BinnedScore score)
    {
        if (score.IsKnown)
        {
            (Scores ??= new ScoreCube()).Add(score.Value, score.Bin, CodeOf(predicted), ScoreCube.Unknown, 1);
        }
    }

    /// <summary>A prediction of a regression model was put into a leaf.</summary>
    public void AddLeaf(in LeafMark mark)
    {
        if (!mark.IsNone)
        {
            Leaves ??= new LeafCounts(mark.Tree);
            Leaves.TakeTree(mark.Tree);
            Leaves.Add(mark.Leaf);
        }
    }

    /// <summary>Puts a label on (<paramref name="sign"/> 1) or takes it off (-1).</summary>
    /// <param name="score">As it was given to <see cref="AddScore"/>; not looked at for regression.</param>
    public void AddLabel(Outcome predicted, Outcome truth, in BinnedScore score, bool isRegression, int sign)
    {
        _counts.AddLabel(predicted == truth, sign);
        if (!isRegression)
        {
            (Matrix ??= new ConfusionCounts()).Add(predicted, truth, sign);
            MoveScore(predicted, truth, score, sign);
        }
        else if (sign > 0)
        {
            (Regression ??= new RegressionSums()).Add(predicted.Value, truth.Value);
        }
        else
        {
            Regression?.Remove(predicted.Value, truth.Value);
        }
    }

    /// <param name="delayBucket">Of <see cref="DelayBucket"/>.</param>
    public void AddDelay(long ticks, int delayBucket) =>
        (Delay ??= new ExpSketch(DelayScale)).Add((double)ticks / TimeSpan.TicksPerSecond, delayBucket);

    /// <summary>Takes off the delay of a label that was retracted.</summary>
    public void RemoveDelay(int delayBucket) => Delay?.Remove(delayBucket);

    private void MoveScore(Outcome predicted, Outcome truth, in BinnedScore score, int sign)
    {
        if (!score.IsKnown || Scores is null)
        {
            return;
        }

        var (said, was) = ConfusionCounts.CodesOf(predicted, truth);
        var (from, to) = sign > 0 ? (ScoreCube.Unknown, was) : (was, ScoreCube.Unknown);
        Scores.Relabel(score.Value, score.Bin, said, from, to);
    }

    public void CountChange(in LabelChange change) => _counts.CountChange(change);

    /// <summary>A tally of counts that were taken elsewhere.</summary>
    public static Tally Of(in PredictionCounts counts, ConfusionCounts? matrix, RegressionSums? regression) =>
        new() { _counts = counts, Matrix = matrix, Regression = regression };

    /// <summary>Takes over another's latencies, of the same predictions.</summary>
    public void TakeLatencies(Tally other)
    {
        LatencyMicros += other.LatencyMicros;
        Latency.Merge(other.Latency);
    }

    public void Merge(Tally other)
    {
        _counts.Merge(other._counts);
        LateArrivals += other.LateArrivals;
        LatencyMicros += other.LatencyMicros;
        Latency.Merge(other.Latency);
        if (other.Delay is not null)
        {
            (Delay ??= new ExpSketch(DelayScale)).Merge(other.Delay);
        }

        if (other.Matrix is not null)
        {
            (Matrix ??= new ConfusionCounts()).Merge(other.Matrix);
        }

        if (other.Regression is not null)
        {
            (Regression ??= new RegressionSums()).Merge(other.Regression);
        }

        if (other.Scores is not null)
        {
            (Scores ??= new ScoreCube()).Merge(other.Scores);
        }

        if (other.Leaves is not null)
        {
            (Leaves ??= new LeafCounts(other.Leaves.Tree)).Merge(other.Leaves);
        }
    }

    public void Write(BinaryWriter writer)
    {
        _counts.Write(writer);
        writer.Write7BitEncodedInt64(LateArrivals);
        writer.Write7BitEncodedInt64(LatencyMicros);
        Latency.Write(writer);
        Latency.WriteRange(writer);
        writer.Write((byte)((Delay is null ? 0 : 1) | (Matrix is null ? 0 : 2) | (Regression is null ? 0 : 4) | (Scores is null ? 0 : 8)
            | (Leaves is null ? 0 : 16) | (Retractions == 0 ? 0 : 32)));
        Delay?.Write(writer);
        Delay?.WriteRange(writer);
        Matrix?.Write(writer);
        Regression?.Write(writer);
        Scores?.Write(writer);
        Leaves?.Write(writer);
        if (Retractions != 0)
        {
            writer.Write7BitEncodedInt64(Retractions);
        }
    }

    /// <param name="codes">The present label code of each stored code.</param>
    /// <param name="hasRanges">Whether the least and the largest latency and delay were written.</param>
    public static Tally Read(BinaryReader reader, ReadOnlySpan<int> codes, bool hasRanges = true)
    {
        var tally = new Tally
        {
            _counts = PredictionCounts.Read(reader),
            LateArrivals = reader.Read7BitEncodedInt64(),
            LatencyMicros = reader.Read7BitEncodedInt64(),
        };
        tally.Latency.Read(reader, hasRanges);
        var parts = reader.ReadByte();
        if ((parts & 1) != 0)
        {
            tally.Delay = new ExpSketch(DelayScale);
            tally.Delay.Read(reader, hasRanges);
        }

        tally.Matrix = (parts & 2) != 0 ? ConfusionCounts.Read(reader, codes) : null;
        tally.Regression = (parts & 4) != 0 ? RegressionSums.Read(reader) : null;
        if ((parts & 8) != 0)
        {
            tally.Scores = new ScoreCube();
            tally.Scores.Read(reader, codes);
        }

        tally.Leaves = (parts & 16) != 0 ? LeafCounts.Read(reader) : null;
        tally._counts.Retractions = (parts & 32) != 0 ? reader.Read7BitEncodedInt64() : 0;
        return tally;
    }

    /// <summary>A label's code in the matrix.</summary>
    public static int CodeOf(Outcome label) =>
        label.IsUnlisted || label.LabelCode >= ConfusionCounts.OtherMismatchCode ? ConfusionCounts.OtherCode : label.LabelCode;
}
