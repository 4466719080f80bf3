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

    public long Predictions { get; private set; }

    public long Failed { get; private set; }

    public RequestCounts Requests => new(Failed, Predictions);

    /// <summary>Predictions with an outcome: those that can have a label.</summary>
    public long Answered { get; private set; }

    public long Labelled { get; private set; }

    /// <summary>Labelled predictions whose outcome equals the ground truth.</summary>
    public long Correct { get; private set; }

    public long Corrections { get; private set; }

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

    /// <summary>The latency's bucket, computed once for all cells that take it.</summary>
    public static int LatencyBucket(long micros) => ExpSketch.BucketOf(micros / 1_000.0, LatencyScale);

    public static int DelayBucket(long ticks) => ExpSketch.BucketOf((double)ticks / TimeSpan.TicksPerSecond, DelayScale);

    /// <param name="latencyMicros">-1 when absent.</param>
    /// <param name="latencyBucket">Of <see cref="LatencyBucket"/>; not used when the latency is absent.</param>
    public void AddPrediction(bool failed, bool answered, long latencyMicros, int latencyBucket)
    {
        Predictions++;
        Failed += failed ? 1 : 0;
        Answered += answered ? 1 : 0;
        if (latencyMicros >= 0)
        {
            LatencyMicros += latencyMicros;
            Latency.AddBucket(latencyBucket);
        }
    }

    /// <summary>Puts a label on (<paramref name="sign"/> 1) or takes it off (-1).</summary>
    public void AddLabel(Outcome predicted, Outcome truth, bool isRegression, int sign)
    {
        var isCorrect = predicted == truth;
        Labelled += sign;
        Correct += isCorrect ? sign : 0;
        if (!isRegression)
        {
            var truthCode = CodeOf(truth);
            var predictedCode = CodeOf(predicted);
            var mismatch = predictedCode == ConfusionCounts.OtherCode && truthCode == predictedCode && !isCorrect;
            (Matrix ??= new ConfusionCounts()).Add(truthCode, mismatch ? ConfusionCounts.OtherMismatchCode : predictedCode, sign);
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

    public void AddDelay(int delayBucket) => (Delay ??= new ExpSketch(DelayScale)).AddBucket(delayBucket);

    public void AddCorrection() => Corrections++;

    public void Merge(Tally other)
    {
        Predictions += other.Predictions;
        Failed += other.Failed;
        Answered += other.Answered;
        Labelled += other.Labelled;
        Correct += other.Correct;
        Corrections += other.Corrections;
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
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var count in (ReadOnlySpan<long>)[Predictions, Failed, Answered, Labelled, Correct, Corrections, LatencyMicros])
        {
            writer.Write7BitEncodedInt64(count);
        }

        Latency.Write(writer);
        writer.Write((byte)((Delay is null ? 0 : 1) | (Matrix is null ? 0 : 2) | (Regression is null ? 0 : 4)));
        Delay?.Write(writer);
        Matrix?.Write(writer);
        Regression?.Write(writer);
    }

    /// <param name="codes">The present label code of each stored code.</param>
    public static Tally Read(BinaryReader reader, ReadOnlySpan<int> codes)
    {
        var tally = new Tally
        {
            Predictions = reader.Read7BitEncodedInt64(),
            Failed = reader.Read7BitEncodedInt64(),
            Answered = reader.Read7BitEncodedInt64(),
            Labelled = reader.Read7BitEncodedInt64(),
            Correct = reader.Read7BitEncodedInt64(),
            Corrections = reader.Read7BitEncodedInt64(),
            LatencyMicros = reader.Read7BitEncodedInt64(),
        };
        tally.Latency.Read(reader);
        var parts = reader.ReadByte();
        if ((parts & 1) != 0)
        {
            tally.Delay = new ExpSketch(DelayScale);
            tally.Delay.Read(reader);
        }

        tally.Matrix = (parts & 2) != 0 ? ConfusionCounts.Read(reader, codes) : null;
        tally.Regression = (parts & 4) != 0 ? RegressionSums.Read(reader) : null;
        return tally;
    }

    /// <summary>A label's code in the matrix.</summary>
    public static int CodeOf(Outcome label) =>
        label.IsUnlisted || label.LabelCode >= ConfusionCounts.OtherMismatchCode ? ConfusionCounts.OtherCode : label.LabelCode;
}
