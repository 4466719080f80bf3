namespace Dashboard.Core.Metrics;

/// <summary>
/// Labelled predictions in ten equally wide bins of their score: what the expected calibration error and the reliability
/// curve are computed from, without the error of a histogram. Linear, to the bit.
/// </summary>
internal sealed class ReliabilityBins
{
    public const int Count = 10;

    private const int Classes = 3; // Ground truth 0, 1, any other label.

    private readonly long[] _truths = new long[Count * Classes];
    private readonly long[] _right = new long[Count];
    private readonly FixedSum[] _scores = new FixedSum[Count];

    /// <param name="score">0 to 1.</param>
    /// <param name="truthClass">0, 1 or 2 for any other label.</param>
    public void Add(double score, int truthClass, bool isRight, int sign)
    {
        var bin = Of(score);
        _truths[(bin * Classes) + truthClass] += sign;
        _right[bin] += isRight ? sign : 0;
        _scores[bin].Add(score, sign);
    }

    /// <summary>min(floor(10 score), 9).</summary>
    public static int Of(double score) => Math.Min((int)(score * Count), Count - 1);

    public void Merge(ReliabilityBins other, int sign)
    {
        for (var i = 0; i < _truths.Length; i++)
        {
            _truths[i] += sign * other._truths[i];
        }

        for (var bin = 0; bin < Count; bin++)
        {
            _right[bin] += sign * other._right[bin];
            _scores[bin].Add(other._scores[bin], sign);
        }
    }

    /// <param name="positive">The ground truth that counts as positive: 0 or 1; -1 counts what was predicted right.</param>
    public ReliabilityBin[] Read(int positive)
    {
        var bins = new ReliabilityBin[Count];
        for (var bin = 0; bin < Count; bin++)
        {
            var truths = _truths.AsSpan(bin * Classes, Classes);
            bins[bin] = new(truths[0] + truths[1] + truths[2], positive < 0 ? _right[bin] : truths[positive], _scores[bin].Value);
        }

        return bins;
    }

    public void Write(BinaryWriter writer)
    {
        for (var bin = 0; bin < Count; bin++)
        {
            for (var truth = 0; truth < Classes; truth++)
            {
                writer.Write7BitEncodedInt64(_truths[(bin * Classes) + truth]);
            }

            writer.Write7BitEncodedInt64(_right[bin]);
            _scores[bin].Write(writer);
        }
    }

    /// <param name="codes">The present code of each stored code.</param>
    public static ReliabilityBins Read(BinaryReader reader, ReadOnlySpan<int> codes)
    {
        var bins = new ReliabilityBins();
        for (var bin = 0; bin < Count; bin++)
        {
            for (var truth = 0; truth < Classes; truth++)
            {
                bins._truths[(bin * Classes) + ScoreState.ClassOf(ScoreState.CodeOf(truth, codes))] += reader.Read7BitEncodedInt64();
            }

            bins._right[bin] = reader.Read7BitEncodedInt64();
            bins._scores[bin] = FixedSum.Read(reader);
        }

        return bins;
    }
}
