using Dashboard.Core.Predictions;

namespace Dashboard.Demo;

/// <summary>
/// A classifier of payments. Version 2.2 is rolled out to 20 %, then half, then most of the traffic; it is better than 2.1,
/// but every now and then it fails for a while on payments from the US. Truth comes seconds to minutes later, for 96 %.
/// </summary>
internal sealed class FraudScenario(double perSecond, DemoChance chance) : IDemoScenario
{
    private const double ErrorRate = 0.003;
    private const double LabelledShare = 0.96;

    private static readonly (string Item, double Weight)[] Classes =
        [("normal", 0.62), ("card", 0.14), ("account", 0.10), ("merchant", 0.08), ("bot", 0.06)];

    private static readonly (string Item, double Weight)[] Countries = [("DE", 0.35), ("US", 0.30), ("FR", 0.20), ("BR", 0.15)];
    private static readonly (string Item, double Weight)[] Channels = [("web", 0.5), ("app", 0.4), ("phone", 0.1)];

    public double PredictionsPerSecond => perSecond;

    public DemoCase Next(string id, DateTimeOffset at, TimeSpan sinceStart)
    {
        var version = chance.Happens(ShareOfNewVersion(sinceStart)) ? "2.2" : "2.1";
        var country = chance.Pick<string>(Countries);
        var call = new DemoEvent(id, DemoModels.Fraud, at)
        {
            Version = version,
            LatencyMs = chance.Latency(version == "2.2" ? 44 : 38),
            Segments = new() { ["country"] = country, ["channel"] = chance.Pick<string>(Channels) },
            Features = new()
            {
                ["amount"] = Math.Round(chance.LogNormal(48, 1.1), 2),
                ["account_age_days"] = Math.Floor(chance.LogNormal(300, 0.9)),
                ["new_device"] = chance.Happens(0.18),
            },
        };
        return chance.Happens(ErrorRate)
            ? new DemoCase(call with { Status = "error", Error = "feature store timeout", LatencyMs = 1_000 }, null)
            : Answer(call, AccuracyOf(version, country, sinceStart));
    }

    /// <summary>The rollout: a quarter of an hour alone, then 20 %, 50 % and 90 %.</summary>
    internal static double ShareOfNewVersion(TimeSpan sinceStart) => sinceStart.TotalMinutes switch
    {
        < 15 => 0,
        < 35 => 0.2,
        < 55 => 0.5,
        _ => 0.9,
    };

    /// <summary>From minute 25 on, 8 of every 25 minutes are bad for 2.2 on US payments.</summary>
    internal static double AccuracyOf(string version, string country, TimeSpan sinceStart)
    {
        var isBad = sinceStart.TotalMinutes >= 25 && sinceStart.TotalMinutes % 25 < 8;
        return (version, country) switch
        {
            ("2.2", "US") when isBad => 0.45,
            ("2.2", _) => 0.945,
            _ => 0.925,
        };
    }

    private DemoCase Answer(DemoEvent call, double accuracy)
    {
        var truth = chance.Pick<string>(Classes);
        var predicted = chance.Happens(accuracy) ? truth : Mistake(truth);
        var scores = Scores(predicted, isRight: predicted == truth);
        var prediction = call with { Prediction = predicted, Scores = scores, Score = scores[predicted] };
        var delay = TimeSpan.FromSeconds(Math.Clamp(chance.LogNormal(35, 0.9), 2, 600));
        return new DemoCase(prediction, chance.Happens(LabelledShare) ? prediction.Truth(truth, delay) : null);
    }

    /// <summary>Frauds are mostly overlooked; honest payments are mostly taken for card fraud.</summary>
    private string Mistake(string truth) =>
        truth == "normal"
            ? chance.Pick([("card", 0.5), ("account", 0.25), ("merchant", 0.15), ("bot", 0.1)])
            : chance.Pick([.. Classes.Where(c => c.Item != truth)]);

    private Dictionary<string, double> Scores(string predicted, bool isRight)
    {
        var top = isRight ? chance.Between(0.7, 0.995) : chance.Between(0.4, 0.8);
        var rest = (1 - top) / (Classes.Length - 1);
        return Classes.ToDictionary(c => c.Item, c => c.Item == predicted ? top : rest);
    }
}
