using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CsvHelper;
using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Endpoints;
using Dashboard.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Tests.Endpoints;

public sealed class ExportEndpointTests(AppFixture app) : IClassFixture<AppFixture>
{
    /// <summary>A whole hour in the past: every cell resolution ends on its edges.</summary>
    private static readonly DateTimeOffset Hour = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 3_600 * 3_600).AddHours(-1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("events.csv?from=1,5", "from", "query_invalid")]
    [InlineData("events.csv?from=NaN", "from", "query_invalid")]
    [InlineData("events.csv?to=1e999", "to", "query_invalid")]
    [InlineData("events.csv?from=2026-01-01T00:00:00+02:00", "from", "query_invalid")]
    [InlineData("events.csv?from=-1h&to=-2h", "from", "range_invalid")]
    [InlineData("events.csv?from=-500d", "from", "range_invalid")]
    [InlineData("events.csv?limit=-1", "limit", "query_unknown")]
    [InlineData("events.csv?segment=country", "segment", "query_invalid")]
    [InlineData("events.csv?trailer=yes", "trailer", "query_invalid")]
    [InlineData("metrics.csv", "model", "query_invalid")]
    [InlineData("metrics.csv?model=query&step=7s", "step", "query_invalid")]
    [InlineData("metrics.csv?model=query&step=1,5h", "step", "query_invalid")]
    [InlineData("metrics.csv?model=query&from=-7d&step=1m", "step", "too_many_points")]
    [InlineData("metrics.csv?model=query&from=-5h&step=10s", "step", "step_too_fine")]
    public async Task A_query_that_is_not_understood_is_refused_by_name(string path, string parameter, string code)
    {
        await SendAsync(app, [new { model = "query", prediction = "a" }]);

        var answer = await app.Http.GetAsync($"/api/v1/export/{path}", Cancel);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((parameter, code), (problem.GetProperty("parameter").GetString(), problem.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("events.csv?model=nobody", "model_unknown")]
    [InlineData("metrics.csv?model=nobody", "model_unknown")]
    [InlineData("metrics.csv?model=known&version=9", "version_unknown")]
    [InlineData("metrics.csv?model=known&segment=country:XX", "segment_unknown")]
    public async Task What_is_not_there_is_404(string path, string code)
    {
        await SendAsync(app, [new { model = "known", prediction = "a" }]);

        var answer = await app.Http.GetAsync($"/api/v1/export/{path}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_server_makes_the_file_name()
    {
        await SendAsync(app, [new { model = "Über/Fraud: v2", prediction = "a" }]);

        var answer = await app.Http.GetAsync("/api/v1/export/events.csv?model=" + Uri.EscapeDataString("Über/Fraud: v2"), Cancel);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Matches("^events-ber-fraud-v2-[0-9]{8}-[0-9]{6}[.]csv$", answer.Content.Headers.ContentDisposition?.FileName);
    }

    [Fact]
    public async Task More_exports_than_allowed_are_told_to_come_back()
    {
        var gate = app.App.Services.GetRequiredService<ExportGate>();
        var first = new RunningRequest();
        var second = new RunningRequest();
        Assert.True(gate.TryEnter(first.Context));
        Assert.True(gate.TryEnter(second.Context));

        var busy = await app.Http.GetAsync("/api/v1/export/events.csv", Cancel);
        first.End();
        second.End();
        var free = await app.Http.GetAsync("/api/v1/export/events.csv", Cancel);

        Assert.Equal(HttpStatusCode.TooManyRequests, busy.StatusCode);
        Assert.True(busy.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
    }

    [Fact]
    public async Task Shown_numbers_can_be_recomputed_from_the_export()
    {
        await SendAsync(app, Classified("recompute", 400));

        var rows = await RowsAsync(app, "events.csv?model=recompute");
        var shown = SnapshotOf(app, "recompute");

        var labelled = rows.Where(row => row["ground_truth"].Length > 0 && row["status"] == "ok").ToList();
        var latencies = rows.Where(row => row["latency_ms"].Length > 0).Select(row => Number(row["latency_ms"])).ToList();
        Assert.Equal(shown.Traffic.Predictions, rows.Count);
        Assert.Equal(shown.Traffic.Failed, rows.Count(row => row["status"] == "error"));
        Assert.Equal(shown.Labels.Labelled, labelled.Count);
        Close(shown.Classification!.Accuracy.Value, labelled.Average(row => row["ground_truth"] == row["prediction"] ? 1.0 : 0.0));
        Close(shown.Latency.Mean.Value, latencies.Average());
    }

    [Fact]
    public async Task Metrics_by_window_add_up_to_the_shown_numbers()
    {
        await SendAsync(app, Classified("windows", 300));

        var rows = await RowsAsync(app, $"metrics.csv?model=windows&step=1m&from={Iso(Hour)}&to={Iso(Hour.AddHours(1))}");
        var shown = SnapshotOf(app, "windows");

        Assert.Equal(60, rows.Count);
        Assert.Equal(Iso(Hour), Iso(DateTimeOffset.Parse(rows[0]["window_start"], CultureInfo.InvariantCulture)));
        Assert.Equal(shown.Traffic.Predictions, rows.Sum(row => Number(row["predictions"])));
        Assert.Equal(shown.Labels.Labelled, rows.Sum(row => Number(row["labelled"])));
        var correct = rows.Where(row => row["accuracy"].Length > 0).Sum(row => Number(row["accuracy"]) * Number(row["labelled"]));
        Close(shown.Classification!.Accuracy.Value, correct / shown.Labels.Labelled);
        Assert.Contains(rows, row => row["predictions"] == "0" && row["accuracy"].Length == 0 && row["latency_mean_ms"].Length == 0);
    }

    [Fact]
    public async Task Metrics_of_one_segment_count_its_predictions_alone()
    {
        await SendAsync(app, [.. new[] { "DE", "FR", "DE" }.Select(country => new { model = "parts", prediction = "a", segments = new { country } })]);

        var rows = await RowsAsync(app, "metrics.csv?model=parts&step=1m&segment=country:DE");

        Assert.Equal(2, rows.Sum(row => Number(row["predictions"])));
    }

    [Fact]
    public async Task An_export_sent_to_an_empty_instance_gives_the_same_metrics()
    {
        await SendAsync(app, Classified("trip", 500));
        await SendAsync(app, Regressed("trip-demand", 300));
        await using var second = await AppFixture.StartAsync();

        foreach (var model in (string[])["trip", "trip-demand"])
        {
            var rows = await RowsAsync(app, "events.csv?model=" + model);
            await SendAsync(second, rows.SelectMany(row => ToEvents(row, isRegression: model == "trip-demand")));
            AssertSame(SnapshotOf(app, model), SnapshotOf(second, model));
            Assert.Equal(
                rows.Select(row => string.Join('|', row.Values)),
                (await RowsAsync(second, "events.csv?model=" + model)).Select(row => string.Join('|', row.Values)));
        }
    }

    private static void AssertSame(Snapshot expected, Snapshot actual)
    {
        Assert.Equal(
            (expected.Traffic.Predictions, expected.Traffic.Failed, expected.Labels.Labelled),
            (actual.Traffic.Predictions, actual.Traffic.Failed, actual.Labels.Labelled));
        Assert.Equal(expected.Classification?.Matrix.Labels, actual.Classification?.Matrix.Labels);
        Assert.Equal(expected.Classification?.Matrix.Counts, actual.Classification?.Matrix.Counts);
        Close(expected.Latency.Mean.Value, actual.Latency.Mean.Value);
        Close(expected.Latency.P95.Value, actual.Latency.P95.Value);
        Close(expected.Classification?.Accuracy.Value, actual.Classification?.Accuracy.Value);
        Close(expected.Regression?.MeanAbsoluteError.Value, actual.Regression?.MeanAbsoluteError.Value);
        Close(expected.Regression?.RootMeanSquaredError.Value, actual.Regression?.RootMeanSquaredError.Value);
    }

    private static void Close(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } value)
        {
            Assert.InRange(actual!.Value, value - (1e-12 * Math.Abs(value)), value + (1e-12 * Math.Abs(value)));
        }
    }

    /// <summary>Predictions over an hour with late, early, corrected and missing truths, failures, scores and awkward texts.</summary>
    private static IEnumerable<object> Classified(string model, int count)
    {
        var random = new Random(7);
        string[] labels = ["=legit", "fraud, card", "naïve \"bot\""];
        for (var i = 0; i < count; i++)
        {
            var time = Hour.AddSeconds(random.Next(3_000));
            var (predicted, truth) = (labels[random.Next(3)], labels[random.Next(3)]);
            if (i % 10 == 3)
            {
                yield return new { type = "ground_truth", id = $"{model} {i}", model, ground_truth = truth, timestamp = Iso(time.AddSeconds(5)) };
            }

            yield return i % 50 == 7
                ? new { id = $"{model} {i}", model, version = "2", timestamp = Iso(time), status = "error", error = "-timeout", latency_ms = 1_000 }
                : new
                {
                    id = $"{model} {i}", model, version = $"{1 + (i % 2)}", timestamp = Iso(time), prediction = predicted, latency_ms = random.Next(1, 100_000) / 1_000.0,
                    score = random.NextDouble(), segments = new { country = i % 3 == 0 ? "DE" : "FR" }, features = new { amount = -1.5 * i, fast = i % 2 == 0 },
                };
            if (i % 10 < 3)
            {
                yield return new { type = "ground_truth", id = $"{model} {i}", model, ground_truth = labels[0], timestamp = Iso(time.AddSeconds(9)) };
                yield return new { type = "ground_truth", id = $"{model} {i}", model, ground_truth = truth, timestamp = Iso(time.AddSeconds(8)) };
            }
        }
    }

    private static IEnumerable<object> Regressed(string model, int count)
    {
        var random = new Random(8);
        for (var i = 0; i < count; i++)
        {
            var time = Hour.AddSeconds(random.Next(3_000));
            yield return new { id = $"{i}", model, timestamp = Iso(time), prediction = random.NextDouble() * 1e3, latency_ms = 3, ground_truth = random.NextDouble() * 1e3 };
        }
    }

    private static IEnumerable<Dictionary<string, object>> ToEvents(Dictionary<string, string> row, bool isRegression)
    {
        object Outcome(string cell) => isRegression ? Number(cell) : Text(cell);
        var one = new Dictionary<string, object> { ["id"] = Text(row["id"]), ["model"] = Text(row["model"]), ["version"] = Text(row["version"]), ["timestamp"] = row["timestamp"], ["status"] = row["status"] };
        AddIfAny(row, one, "prediction", Outcome);
        AddIfAny(row, one, "score", cell => Number(cell));
        AddIfAny(row, one, "latency_ms", cell => Number(cell));
        AddIfAny(row, one, "error", Text);
        one["segments"] = Group(row, "segments.", Text);
        one["features"] = Group(row, "features.", cell => bool.TryParse(cell, out var flag) ? flag : Number(cell));
        yield return one;
        if (row["ground_truth"].Length > 0)
        {
            yield return new() { ["type"] = "ground_truth", ["id"] = one["id"], ["model"] = one["model"], ["ground_truth"] = Outcome(row["ground_truth"]), ["timestamp"] = row["ground_truth_timestamp"] };
        }
    }

    private static void AddIfAny(Dictionary<string, string> row, Dictionary<string, object> one, string column, Func<string, object> read)
    {
        if (row[column].Length > 0)
        {
            one[column] = read(row[column]);
        }
    }

    private static Dictionary<string, object> Group(Dictionary<string, string> row, string prefix, Func<string, object> read) =>
        row.Where(cell => cell.Key.StartsWith(prefix, StringComparison.Ordinal) && cell.Value.Length > 0)
            .ToDictionary(cell => cell.Key[prefix.Length..], cell => read(cell.Value));

    private static string Text(string cell) => cell.Length > 1 && cell[0] == '\'' && "=+-@\t\r\n".Contains(cell[1]) ? cell[1..] : cell;

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static Snapshot SnapshotOf(AppFixture app, string model) => app.App.Services.GetRequiredService<Projection>()
        .Build(new SnapshotKey(model, null, TimeRange.Between(Hour, Hour.AddHours(1))), 1, TimeProvider.System.GetUtcNow(), null);

    private static async Task SendAsync(AppFixture app, IEnumerable<object> events)
    {
        foreach (var batch in events.Chunk(5_000))
        {
            using var answer = await app.Http.PostAsJsonAsync("/api/v1/events", batch, Cancel);
            var reply = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            Assert.Equal("[]", reply.GetProperty("rejected").ToString());
        }
    }

    private static async Task<List<Dictionary<string, string>>> RowsAsync(AppFixture app, string path)
    {
        using var reader = CsvReader.Create(await app.Http.GetByteArrayAsync($"/api/v1/export/{path}", Cancel));
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(reader.Headers.ToDictionary(name => name, name => reader.GetString(name)));
        }

        return rows;
    }

    /// <summary>A request that holds what is registered with it until it ends.</summary>
    private sealed class RunningRequest : IHttpResponseFeature
    {
        private readonly List<Func<Task>> _atEnd = [];

        public RunningRequest()
        {
            Context = new DefaultHttpContext();
            Context.Features.Set<IHttpResponseFeature>(this);
        }

        public DefaultHttpContext Context { get; }

        public int StatusCode { get; set; } = 200;

        public string? ReasonPhrase { get; set; }

        public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

        public Stream Body { get; set; } = Stream.Null;

        public bool HasStarted => false;

        public void End() => _atEnd.ForEach(step => Assert.True(step().IsCompletedSuccessfully));

        public void OnStarting(Func<object, Task> callback, object state)
        {
        }

        public void OnCompleted(Func<object, Task> callback, object state) => _atEnd.Add(() => callback(state));
    }
}
