using Dashboard.Core.Predictions;

namespace Dashboard.Demo;

/// <summary>
/// A regression of demand in units, with a busy and a quiet time of the day. For a few minutes of each half hour it
/// predicts too high for the online store. Truth comes one to four minutes later. A shadow answers the same ids, more
/// exactly and more slowly.
/// </summary>
internal sealed class DemandScenario(double perSecond, DemoChance chance) : IDemoScenario
{
    private static readonly (string Item, double Weight)[] Stores = [("north", 0.4), ("south", 0.35), ("online", 0.25)];

    public double PredictionsPerSecond => perSecond;

    public DemoCase Next(string id, DateTimeOffset at, TimeSpan sinceArrival)
    {
        var store = chance.Pick<string>(Stores);
        var expected = (store == "online" ? 180 : 120) * (1 + (0.3 * Math.Sin(at.TimeOfDay.TotalHours / 24 * 2 * Math.PI)));
        var bias = store == "online" && IsTooHigh(sinceArrival) ? 1.25 : 1.0;
        var promotion = chance.Happens(0.15);
        var demand = expected * (promotion ? 1.4 : 1);
        var prediction = new DemoEvent(id, DemoModels.Demand, at)
        {
            Version = "1.4",
            Prediction = Math.Round(demand * bias * chance.LogNormal(1, 0.03), 2),
            LatencyMs = chance.Latency(12),
            Segments = new() { ["store"] = store },
            Features = new() { ["price"] = Math.Round(chance.Between(2, 20), 2), ["promotion"] = promotion },
        };
        var sold = Math.Round(demand * chance.LogNormal(1, 0.08), 1);
        var shadow = prediction with
        {
            Model = DemoModels.DemandShadow, Version = "2.0-rc", Prediction = Math.Round(demand * chance.LogNormal(1, 0.01), 2), LatencyMs = chance.Latency(21),
        };
        return new DemoCase(prediction, prediction.Truth(sold, TimeSpan.FromSeconds(chance.Between(60, 240)))) { Shadow = shadow };
    }

    /// <summary>Minutes 2 to 8 of each half hour, in the history too.</summary>
    private static bool IsTooHigh(TimeSpan sinceArrival) => (sinceArrival.TotalMinutes + 3_000) % 30 is > 2 and < 8;
}
