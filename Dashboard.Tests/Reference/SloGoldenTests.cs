using System.Text.Json;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Xunit;

namespace Dashboard.Tests.Reference;

public class SloGoldenTests(ITestOutputHelper output)
{
    [Fact]
    public void Error_rate_availability_and_burn_rate_agree()
    {
        var file = new Golden("slo").Cases.Single();
        var cases = file.GetProperty("cases").EnumerateArray().ToList();
        foreach (var item in cases)
        {
            var tally = new Tally();
            var (bad, total) = (item.GetProperty("bad").GetInt64(), item.GetProperty("total").GetInt64());
            for (var i = 0L; i < total; i++)
            {
                tally.AddPrediction(failed: i < bad, answered: i >= bad, -1, 0);
            }

            var input = new MetricInput(tally, new MetricParameters { SloTarget = file.GetProperty("slo").GetDouble() });
            Check(item, "error_rate", input, "error_rate");
            Check(item, "availability", input, "availability");
            Check(item, "burn_rate", input, "slo_burn_rate");
            var interval = MetricCatalogue.Find("error_rate")!.Compute(input).Interval!.Value;
            Assert.Equal(item.GetProperty("wilson95_error")[0].GetDouble(), interval.Low, 1e-10);
            Assert.Equal(item.GetProperty("wilson95_error")[1].GetDouble(), interval.High, 1e-10);
        }

        output.WriteLine($"{cases.Count} cases of 5 values; the three rules are held by BurnRateRuleTests");
    }

    [Fact]
    public void Wilsons_interval_agrees_with_statsmodels()
    {
        var golden = new Golden("special");
        foreach (var name in golden.Cases.Select(c => c.GetProperty("metric").GetString()!).Where(n => n.StartsWith("wilson_", StringComparison.Ordinal)).ToList())
        {
            var parts = name.Split('_');
            golden.Check(name, Proportion.Wilson((long)Golden.Number(parts[1]), (long)Golden.Number(parts[2])));
        }

        golden.CheckNothingForgotten(output, [.. golden.Cases.Select(c => c.GetProperty("metric").GetString()!)
            .Where(n => !n.StartsWith("wilson_", StringComparison.Ordinal))
            .Select(n => (n, "a distribution of MathNet, or of change detection"))]);
    }

    private static void Check(JsonElement item, string property, MetricInput input, string metric) =>
        Assert.Equal(item.GetProperty(property).GetDouble(), MetricCatalogue.Find(metric)!.Compute(input).Value!.Value, 1e-12);
}
