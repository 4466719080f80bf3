namespace Dashboard.Core.Metrics;

/// <summary>
/// For models that send a probability for every class: one histogram per class, its probability against "is it this
/// class", and what log loss, Brier score and top-k accuracy need of whole rows. Linear, as <see cref="ScoreCube"/>.
/// </summary>
/// <param name="scale">Fineness of the histograms.</param>
public sealed class ClassScoreCubes(int scale = ScoreCube.DefaultScale)
{
    /// <summary>Most classes; predictions that would add another are counted as <see cref="Skipped"/> and in nothing else.</summary>
    public const int MaxClasses = 20;

    /// <summary>Top-1 to top-3.</summary>
    private const int Tops = 3;

    private const int This = 1;
    private const int Rest = 0;

    private readonly SortedDictionary<int, ScoreCube> _classes = []; // By label code. Bounded by MaxClasses.
    private readonly long[] _within = new long[Tops];
    private FixedSum _logLoss;
    private FixedSum _logLossSquares;
    private FixedSum _brier;
    private FixedSum _brierSquares;

    /// <summary>Predictions with a ground truth.</summary>
    public long Labelled { get; private set; }

    /// <summary>Predictions left out because of <see cref="MaxClasses"/>.</summary>
    public long Skipped { get; private set; }

    /// <summary>Label codes with a histogram, ascending.</summary>
    public IReadOnlyCollection<int> Classes => _classes.Keys;

    /// <summary>Mean -ln of the probability of the ground truth is this over <see cref="Labelled"/>.</summary>
    public LossSum LogLoss => new(_logLoss.Value, _logLossSquares.Value);

    /// <summary>Of sum_k (p_k - [truth is k])^2 per prediction, 0 to 2.</summary>
    public LossSum Brier => new(_brier.Value, _brierSquares.Value);

    /// <summary>Labelled predictions whose ground truth is among the <paramref name="k"/> most probable classes.</summary>
    /// <param name="k">1 to 3.</param>
    public long WithinTop(int k) => _within[k - 1];

    /// <summary>The histogram of a class of <see cref="Classes"/>: positive is "it is this class".</summary>
    public ScoreHistogram Read(int label) => _classes[label].ReadBinary(This);

    /// <param name="labels">Codes of the classes; of equally probable ones the later counts as more probable (scikit-learn).</param>
    /// <param name="probabilities">One per label, at least 0, in sum above 0; scaled to the sum 1.</param>
    /// <param name="predicted">Label code.</param>
    /// <param name="truth">Label code or <see cref="ScoreCube.Unknown"/>; a class without a probability has probability 0.</param>
    /// <param name="sign">1 to add, -1 to take off what was added.</param>
    public void Add(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int predicted, int truth, int sign)
    {
        if (!HasRoom(labels))
        {
            Skipped += sign;
            return;
        }

        var total = Sum(probabilities);
        for (var i = 0; i < labels.Length; i++)
        {
            var truthOfClass = truth == ScoreCube.Unknown ? truth : truth == labels[i] ? This : Rest;
            CubeOf(labels[i]).Add(Math.Min(1, probabilities[i] / total), predicted == labels[i] ? This : Rest, truthOfClass, sign);
        }

        if (truth != ScoreCube.Unknown)
        {
            AddLosses(probabilities, total, labels.IndexOf(truth), sign);
        }
    }

    public void Merge(ClassScoreCubes other) => Combine(other, 1);

    /// <summary>Takes off what was merged before.</summary>
    public void Subtract(ClassScoreCubes other) => Combine(other, -1);

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Labelled);
        writer.Write7BitEncodedInt64(Skipped);
        foreach (var count in _within)
        {
            writer.Write7BitEncodedInt64(count);
        }

        foreach (var sum in (ReadOnlySpan<FixedSum>)[_logLoss, _logLossSquares, _brier, _brierSquares])
        {
            sum.Write(writer);
        }

        writer.Write7BitEncodedInt(_classes.Count);
        foreach (var (label, cube) in _classes)
        {
            writer.Write7BitEncodedInt(label);
            cube.Write(writer);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote into new, empty cubes.</summary>
    /// <param name="codes">The present code of each stored code; codes beyond it stay as they are.</param>
    public void Read(BinaryReader reader, ReadOnlySpan<int> codes)
    {
        Labelled = reader.Read7BitEncodedInt64();
        Skipped = reader.Read7BitEncodedInt64();
        foreach (ref var count in _within.AsSpan())
        {
            count = reader.Read7BitEncodedInt64();
        }

        _logLoss = FixedSum.Read(reader);
        _logLossSquares = FixedSum.Read(reader);
        _brier = FixedSum.Read(reader);
        _brierSquares = FixedSum.Read(reader);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var label = reader.Read7BitEncodedInt();
            CubeOf(label < codes.Length ? codes[label] : label).Read(reader, [Rest, This]);
        }
    }

    private static double Sum(ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        foreach (var probability in probabilities)
        {
            sum += probability;
        }

        return sum;
    }

    private bool HasRoom(ReadOnlySpan<int> labels)
    {
        var added = 0;
        foreach (var label in labels)
        {
            added += _classes.ContainsKey(label) ? 0 : 1;
        }

        return _classes.Count + added <= MaxClasses;
    }

    private ScoreCube CubeOf(int label)
    {
        if (!_classes.TryGetValue(label, out var cube))
        {
            _classes[label] = cube = new ScoreCube(scale);
        }

        return cube;
    }

    private void AddLosses(ReadOnlySpan<double> probabilities, double total, int truth, int sign)
    {
        Labelled += sign;
        var ofTruth = truth < 0 ? 0 : probabilities[truth];
        var logLoss = ScoreLosses.LogLoss(ofTruth / total);
        _logLoss.Add(logLoss, sign);
        _logLossSquares.Add(logLoss * logLoss, sign);

        var brier = 1 - (2 * ofTruth / total);
        var rank = truth < 0 ? Tops : 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            brier += probabilities[i] / total * (probabilities[i] / total);
            rank += probabilities[i] > ofTruth || (i > truth && probabilities[i] == ofTruth) ? 1 : 0;
        }

        brier = Math.Max(0, brier); // Rounding, when the truth had all the probability.
        _brier.Add(brier, sign);
        _brierSquares.Add(brier * brier, sign);
        for (var k = rank; k < Tops; k++)
        {
            _within[k] += sign;
        }
    }

    private void Combine(ClassScoreCubes other, int sign)
    {
        foreach (var (label, cube) in other._classes)
        {
            if (_classes.ContainsKey(label) || _classes.Count < MaxClasses)
            {
                CubeOf(label).Combine(cube, sign);
            }
            else
            {
                Skipped += sign * cube.ReadBinary(This).Total;
            }
        }

        Labelled += sign * other.Labelled;
        Skipped += sign * other.Skipped;
        for (var k = 0; k < Tops; k++)
        {
            _within[k] += sign * other._within[k];
        }

        _logLoss.Add(other._logLoss, sign);
        _logLossSquares.Add(other._logLossSquares, sign);
        _brier.Add(other._brier, sign);
        _brierSquares.Add(other._brierSquares, sign);
    }
}
