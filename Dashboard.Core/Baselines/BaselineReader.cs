using System.Text;
using Dashboard.Core.Estimation;
using Dashboard.Core.Exchange;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.Baselines;

/// <summary>
/// Reads the newest labelled predictions of a regression model from the log: once for the ground truths, once more for the fields of
/// the rows that are wanted. Memory: one stored run, 48 bytes for each event looked at, and the rows.
/// </summary>
internal sealed class BaselineReader(IEventStore store, Model model, FieldNames names)
{
    /// <summary>Newest rows that are read.</summary>
    public const int MostRows = 20_000;

    /// <summary>Newest events that are looked through.</summary>
    private const int Look = 262_144;

    private readonly StoredEventScan _scan = new(store);

    /// <param name="mature">Only predictions from before it: of younger ones, the labels that came first are not like the others.</param>
    /// <returns>At most <see cref="MostRows"/>, in the order of arrival.</returns>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public async Task<List<BaselineRow>> ReadAsync(DateTimeOffset mature, CancellationToken cancel)
    {
        var newest = store.NextSequence - 1;
        var range = new SequenceRange(Math.Max(1, newest - Look + 1), newest);
        var truths = await JoinAsync(range, cancel);
        var rows = new Queue<BaselineRow>(); // Bounded by MostRows.
        await foreach (var run in _scan.RunsAsync(range, EventColumns.All, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                if (cursor.Kind == EventKind.Prediction && IsWanted(run.Events.Predictions[cursor.Row], mature) &&
                    truths[run.Events.Predictions[cursor.Row].Key] is { Truth.IsNone: false } joined)
                {
                    rows.Enqueue(Read(run.Events, run.Events.Predictions[cursor.Row], joined, cursor.Sequence));
                    if (rows.Count > MostRows)
                    {
                        rows.Dequeue();
                    }
                }
            }
        }

        return [.. rows];
    }

    private async Task<TruthTable> JoinAsync(SequenceRange range, CancellationToken cancel)
    {
        var truths = new TruthTable(Look);
        await foreach (var run in _scan.RunsAsync(range, EventColumns.Core, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                if (cursor.Kind == EventKind.GroundTruth)
                {
                    truths.Apply(run.Events, run.Events.GroundTruths[cursor.Row]);
                }
                else if (IsWanted(run.Events.Predictions[cursor.Row], DateTimeOffset.MaxValue))
                {
                    truths.AddPrediction(run.Events.Predictions[cursor.Row].Key);
                }
            }
        }

        return truths;
    }

    private bool IsWanted(in PredictionRow row, DateTimeOffset mature) =>
        row.Version.Model == model && !row.Predicted.IsNone && row.EventTicks < mature.UtcTicks;

    private BaselineRow Read(EventBatch events, in PredictionRow row, JoinedTruth joined, long sequence)
    {
        var fields = new Dictionary<LossField, FeatureValue>(); // Bounded by what one event may carry.
        foreach (var attribute in new AttributeReader(events.Text(row.Attributes)))
        {
            if (LossFields.KindOf(attribute.Group) is { } kind)
            {
                fields[new LossField(kind, names[attribute.NameId])] = ValueOf(attribute);
            }
        }

        return new BaselineRow(sequence, row.EventTicks, row.Version.Name, row.Predicted.Value, joined.Truth.Value, fields);
    }

    private static FeatureValue ValueOf(in PredictionAttribute attribute) => attribute switch
    {
        { Type: not AttributeType.Text } => FeatureValue.Of(attribute.ToNumber()),
        { Text.Length: <= LossFields.LongestCategory } => FeatureValue.Of(Encoding.UTF8.GetString(attribute.Text)),
        _ => FeatureValue.Missing,
    };
}
