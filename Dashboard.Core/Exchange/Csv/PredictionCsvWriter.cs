using CsvHelper;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange.Csv;

/// <summary>Writes joined predictions as CSV, one a record, named as in the ingest contract. Columns of nothing are empty cells.</summary>
public sealed class PredictionCsvWriter : IJoinedPredictionWriter, IAsyncDisposable
{
    private static readonly string[] FixedColumns =
    [
        "id", "model", "version", "timestamp", "prediction", "score", "latency_ms", "status", "error",
        "ground_truth", "ground_truth_timestamp",
    ];

    private readonly CsvWriter _csv;
    private readonly IReadOnlyList<AttributeColumn> _columns;
    private readonly AttributeCells _attributes;

    /// <param name="destination">Stays open.</param>
    public PredictionCsvWriter(Stream destination, IReadOnlyList<AttributeColumn> columns)
    {
        _csv = CsvWriter.Create(destination, CsvDialect.Options, leaveOpen: true);
        _columns = columns;
        _attributes = new AttributeCells(columns);
    }

    public ValueTask WriteHeaderAsync(CancellationToken cancel)
    {
        foreach (var title in FixedColumns.Concat(_columns.Select(column => column.Title)))
        {
            _csv.WriteField(title);
        }

        return _csv.EndRecordAsync(cancel);
    }

    public ValueTask WriteAsync(EventBatch events, int row, JoinedTruth truth, CancellationToken cancel)
    {
        ref readonly var prediction = ref events.Predictions[row];
        WriteIdentity(events, prediction);
        WriteOutcome(events, prediction);
        WriteTruth(prediction.Version.Model, truth);
        _attributes.Write(_csv, events.Text(prediction.Attributes));
        return _csv.EndRecordAsync(cancel);
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private void WriteIdentity(EventBatch events, in PredictionRow row)
    {
        _csv.WriteField(events.Text(row.Id));
        _csv.WriteField(row.Version.Model.Name);
        _csv.WriteField(row.Version.Name);
        WriteInstant(row.EventTicks);
    }

    private void WriteOutcome(EventBatch events, in PredictionRow row)
    {
        var model = row.Version.Model;
        if (row.PredictedText.IsEmpty)
        {
            WriteOutcome(model, row.Predicted);
        }
        else
        {
            _csv.WriteField(events.Text(row.PredictedText));
        }

        _csv.WriteField(double.IsNaN(row.Score) ? null : (double?)row.Score);
        _csv.WriteField(row.LatencyMicros < 0 ? null : (double?)(row.LatencyMicros / 1000.0));
        _csv.WriteField(row.IsFailed ? "error" : "ok");
        _csv.WriteField(events.Text(row.Error));
    }

    private void WriteTruth(Model model, JoinedTruth truth)
    {
        if (truth.Text is not null)
        {
            _csv.WriteField(truth.Text);
        }
        else
        {
            WriteOutcome(model, truth.Truth);
        }

        if (truth.Truth.IsNone)
        {
            _csv.WriteField("");
        }
        else
        {
            WriteInstant(truth.EventTicks);
        }
    }

    private void WriteOutcome(Model model, Outcome outcome)
    {
        if (model.IsRegression && !outcome.IsNone)
        {
            _csv.WriteField(outcome.Value);
        }
        else
        {
            _csv.WriteField(model.Labels.TryGetText(outcome, out var label) ? label : "");
        }
    }

    /// <summary>RFC 3339 in UTC with seven decimals, for example 2026-11-23T10:00:00.1230000Z.</summary>
    private void WriteInstant(long utcTicks) => _csv.WriteField(new DateTime(utcTicks, DateTimeKind.Utc));
}
