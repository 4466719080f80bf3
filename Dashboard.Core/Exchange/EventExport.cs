using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Exchange;

/// <summary>Takes joined predictions one by one, in the order they were accepted.</summary>
public interface IJoinedPredictionWriter
{
    /// <param name="row">Position in <see cref="EventBatch.Predictions"/> of <paramref name="events"/>, which is valid during the call.</param>
    ValueTask WriteAsync(EventBatch events, int row, JoinedTruth truth, CancellationToken cancel);
}

/// <summary>
/// The selected predictions, each with its ground truth, as they stood at one sequence number, whatever is written
/// meanwhile. The log is never held in memory: it is surveyed once, then for each chunk of predictions read three times (which
/// predictions, which truths, the rows themselves). Memory: one stored run and one <see cref="TruthTable"/>.
/// </summary>
public sealed class EventExport
{
    private readonly StoredEventScan _scan;
    private readonly EventSelection _selection;
    private readonly FieldNames _names;
    private readonly EventSurvey _survey;
    private readonly TruthTable _table;

    private EventExport(StoredEventScan scan, EventSelection selection, FieldNames names, EventSurvey survey, long lastSequence, int chunk)
    {
        _scan = scan;
        _selection = selection;
        _names = names;
        _survey = survey;
        _table = new TruthTable((int)Math.Min(survey.Rows, chunk));
        LastSequence = lastSequence;
        Columns = survey.Columns;
    }

    /// <summary>Every event up to this sequence number is taken into account, and no other.</summary>
    public long LastSequence { get; }

    /// <summary>Predictions selected.</summary>
    public long Rows => _survey.Rows;

    public IReadOnlyList<AttributeColumn> Columns { get; }

    /// <summary>Fixes the view and surveys it.</summary>
    /// <exception cref="TooManyColumnsException">See <see cref="ExportOptions.MaxAttributeColumns"/>.</exception>
    public static async Task<EventExport> PrepareAsync(
        IEventStore store, EventSelection selection, FieldNames names, ExportOptions options, CancellationToken cancel)
    {
        var all = new SequenceRange(1, store.NextSequence - 1);
        var scan = new StoredEventScan(store);
        var survey = new EventSurvey(selection, names, options);
        await foreach (var run in scan.RunsAsync(all, EventColumns.All, cancel))
        {
            survey.Add(run, all);
        }

        return new EventExport(scan, selection, names, survey, all.Last, options.JoinChunk);
    }

    /// <summary>Writes every selected prediction. Waits for the writer, so a slow reader slows the export, not the process.</summary>
    /// <exception cref="ExportChangedException">Events of the view were deleted meanwhile; the output is incomplete.</exception>
    public async Task WriteAsync(IJoinedPredictionWriter writer, CancellationToken cancel)
    {
        var written = 0L;
        for (var chunk = 0; chunk < _survey.ChunkStarts.Count; chunk++)
        {
            var range = RangeOf(chunk);
            await GatherPredictionsAsync(range, cancel);
            await GatherTruthsAsync(cancel);
            written += await WriteRowsAsync(range, writer, cancel);
        }

        if (written != Rows)
        {
            throw new ExportChangedException();
        }
    }

    private SequenceRange RangeOf(int chunk)
    {
        var starts = _survey.ChunkStarts;
        return new SequenceRange(starts[chunk], chunk + 1 < starts.Count ? starts[chunk + 1] - 1 : LastSequence);
    }

    private async Task GatherPredictionsAsync(SequenceRange range, CancellationToken cancel)
    {
        _table.Clear();
        var columns = _selection.Segments.Count == 0 ? EventColumns.Core : EventColumns.All;
        await foreach (var run in _scan.RunsAsync(range, columns, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                if (IsSelected(run.Events, cursor))
                {
                    _table.AddPrediction(run.Events.Predictions[cursor.Row].Key);
                }
            }
        }
    }

    /// <summary>All truths are read for every chunk: one may come long before or after its prediction.</summary>
    private async Task GatherTruthsAsync(CancellationToken cancel)
    {
        var found = 0L;
        foreach (var range in _survey.TruthRanges)
        {
            await foreach (var run in _scan.RunsAsync(range, EventColumns.Core, cancel))
            {
                found += ApplyTruths(run, range);
            }
        }

        if (found != _survey.Truths)
        {
            throw new ExportChangedException();
        }
    }

    private long ApplyTruths(StoredEvents run, SequenceRange range)
    {
        var found = 0L;
        var cursor = new RunCursor(run, range);
        while (cursor.MoveNext())
        {
            if (cursor.Kind == EventKind.GroundTruth && _selection.MayConcern(run.Events.GroundTruths[cursor.Row]))
            {
                _table.Apply(run.Events, run.Events.GroundTruths[cursor.Row]);
                found++;
            }
        }

        return found;
    }

    private async Task<long> WriteRowsAsync(SequenceRange range, IJoinedPredictionWriter writer, CancellationToken cancel)
    {
        var written = 0L;
        await foreach (var run in _scan.RunsAsync(range, EventColumns.All, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                if (IsSelected(run.Events, cursor))
                {
                    await writer.WriteAsync(run.Events, cursor.Row, _table[run.Events.Predictions[cursor.Row].Key], cancel);
                    written++;
                }
            }
        }

        return written;
    }

    private bool IsSelected(EventBatch events, RunCursor cursor) =>
        cursor.Kind == EventKind.Prediction && _selection.Matches(events, events.Predictions[cursor.Row], _names);
}
