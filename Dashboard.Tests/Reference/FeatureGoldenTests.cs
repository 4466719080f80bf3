using System.Text.Json;
using Dashboard.Core.Metrics.Features;
using Dashboard.Tests.Metrics.Features;

namespace Dashboard.Tests.Reference;

/// <summary>The bins of features and what they hold against numpy's quantiles and searchsorted.</summary>
public class FeatureGoldenTests(ITestOutputHelper output)
{
    [Fact]
    public void Edges_and_counts_of_numbers_are_those_of_numpy()
    {
        var golden = new Golden("features", "features_reference");
        var (reference, current) = (golden.Rows(), new Golden("features", "features_current").Rows());
        var compared = 0;
        foreach (var expected in golden.Cases.Where(item => item.TryGetProperty("edges20", out _)))
        {
            var name = expected.GetProperty("feature").GetString()!;
            var sorted = reference.Select(row => Golden.Number(row[name])).Order().ToArray();
            var bins = new NumberBins(NumberBins.QuantileEdges(sorted), sorted[0], sorted[^1]);
            var edges = Numbers(expected, "edges20");

            Assert.Equal(edges.Length, bins.Edges.Length);
            Assert.All(edges.Zip(bins.Edges), pair => Assert.Equal(pair.First, pair.Second, 1e-9 + (1e-14 * Math.Abs(pair.First))));
            Assert.Equal(Numbers(expected, "ref_counts20"), Spread(bins, sorted));
            Assert.Equal(Numbers(expected, "cur_counts20"), Spread(bins, current.Select(row => Golden.Number(row[name]))));
            compared += edges.Length + (2 * bins.Count);
        }

        output.WriteLine($"features: {compared} edges and counts compared, none skipped; drift scores are not computed yet");
        Assert.True(compared > 300);
    }

    [Fact]
    public void A_baseline_of_the_reference_counts_the_current_rows_as_numpy_does()
    {
        var golden = new Golden("features", "features_reference");
        var rows = new FeatureRows();
        var baseline = rows.Learn(golden.Rows().Select(Row));
        var counts = rows.Count(baseline, new Golden("features", "features_current").Rows().Select(Row));

        foreach (var expected in golden.Cases)
        {
            var feature = baseline.Features.Single(feature => feature.Name == expected.GetProperty("feature").GetString());
            var figures = FeatureFigures.Of(feature, counts, baseline.Counts);
            Assert.Equal((3_000, 800 + 0.0), (figures.Baseline.Count, figures.Window.Count + Math.Round((figures.Window.Unseen.Value ?? 0) * 800)));
            if (feature.Bins is CategoryBins categories)
            {
                var names = expected.GetProperty("categories").EnumerateArray().Select(name => name.GetString()!).ToList();
                Assert.Equal(["A", "B", "C", "D"], categories.Names);
                Assert.Equal(46, feature.Unseen(counts)); // NEW
                Assert.Equal(categories.Names.Select(name => Numbers(expected, "cur_counts")[names.IndexOf(name)]), figures.Bins.Select(bin => (double)bin.Count));
            }
            else if (feature.Name != "discrete")
            {
                Assert.Equal(Numbers(expected, "cur_counts20"), figures.Bins.Select(bin => (double)bin.Count));
                var shift = (figures.Window.Mean.Value - figures.Baseline.Mean.Value) / figures.Baseline.StandardDeviation.Value;
                Assert.Equal(expected.GetProperty("mean_shift_in_ref_std").GetDouble(), shift!.Value, 1e-8);
            }
            else
            {
                Assert.True(figures.Bins.Count is > 8 and <= FeatureBins.Most); // Each value has its own: finer than quantiles.
            }
        }

        byte[] Row(Dictionary<string, string> row) =>
            rows.Row([.. row.Select(cell => (cell.Key, cell.Key == "cat" ? (object?)cell.Value : Golden.Number(cell.Value)))]);
    }

    private static double[] Spread(NumberBins bins, IEnumerable<double> values)
    {
        var counts = new double[bins.Count];
        foreach (var value in values)
        {
            counts[bins.BinOf(value)]++;
        }

        return counts;
    }

    private static double[] Numbers(JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
