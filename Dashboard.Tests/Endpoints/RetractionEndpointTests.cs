using System.Text.Json;
using Xunit;

namespace Dashboard.Tests.Endpoints;

/// <summary>Labels that came and were withdrawn, beside labels that never came: every answer but the counts of retractions is the same.</summary>
public sealed class RetractionEndpointTests(QueryHost host) : IClassFixture<QueryHost>
{
    private const int Rows = 40;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Withdrawn_labels_leave_every_answer_as_if_they_had_never_come(bool isRegression)
    {
        var kind = isRegression ? "numbers" : "classes";
        var (never, taken) = ($"never {kind}", $"taken {kind}");
        await PredictAsync(never, isRegression);
        await PredictAsync(taken, isRegression);
        await LabelAsync(never, isRegression, 0);
        await LabelAsync(taken, isRegression, 0);
        await LabelAsync(taken, isRegression, 1);
        await host.SendAsync(Enumerable.Range(0, Rows).Where(i => i % 2 == 1).Select(i => (object)new { type = "retraction", id = $"{i}", model = taken }));

        var (expected, answer) = (await ReadAsync(never), await ReadAsync(taken));

        foreach (var (one, other) in MetricsOf(expected).Zip(MetricsOf(answer)))
        {
            RequireSame(one, other);
        }

        Assert.NotEmpty(MetricsOf(answer));
        var labels = answer.GetProperty("labels");
        Assert.Equal((Rows / 2, 0, Rows / 2), (Count(labels, "labelled"), Count(labels, "corrections"), Count(labels, "retractions")));
        Assert.Equal(0.5, labels.GetProperty("coverage").GetProperty("value").GetDouble());
        Assert.Equal(await LabelledCellsAsync(never), await LabelledCellsAsync(taken));
    }

    private static void RequireSame(JsonElement expected, JsonElement metric)
    {
        var (one, other) = (expected.GetProperty("value"), metric.GetProperty("value"));
        Assert.Equal(one.ValueKind, other.ValueKind);
        Assert.Equal($"{expected.GetProperty("name")}: {expected.GetProperty("reason")}", $"{metric.GetProperty("name")}: {metric.GetProperty("reason")}");
        if (one.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(one.GetDouble(), other.GetDouble(), 1e-9 * (1 + Math.Abs(one.GetDouble())));
        }
    }

    private Task PredictAsync(string model, bool isRegression)
    {
        var start = host.Clock.GetUtcNow().AddMinutes(-10);
        return host.SendAsync(Enumerable.Range(0, Rows).Select(i => (object)new
        {
            id = $"{i}", model, timestamp = start.AddSeconds(i), prediction = isRegression ? i * 1.7 : (object)(i % 3 == 0 ? "yes" : "no"), score = i / 50.0,
        }));
    }

    /// <summary>Labels every second prediction. Of numbers, the kept errors are the larger ones: a largest error that is taken off leaves a bound only.</summary>
    private Task LabelAsync(string model, bool isRegression, int from) => host.SendAsync(
        Enumerable.Range(0, Rows).Where(i => i % 2 == from).Select(i => (object)new
        {
            type = "ground_truth", id = $"{i}", model, ground_truth = isRegression ? i * (from == 0 ? 2.1 : 1.8) : (object)(i % 5 == 0 ? "yes" : "no"),
        }));

    private Task<JsonElement> ReadAsync(string model) => host.GetAsync($"models/{Uri.EscapeDataString(model)}/metrics?window=1h&exact=true");

    /// <summary>How many exported rows have a ground truth, and how many its time.</summary>
    private async Task<(int Truths, int Times)> LabelledCellsAsync(string model)
    {
        var csv = await host.Events.Http.GetStringAsync(
            new Uri($"/api/v1/export/events.csv?model={Uri.EscapeDataString(model)}", UriKind.Relative), TestContext.Current.CancellationToken);
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(',')).ToList();
        var (truth, time) = (Array.IndexOf(lines[0], "ground_truth"), Array.IndexOf(lines[0], "ground_truth_timestamp"));
        Assert.Equal(Rows + 1, lines.Count);
        return (lines.Skip(1).Count(cells => cells[truth].Length > 0), lines.Skip(1).Count(cells => cells[time].Length > 0));
    }

    private static List<JsonElement> MetricsOf(JsonElement answer) => [.. answer.GetProperty("metrics").EnumerateArray()
        .Where(metric => !metric.GetProperty("name").GetString()!.StartsWith("label_delay", StringComparison.Ordinal))];

    private static int Count(JsonElement labels, string name) => labels.GetProperty(name).GetInt32();
}
