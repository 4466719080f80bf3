using Dashboard.Core.Metrics;

namespace Dashboard.Core.Estimation;

/// <summary>
/// Sorts predictions by how wrong they tend to be: a regression tree from features and prediction to |error|, fitted to a
/// labelled baseline. With it a regression model is estimated without labels (the method is NannyML's direct loss estimation,
/// with one tree of at most 64 leaves for its gradient boosting, so that counts per leaf are all that needs keeping). Without
/// features the leaves are 32 quantile bins of the prediction. The same rows always give the same tree.
/// </summary>
public sealed class LossTree
{
    public const int MaxLeaves = LeafCounts.MaxLeaves;

    /// <summary>Features beyond these are not looked at.</summary>
    public const int MaxFeatures = 64;

    internal const int QuantileBins = 32;

    private readonly FeatureEncoding[] _encodings;
    private readonly List<LossLeaf> _leaves = []; // At most MaxLeaves.

    private LossTree(FeatureEncoding[] encodings, Func<List<LossLeaf>, LossNode> build)
    {
        _encodings = encodings;
        Root = build(_leaves);
    }

    public LossNode Root { get; }

    public IReadOnlyList<LossLeaf> Leaves => _leaves;

    /// <summary>Labelled predictions it was fitted to.</summary>
    public long Count => _leaves.Sum(leaf => leaf.AbsoluteError.Count);

    /// <summary>Plain words why the baseline is too small to estimate from; null when it is large enough.</summary>
    public string? Refusal => BaselineRule.Refusal(Count);

    /// <param name="rows">Finite; the caller bounds them. 20,000 rows of 20 features take about a second.</param>
    public static LossTree Fit(IReadOnlyList<LossRow> rows) => Fit(rows, MaxLeaves, Math.Max(20, rows.Count / 400));

    internal static LossTree Fit(IReadOnlyList<LossRow> rows, int maxLeaves, int minLeaf)
    {
        var features = rows.Count == 0 ? 0 : Math.Min(MaxFeatures, rows[0].Features.Count);
        var encodings = Enumerable.Range(0, features).Select(feature => FeatureEncoding.Fit(rows, feature)).ToArray();
        return features == 0
            ? new LossTree(encodings, leaves => LossQuantiles.Build(rows, leaves))
            : new LossTree(encodings, leaves => new LossTreeGrower(Columns(rows, encodings), Losses(rows), maxLeaves, minLeaf).Build(leaves));
    }

    /// <summary>Features it may ask for; the prediction is not counted.</summary>
    public int FeatureCount => _encodings.Length;

    /// <summary>Number of the leaf a prediction falls into.</summary>
    /// <param name="features">In the order of the baseline; those not given are missing.</param>
    public int LeafOf(IReadOnlyList<FeatureValue> features, double prediction)
    {
        Span<double> values = stackalloc double[MaxFeatures + 1];
        for (var feature = 0; feature < FeatureCount; feature++)
        {
            values[feature] = feature < features.Count ? _encodings[feature].Encode(features[feature]) : double.NaN;
        }

        values[FeatureCount] = prediction;
        return LeafOf(values[..(FeatureCount + 1)]);
    }

    /// <param name="values">One encoded value per feature, NaN for a missing one; the prediction last.</param>
    public int LeafOf(ReadOnlySpan<double> values)
    {
        var node = Root;
        while (node is LossSplit split)
        {
            node = split.GoesLeft(values[split.Feature]) ? split.Left : split.Right;
        }

        return ((LossLeaf)node).Index;
    }

    public double Encode(int feature, double number) => _encodings[feature].Encode(number);

    public double Encode(int feature, ReadOnlySpan<char> category) => _encodings[feature].Encode(category);

    /// <summary>Encodings, then the nodes from the root, left before right: 10 bytes a split, at most 42 a leaf.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)_encodings.Length);
        foreach (var encoding in _encodings)
        {
            encoding.Write(writer);
        }

        LossNodeCodec.Write(writer, Root);
    }

    public static LossTree Read(BinaryReader reader)
    {
        var encodings = new FeatureEncoding[reader.ReadByte()];
        for (var i = 0; i < encodings.Length; i++)
        {
            encodings[i] = FeatureEncoding.Read(reader);
        }

        return new LossTree(encodings, leaves => LossNodeCodec.Read(reader, leaves));
    }

    /// <summary>One per feature, then the prediction.</summary>
    private static double[][] Columns(IReadOnlyList<LossRow> rows, FeatureEncoding[] encodings) =>
    [
        .. encodings.Select((encoding, feature) => rows.Select(row => encoding.Encode(row.Features[feature])).ToArray()),
        [.. rows.Select(row => row.Prediction)],
    ];

    private static double[] Losses(IReadOnlyList<LossRow> rows) => [.. rows.Select(row => row.AbsoluteError)];
}
