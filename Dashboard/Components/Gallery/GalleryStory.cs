using Dashboard.Demo;

namespace Dashboard.Components.Gallery;

/// <summary>The made-up events of the gallery: plain arithmetic on their numbers, so that they are the same each time.</summary>
internal static class GalleryStory
{
    public const string Credit = "credit-risk";
    public const string Demand = "demand-hourly";
    public const string Churn = "churn";

    /// <summary>A model without any event.</summary>
    public const string Idle = "idle";

    private const int CreditPredictions = 1_800;
    private const int DemandPredictions = 600;
    private const int ChurnPredictions = 240;
    private const int ChurnLabelled = 63;

    private static readonly string[] Countries = ["DE", "FR", "NL", "PL"];
    private static readonly string[] Answers = ["approve", "review", "decline"];

    public static IEnumerable<DemoEvent> Tell(DateTimeOffset now) =>
        [.. Enumerable.Range(0, CreditPredictions).SelectMany(i => CreditCase(i, now)),
         .. Enumerable.Range(0, DemandPredictions).SelectMany(i => DemandCase(i, now)),
         .. Enumerable.Range(0, ChurnPredictions).SelectMany(i => ChurnCase(i, now))];

    /// <summary>Three labels, two versions of which the newer is worse, four countries of which one is.</summary>
    private static IEnumerable<DemoEvent> CreditCase(int i, DateTimeOffset now)
    {
        var country = Countries[i * 7 % 13 % Countries.Length];
        var isNew = i % 4 == 3;
        var truth = Answers[i * 31 % 17 % Answers.Length];
        var isWrong = i * 61 % 97 < (isNew ? 17 : 8) + (country == "PL" ? 14 : 0);
        var call = new DemoEvent($"c{i:0000}", Credit, At(i, CreditPredictions, now))
        {
            Version = isNew ? "v2.2" : "v2.1",
            LatencyMs = 20 + (i * 29 % 41) + (i % 50 == 7 ? 180 : 0),
            Segments = new() { ["country"] = country },
        };
        if (i % 60 == 31)
        {
            return [call with { Status = "error", Error = "feature store timeout" }];
        }

        call = call with { Prediction = isWrong ? Answers[(Array.IndexOf(Answers, truth) + 1) % Answers.Length] : truth, Score = (55 + (i * 37 % 45)) / 100.0 };
        return i * 43 % 20 == 0 ? [call] : [call, call.Truth(truth, TimeSpan.FromSeconds(20 + (i % 200)))];
    }

    /// <summary>Numbers around 120, predicted a little too high.</summary>
    private static IEnumerable<DemoEvent> DemandCase(int i, DateTimeOffset now)
    {
        var truth = 120 + (20 * Math.Sin(i / 40.0)) + (i * 17 % 9);
        var call = new DemoEvent($"d{i:000}", Demand, At(i, DemandPredictions, now)) { Version = "1", Prediction = Math.Round(truth + (i * 7 % 11) - 3.4, 1), LatencyMs = 8 + (i % 9) };
        return i % 11 == 0 ? [call] : [call, call.Truth(Math.Round(truth, 1), TimeSpan.FromSeconds(45))];
    }

    /// <summary>Two labels with probabilities, and too little ground truth to judge them.</summary>
    private static IEnumerable<DemoEvent> ChurnCase(int i, DateTimeOffset now)
    {
        var score = i * 37 % 100 / 100.0;
        var call = new DemoEvent($"x{i:000}", Churn, At(i, ChurnPredictions, now)) { Version = "1", Prediction = score >= 0.5 ? "leaves" : "stays", Score = score, LatencyMs = 5 + (i % 6), Segments = new() { ["country"] = Countries[i % 2] } };
        return i >= ChurnLabelled ? [call] : [call, call.Truth(i * 53 % 100 / 100.0 < score ? "leaves" : "stays", TimeSpan.FromMinutes(2))];
    }

    /// <summary>Spread over the hour before.</summary>
    private static DateTimeOffset At(int i, int count, DateTimeOffset now) => now - TimeSpan.FromMinutes(59) + ((i + 1) * TimeSpan.FromMinutes(59) / count);
}
