using System.Text.Json;
using Dashboard.Core.Predictions;
using Dashboard.Demo;
using Xunit;

namespace Dashboard.Tests.Demo;

public class DemoStoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Arrival = Start + new DemoOptions().History;

    [Fact]
    public void The_same_seed_tells_the_same_story() =>
        Assert.Equal(JsonSerializer.Serialize(Tell(10), DemoEvent.Json), JsonSerializer.Serialize(Tell(10), DemoEvent.Json));

    [Fact]
    public void Every_truth_comes_after_its_prediction_and_at_its_time()
    {
        var predicted = new HashSet<string>();
        var story = new DemoStory(new DemoOptions(), Start, Arrival);
        for (var second = 0; second < 600; second += 10)
        {
            var events = new List<DemoEvent>();
            story.Tell(Start.AddSeconds(second), Start.AddSeconds(second + 10), events);
            predicted.UnionWith(events.Where(e => e.Type == "prediction").Select(e => e.Id));
            Assert.All(events.Where(e => e.Type == "ground_truth"), truth => Assert.Contains(truth.Id, predicted));
            Assert.All(events, e => Assert.InRange(e.Timestamp, DateTimeOffset.MinValue, Start.AddSeconds(second + 10)));
        }
    }

    [Fact]
    public void Within_a_minute_a_canary_arrives_and_fails_in_one_country_and_its_scores_say_so_before_the_truths()
    {
        var calls = Tell(50).Where(e => e.Model == DemoModels.Fraud && e.Type == "prediction").ToList();

        Assert.Equal(0, ShareOf("2.2", calls, TimeSpan.FromMinutes(-45), TimeSpan.FromSeconds(10)));
        Assert.InRange(ShareOf("2.1", calls, TimeSpan.FromMinutes(-30), TimeSpan.FromMinutes(-15)), 0.47, 0.53);
        Assert.InRange(ShareOf("2.2", calls, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40)), 0.25, 0.35);
        Assert.InRange(ShareOf("2.2", calls, TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(5)), 0.47, 0.53);
        Assert.True(ScoreOfCanary("US", calls) < ScoreOfCanary("DE", calls) - 0.1);
        Assert.True(FraudScenario.AccuracyOf("2.2", "US", TimeSpan.FromSeconds(30)) < 0.5);
        Assert.True(FraudScenario.AccuracyOf("2.2", "DE", TimeSpan.FromSeconds(30)) > 0.9);
        Assert.True(FraudScenario.AccuracyOf("2.2", "US", TimeSpan.FromMinutes(10)) > 0.9);
        Assert.InRange(calls.Average(e => e.Status == "error" ? 1.0 : 0.0), 0.001, 0.006);
    }

    [Fact]
    public void A_shadow_answers_the_ids_of_the_demand_with_the_same_truth_and_less_error()
    {
        var events = Tell(50);
        var (used, shadow) = (Of(DemoModels.Demand), Of(DemoModels.DemandShadow));

        Assert.Equal(used.Predictions.Keys.Order(), shadow.Predictions.Keys.Order());
        Assert.Equal(used.Truths.OrderBy(truth => truth.Key), shadow.Truths.OrderBy(truth => truth.Key));
        Assert.InRange(used.Truths.Count, 10_000, used.Predictions.Count);
        Assert.True(MeanError(shadow) < 0.97 * MeanError(used));

        (Dictionary<string, double> Predictions, Dictionary<string, double> Truths) Of(string model) => (
            events.Where(e => e.Model == model && e.Type == "prediction").ToDictionary(e => e.Id, e => (double)e.Prediction!),
            events.Where(e => e.Model == model && e.Type == "ground_truth").ToDictionary(e => e.Id, e => (double)e.GroundTruth!));

        double MeanError((Dictionary<string, double> Predictions, Dictionary<string, double> Truths) answers) =>
            answers.Truths.Average(truth => Math.Abs(answers.Predictions[truth.Key] - truth.Value));
    }

    [Fact]
    public void Truths_without_room_to_wait_are_dropped_and_counted()
    {
        var story = new DemoStory(new DemoOptions { MaxPendingTruths = 5 }, Start, Arrival);
        story.Tell(Start, Start.AddSeconds(1), []);
        Assert.InRange(story.DroppedTruths, 28, 36); // Of 24 labelled but for 4 % and failures, and twice 8 that all are, 5 wait.
    }

    [Theory]
    [InlineData("--demo", "--Demo:Start=true")]
    [InlineData("--urls", "--urls")]
    public void The_bare_switch_becomes_a_setting(string given, string expected) =>
        Assert.Equal([expected, "x"], DemoSetup.ReadSwitch([given, "x"]));

    private static double ShareOf(string version, List<DemoEvent> calls, TimeSpan from, TimeSpan to) => calls
        .Where(e => e.Timestamp >= Arrival + from && e.Timestamp < Arrival + to)
        .Average(e => e.Version == version ? 1.0 : 0.0);

    private static double ScoreOfCanary(string country, List<DemoEvent> calls) => calls
        .Where(e => e.Version == "2.2" && e.Segments!["country"] == country && e.Score is not null && e.Timestamp < Arrival.AddMinutes(4))
        .Average(e => e.Score!.Value);

    private static List<DemoEvent> Tell(int minutes)
    {
        var story = new DemoStory(new DemoOptions(), Start, Arrival);
        var events = new List<DemoEvent>();
        for (var minute = 0; minute < minutes; minute++)
        {
            story.Tell(Start.AddMinutes(minute), Start.AddMinutes(minute + 1), events);
        }

        return events;
    }
}
