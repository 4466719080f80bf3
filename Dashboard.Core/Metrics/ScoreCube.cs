namespace Dashboard.Core.Metrics;

/// <summary>
/// Scored predictions counted by bin of their score, predicted label and ground truth: the curves, the ranking and the
/// calibration of any window come from it, whichever of two labels is called positive. For two labels the score is the
/// probability of the positive one; for more it is the confidence in the predicted one. Linear: cubes of parts merge to
/// exactly the cube of the whole, and a label that changes is taken off and put on.
/// </summary>
public sealed class ScoreCube
{
    /// <summary>Default fineness: 32 bins while the odds grow e-fold.</summary>
    public const int DefaultScale = 5;

    /// <summary>Default of the most bins; beyond it the scale falls by one, halving them.</summary>
    public const int DefaultMaxBins = 2_048;

    /// <summary>Ground truth of a prediction without a label.</summary>
    public const int Unknown = -1;

    private readonly int _baseScale;
    private readonly int _maxBins;
    private readonly BucketCounts[] _states = new BucketCounts[ScoreState.Count]; // By row of _bins.
    private ScoreBinSet _bins;
    private ReliabilityBins? _reliability; // Null while nothing is labelled.
    private ScoreLosses? _losses;

    /// <param name="scale">Fineness before anything is added, 0 to <see cref="ScoreBin.MaxScale"/>.</param>
    /// <param name="maxBins">Most bins with something in them, 1 to 16,384.</param>
    public ScoreCube(int scale = DefaultScale, int maxBins = DefaultMaxBins)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)scale, (uint)ScoreBin.MaxScale, nameof(scale));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)maxBins - 1, (uint)ScoreBinSet.MaxRows / 4, nameof(maxBins));
        (_baseScale, _maxBins) = (scale, maxBins);
        Scale = scale;
        _bins = new ScoreBinSet(MaxPure);
        Array.Fill(_states, new BucketCounts());
    }

    /// <summary>Present fineness of the bins.</summary>
    public int Scale { get; private set; }

    /// <summary>Bins touched so far; counts in them may have become 0 by subtraction.</summary>
    public int BinCount => _bins.Count;

    /// <param name="score">Finite. Outside 0 to 1 it is ranked, but is no probability.</param>
    /// <param name="predicted">Label code of the prediction.</param>
    /// <param name="truth">Label code of the ground truth, or <see cref="Unknown"/>.</param>
    /// <param name="sign">1 to add, -1 to take off what was added.</param>
    public void Add(double score, int predicted, int truth, int sign) => Add(score, ScoreBin.Of(score, _baseScale), predicted, truth, sign);

    /// <summary>Adds a score whose bin is known at the scale the cube was made with: saves a logarithm per cube.</summary>
    public void Add(double score, int bin, int predicted, int truth, int sign)
    {
        var state = ScoreState.Of(predicted, truth);
        var row = _bins.RowOf(ScoreBin.Coarser(bin, _baseScale - Scale), score);
        _states[state].Add(row, sign);
        if (truth != Unknown && ScoreBin.IsProbability(bin))
        {
            var truthClass = ScoreState.ClassOf(truth);
            (_reliability ??= new ReliabilityBins()).Add(score, truthClass, ScoreState.IsRight(state), sign);
            (_losses ??= new ScoreLosses()).Add(score, truthClass, sign);
        }

        KeepBound();
    }

    /// <summary>Takes a label off or puts one on: the prediction moves between two states of its bin.</summary>
    public void Relabel(double score, int bin, int predicted, int oldTruth, int newTruth)
    {
        Add(score, bin, predicted, oldTruth, -1);
        Add(score, bin, predicted, newTruth, 1);
    }

    public void Merge(ScoreCube other) => Combine(other, 1);

    /// <summary>Takes off what was merged before; the scale stays as coarse as it became.</summary>
    public void Subtract(ScoreCube other) => Combine(other, -1);

    /// <summary>
    /// The label whose predictions rank higher by score on average: with two labels, the one the score speaks for. Null
    /// when only one of the codes 0 and 1 was predicted or both rank alike.
    /// </summary>
    public int? SuggestPositive()
    {
        var byPrediction = Read(ScoreState.WithPrediction(1), ScoreState.WithPrediction(0), 0, positive: 0);
        var rank = RankingMetrics.RocAuc(byPrediction).Figure.Value;
        return rank is null or 0.5 ? null : rank > 0.5 ? 1 : 0;
    }

    /// <summary>The counts as those of a binary model.</summary>
    /// <param name="positive">Label code, 0 or 1, whose probability the score is; every other label is negative.</param>
    public ScoreHistogram ReadBinary(int positive)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)positive, 1u, nameof(positive));
        var truths = ScoreState.WithTruth(positive);
        return Read(truths, ScoreState.Labelled & ~truths, ScoreState.WithPrediction(positive), positive);
    }

    /// <summary>The counts with "predicted right" for positive: the score is the confidence in the predicted label.</summary>
    public ScoreHistogram ReadConfidence() =>
        Read(ScoreState.Right, ScoreState.Labelled & ~ScoreState.Right, ScoreState.Any, positive: -1);

    /// <summary>Writes the scale, all touched bins and the sums.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)Scale);
        _bins.Write(writer);
        foreach (ref readonly var counts in _states.AsSpan())
        {
            writer.Write7BitEncodedInt(counts.Span);
            for (var row = counts.Lowest; row <= counts.Highest; row++)
            {
                if (row == counts.Lowest)
                {
                    writer.Write7BitEncodedInt(row);
                }

                writer.Write7BitEncodedInt64(counts[row]);
            }
        }

        writer.Write(_losses is not null);
        _reliability?.Write(writer);
        _losses?.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote into a new, empty cube.</summary>
    /// <param name="codes">The present code of each stored code.</param>
    public void Read(BinaryReader reader, ReadOnlySpan<int> codes)
    {
        Scale = reader.ReadByte();
        _bins = ScoreBinSet.Read(reader, MaxPure);
        for (var state = 0; state < ScoreState.Count; state++)
        {
            ref var counts = ref _states[ScoreState.Recoded(state, codes)];
            var span = reader.Read7BitEncodedInt();
            var first = span == 0 ? 0 : reader.Read7BitEncodedInt();
            for (var row = first; row < first + span; row++)
            {
                counts.Add(row, reader.Read7BitEncodedInt64());
            }
        }

        if (reader.ReadBoolean())
        {
            _reliability = ReliabilityBins.Read(reader, codes);
            _losses = ScoreLosses.Read(reader, codes);
        }
    }

    private int MaxPure => Math.Min(_maxBins, ScoreBinSet.MaxPureBins);

    private ScoreHistogram Read(int positives, int negatives, int predictedPositives, int positive)
    {
        var rows = new (long Positives, long Negatives, long Predicted, long All, long Hits, long Misses)[_bins.Count];
        for (var state = 0; state < ScoreState.Count; state++)
        {
            ref readonly var counts = ref _states[state];
            long isPositive = positives >> state & 1, isNegative = negatives >> state & 1, isPredicted = predictedPositives >> state & 1;
            for (var row = counts.Lowest; row <= counts.Highest; row++)
            {
                var count = counts[row];
                ref var sums = ref rows[row];
                sums.Positives += isPositive * count;
                sums.Negatives += isNegative * count;
                sums.Predicted += isPredicted * count;
                sums.All += count;
                sums.Hits += isPositive * isPredicted * count;
                sums.Misses += isNegative * isPredicted * count;
            }
        }

        var bins = new List<ScoreBinCounts>(rows.Length); // Bounded by the cube's bins.
        foreach (var row in _bins.InOrder())
        {
            var sums = rows[row];
            if (sums.All != 0)
            {
                bins.Add(new(
                    _bins[row], sums.Positives, sums.Negatives, sums.Predicted, sums.All - sums.Predicted, sums.Hits, sums.Misses, _bins.OnlyScore(row)));
            }
        }

        var losses = positive >= 0 ? _losses?.Read(positive) : null;
        return new ScoreHistogram(Scale, [.. bins], _reliability?.Read(positive), losses?.LogLoss, losses?.Brier);
    }

    /// <summary>Merges (1) or subtracts (-1).</summary>
    internal void Combine(ScoreCube other, int sign)
    {
        if (other.Scale < Scale)
        {
            Downscale(Scale - other.Scale);
        }

        AddBins(other, sign);
        if (other._reliability is not null)
        {
            (_reliability ??= new ReliabilityBins()).Merge(other._reliability, sign);
            (_losses ??= new ScoreLosses()).Merge(other._losses!, sign);
        }

        KeepBound();
    }

    private void AddBins(ScoreCube other, int sign)
    {
        if (!other._bins.KeepsScores)
        {
            _bins.ForgetScores();
        }

        Span<ushort> rows = other._bins.Count <= DefaultMaxBins ? stackalloc ushort[other._bins.Count] : new ushort[other._bins.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = (ushort)_bins.RowOf(ScoreBin.Coarser(other._bins[row], other.Scale - Scale), other._bins.OnlyScore(row) ?? double.NaN);
        }

        for (var state = 0; state < ScoreState.Count; state++)
        {
            _states[state].AddAll(other._states[state], sign, rows);
        }
    }

    private void KeepBound()
    {
        while (_bins.Count > _maxBins && Scale > 0)
        {
            Downscale(1);
        }
    }

    private void Downscale(int by)
    {
        var coarse = new ScoreCube(_baseScale, _maxBins) { Scale = Scale - by };
        coarse.AddBins(this, 1);
        _bins = coarse._bins;
        coarse._states.CopyTo(_states, 0);
        Scale = coarse.Scale;
    }
}
