using System.Text.Json;
using Dashboard.Core.Predictions;
using Dashboard.Demo;
using Xunit;

namespace Dashboard.Tests.Demo;

public class DemoStoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_tells_the_same_story() =>
        Assert.Equal(JsonSerializer.Serialize(Tell(10), DemoEvent.Json), JsonSerializer.Serialize(Tell(10), DemoEvent.Json));

    [Fact]
    public void Every_truth_comes_after_its_prediction_and_at_its_time()
    {
        var predicted = new HashSet<string>();
        var story = new DemoStory(new DemoOptions(), Start);
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
    public void The_new_version_is_rolled_out_and_sometimes_fails_in_one_country()
    {
        var calls = Tell(60).Where(e => e.Model == DemoModels.Fraud && e.Type == "prediction").ToList();

        Assert.Equal(0, ShareOfNewVersion(calls, 0, 15));
        Assert.InRange(ShareOfNewVersion(calls, 15, 35), 0.17, 0.23);
        Assert.InRange(ShareOfNewVersion(calls, 55, 60), 0.86, 0.94);
        Assert.True(FraudScenario.AccuracyOf("2.2", "US", TimeSpan.FromMinutes(26)) < 0.5);
        Assert.True(FraudScenario.AccuracyOf("2.2", "DE", TimeSpan.FromMinutes(26)) > 0.9);
        Assert.True(FraudScenario.AccuracyOf("2.2", "US", TimeSpan.FromMinutes(40)) > 0.9);
        Assert.InRange(calls.Average(e => e.Status == "error" ? 1.0 : 0.0), 0.001, 0.006);
    }

    [Fact]
    public void Truths_without_room_to_wait_are_dropped_and_counted()
    {
        var story = new DemoStory(new DemoOptions { MaxPendingTruths = 5 }, Start);
        story.Tell(Start, Start.AddSeconds(1), []);
        Assert.InRange(story.DroppedTruths, 20, 32);
    }

    [Theory]
    [InlineData("--demo", "--Demo:Start=true")]
    [InlineData("--urls", "--urls")]
    public void The_bare_switch_becomes_a_setting(string given, string expected) =>
        Assert.Equal([expected, "x"], DemoSetup.ReadSwitch([given, "x"]));

    private static double ShareOfNewVersion(List<DemoEvent> calls, int fromMinute, int toMinute) => calls
        .Where(e => e.Timestamp >= Start.AddMinutes(fromMinute) && e.Timestamp < Start.AddMinutes(toMinute))
        .Average(e => e.Version == "2.2" ? 1.0 : 0.0);

    private static List<DemoEvent> Tell(int minutes)
    {
        var story = new DemoStory(new DemoOptions(), Start);
        var events = new List<DemoEvent>();
        for (var minute = 0; minute < minutes; minute++)
        {
            story.Tell(Start.AddMinutes(minute), Start.AddMinutes(minute + 1), events);
        }

        return events;
    }
}
