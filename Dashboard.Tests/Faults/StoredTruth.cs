using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace Dashboard.Tests.Faults;

/// <summary>What a running server says it has stored, read through its public doors.</summary>
internal sealed class StoredTruth(HttpClient http)
{
    /// <summary>Checks a server against its senders: everything acknowledged is there exactly once, and all figures agree.</summary>
    public async Task RequireAsync(IReadOnlyList<LoadSender> senders)
    {
        var rows = await ReadRowsAsync("/api/v1/export/events.csv?model=" + LoadBatch.Model, csv => new StoredRow(
            csv.GetString("id"), Instant(csv.GetString("timestamp")), csv.GetString("prediction"),
            Number(csv.GetString("latency_ms")), csv.GetString("ground_truth")));
        RequireEveryAcknowledgedIdOnce(rows, senders);
        RequireRetracted(rows, senders);
        foreach (var row in rows)
        {
            RequireContent(row);
        }

        await RequireAccountAsync();
        await RequireMetricsAsync(rows);
    }

    /// <summary>Only when nothing is pending: the account names exactly the events that were acknowledged.</summary>
    public async Task RequireExactAccountAsync(IReadOnlyList<LoadSender> senders)
    {
        var events = await ReadAccountAsync();
        Assert.Equal(senders.Sum(sender => sender.AcknowledgedEvents), events.GetProperty("accepted").GetInt64());
    }

    private static void RequireEveryAcknowledgedIdOnce(List<StoredRow> rows, IReadOnlyList<LoadSender> senders)
    {
        var stored = new HashSet<string>(StringComparer.Ordinal);
        var twice = rows.Where(row => !stored.Add(row.Id)).Select(row => row.Id).ToList();
        var lost = senders.SelectMany(sender => sender.AcknowledgedIds).Where(id => !stored.Contains(id)).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} acknowledged events are lost, the first {lost.FirstOrDefault()}");
        Assert.True(twice.Count == 0, $"{twice.Count} events are stored twice, the first {twice.FirstOrDefault()}");
    }

    private static void RequireRetracted(List<StoredRow> rows, IReadOnlyList<LoadSender> senders)
    {
        var retracted = senders.SelectMany(sender => sender.RetractedIds).ToHashSet(StringComparer.Ordinal);
        var labelled = rows.Where(row => row.HasTruth && retracted.Contains(row.Id)).Select(row => row.Id).ToList();
        Assert.True(labelled.Count == 0, $"{labelled.Count} ground truths that were taken back are in force, the first {labelled.FirstOrDefault()}");
    }

    private static void RequireContent(StoredRow row)
    {
        var parts = row.Id.Split('-');
        var (number, position) = (int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        Assert.Equal(LoadBatch.Predicted(number, position), row.Prediction);
        Assert.Equal(LoadBatch.LatencyMs(number, position), row.LatencyMs);
        if (row.HasTruth)
        {
            Assert.Equal(LoadBatch.Truth(number, position), row.GroundTruth);
        }
        else
        {
            Assert.False(LoadBatch.IsInline(position), $"{row.Id} was stored without the truth it came with");
        }
    }

    private async Task RequireAccountAsync()
    {
        var events = await ReadAccountAsync();
        var rejected = events.GetProperty("rejected").EnumerateObject().Sum(code => code.Value.GetInt64());
        Assert.Equal(
            events.GetProperty("received").GetInt64(),
            events.GetProperty("accepted").GetInt64() + events.GetProperty("duplicates").GetInt64() + rejected);
    }

    /// <summary>The windows the page would show, against the same figures computed from the exported rows.</summary>
    private async Task RequireMetricsAsync(List<StoredRow> rows)
    {
        var windows = await ReadRowsAsync($"/api/v1/export/metrics.csv?model={LoadBatch.Model}&from=-2h&step=1m", csv => (
            Start: Instant(csv.GetString("window_start")), End: Instant(csv.GetString("window_end")),
            Predictions: Number(csv.GetString("predictions")), Labelled: Number(csv.GetString("labelled")),
            Accuracy: csv.GetString("accuracy"), LatencyMean: csv.GetString("latency_mean_ms")));
        Assert.Equal(rows.Count, windows.Sum(window => window.Predictions));
        foreach (var window in windows.Where(window => window.Predictions > 0))
        {
            var inside = rows.Where(row => row.At >= window.Start && row.At < window.End).ToList();
            var labelled = inside.Where(row => row.HasTruth).ToList();
            Assert.Equal(inside.Count, window.Predictions);
            Assert.Equal(labelled.Count, window.Labelled);
            AssertNear(labelled.Average(row => row.IsCorrect ? 1.0 : 0.0), window.Accuracy);
            AssertNear(inside.Average(row => row.LatencyMs), window.LatencyMean);
        }
    }

    private async Task<JsonElement> ReadAccountAsync()
    {
        var status = await http.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative));
        return JsonDocument.Parse(status).RootElement.GetProperty("events");
    }

    private async Task<List<T>> ReadRowsAsync<T>(string path, Func<CsvReader, T> read)
    {
        using var csv = CsvReader.Create(await http.GetByteArrayAsync(new Uri(path, UriKind.Relative)));
        var rows = new List<T>();
        while (csv.Read())
        {
            rows.Add(read(csv));
        }

        return rows;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static void AssertNear(double expected, string actual) =>
        Assert.InRange(Number(actual), expected * (1 - 1e-9), expected * (1 + 1e-9));

    private sealed record StoredRow(string Id, DateTimeOffset At, string Prediction, double LatencyMs, string GroundTruth)
    {
        public bool HasTruth => GroundTruth.Length > 0;

        public bool IsCorrect => GroundTruth == Prediction;
    }
}
