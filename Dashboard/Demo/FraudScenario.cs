using Dashboard.Core.Predictions;

namespace Dashboard.Demo;

/// <summary>
/// A classifier of payments. In the history 2.1 has replaced 2.0; seconds after the viewer arrives 2.2 takes some of the traffic. It is
/// better than 2.1, but soon, and every now and then later, it fails for a while on payments from the US: its scores fall at once, the
/// truth comes seconds to minutes later, for 96 %.
/// </summary>
internal sealed class FraudScenario(double perSecond, DemoChance chance) : IDemoScenario
{
    private const double ErrorRate = 0.003;
    private const double LabelledShare = 0.96;

    private static readonly (string Item, double Weight)[] Classes =
        [("normal", 0.62), ("card", 0.14), ("account", 0.10), ("merchant", 0.08), ("bot", 0.06)];

    private static readonly (string Item, double Weight)[] Countries = [("DE", 0.35), ("US", 0.30), ("FR", 0.20), ("BR", 0.15)];
    private static readonly (string Item, double Weight)[] Errors = [("feature store timeout", 0.7), ("model server unavailable", 0.2), ("card country missing", 0.1)];
    private static readonly (string Item, double Weight)[] Channels = [("web", 0.5), ("app", 0.4), ("phone", 0.1)];

    public double PredictionsPerSecond => perSecond;

    public DemoCase Next(string id, DateTimeOffset at, TimeSpan sinceArrival)
    {
        var rollout = RolloutAt(sinceArrival);
        var version = chance.Happens(rollout.ShareOfNew) ? rollout.New : rollout.Old;
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
            ? new DemoCase(call with { Status = "error", Error = chance.Pick<string>(Errors), LatencyMs = 1_000 }, null)
            : Answer(call, AccuracyOf(version, country, sinceArrival));
    }

    /// <summary>Half of the traffic for a quarter of an hour, then all; the next one begins ten seconds after the viewer arrives.</summary>
    internal static (string Old, string New, double ShareOfNew) RolloutAt(TimeSpan sinceArrival) => sinceArrival.TotalSeconds switch
    {
        < -30 * 60 => ("2.0", "2.1", 0),
        < -15 * 60 => ("2.0", "2.1", 0.5),
        < 10 => ("2.1", "2.2", 0),
        < 40 => ("2.1", "2.2", 0.3),
        < 600 => ("2.1", "2.2", 0.5),
        _ => ("2.1", "2.2", 0.9),
    };

    /// <summary>From second 20 on, 4 of every 20 minutes are bad for 2.2 on US payments.</summary>
    internal static double AccuracyOf(string version, string country, TimeSpan sinceArrival)
    {
        var sinceFirst = sinceArrival - TimeSpan.FromSeconds(20);
        var isBad = sinceFirst >= TimeSpan.Zero && sinceFirst.TotalMinutes % 20 < 4;
        return (version, country) switch
        {
            ("2.2", "US") when isBad => 0.35,
            ("2.2", _) => 0.945,
            ("2.1", _) => 0.925,
            _ => 0.91,
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
