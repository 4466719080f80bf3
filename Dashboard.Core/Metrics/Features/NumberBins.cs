using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Features;

/// <summary>Bins of numbers: a value that equals an edge is in the bin above it.</summary>
/// <param name="Edges">Between the bins, ascending.</param>
/// <param name="Low">Lowest value of the baseline.</param>
/// <param name="High">Highest value of the baseline.</param>
public sealed record NumberBins(double[] Edges, double Low, double High) : FeatureBins
{
    public override FeatureKind Kind => FeatureKind.Number;

    public override int Count => Edges.Length + 1;

    /// <summary>A bin for each value while there are few, else between quantiles.</summary>
    /// <param name="sorted">At least one, ascending.</param>
    public static NumberBins Of(ReadOnlySpan<double> sorted)
    {
        var distinct = new SortedSet<double>(); // At most one more than Most.
        for (var i = 0; i < sorted.Length && distinct.Count <= Most; i++)
        {
            distinct.Add(sorted[i]);
        }

        return new NumberBins(distinct.Count <= Most ? [.. distinct.Skip(1)] : QuantileEdges(sorted), sorted[0], sorted[^1]);
    }

    /// <summary>The inner twentieths, each once: <c>np.unique(np.quantile(x, np.linspace(0, 1, 21)[1:-1]))</c>.</summary>
    public static double[] QuantileEdges(ReadOnlySpan<double> sorted)
    {
        var edges = new SortedSet<double>(); // Below Most.
        for (var i = 1; i < Most; i++)
        {
            edges.Add(OrderStatistics.Between(sorted, i / (double)Most));
        }

        return [.. edges];
    }

    public override int BinOf(in PredictionAttribute value) => value.Type == AttributeType.Number ? BinOf(value.Number) : OtherKind;

    /// <summary><c>np.searchsorted(edges, x, side='right')</c>.</summary>
    public int BinOf(double value)
    {
        var (low, high) = (0, Edges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = value < Edges[middle] ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write((byte)Kind);
        writer.Write(Low);
        writer.Write(High);
        writer.Write((byte)Edges.Length);
        Array.ForEach(Edges, writer.Write);
    }

    internal static NumberBins ReadRest(BinaryReader reader)
    {
        var (low, high, count) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadByte());
        var edges = count < Most ? new double[count] : throw new FormatException($"{count} edges; there are at most {Most - 1}");
        for (var i = 0; i < edges.Length; i++)
        {
            edges[i] = reader.ReadDouble();
        }

        return new NumberBins(edges, low, high);
    }
}
