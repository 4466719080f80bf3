using Dashboard.Core.Exchange;
using Dashboard.Core.Metrics.Features;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.Baselines;

/// <summary>
/// Learns from the first stored predictions of a model what its features are: once, for a baseline that moved with the traffic would
/// hide slow drift. Then counts what came before the baseline. Memory: one stored run, the attributes of
/// <see cref="WindowingOptions.BaselinePredictions"/> predictions, and what <see cref="EarlierCounts"/> take.
/// </summary>
public sealed class FeatureLearner(
    Projection projection, ModelCatalog catalog, StorageSession session, WindowingOptions options, TimeProvider time) : ILearner
{
    /// <summary>Between two looks at a model of which storage held too little: a look reads the log.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(10);

    private readonly Dictionary<Model, DateTimeOffset> _lookedAt = []; // Bounded by CatalogLimits.Models.

    public string Subject => "features";

    public async Task LearnAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var model in catalog.Models.Where(model => IsDue(model, now)))
        {
            await LearnAsync(model, cancel);
            _lookedAt[model] = now;
        }

        await CountEarlierAsync(now, cancel);
    }

    /// <summary>Reads the log once for all models that have a baseline and do not know yet what came before it.</summary>
    private async Task CountEarlierAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var earlier = projection.Earlier;
        var counts = earlier.Begin(catalog.Models, now);
        if (counts.Count == 0)
        {
            return;
        }

        var range = new SequenceRange(1, counts.Values.Max(count => count.Number) - 1);
        await ReadAsync(range, Count, cancel);
        foreach (var count in counts.Values)
        {
            earlier.HandOver(count);
        }

        bool Count(EventBatch events, in PredictionRow row, long sequence)
        {
            if (counts.TryGetValue(row.Version.Model, out var count) && sequence < count.Number)
            {
                count.Add(row, events.Text(row.Attributes));
            }

            return true;
        }
    }

    private bool IsDue(Model model, DateTimeOffset now) =>
        options.BaselineFeatures > 0 && projection.Features.Of(model) is null && projection.Features.SeenOf(model) >= options.BaselinePredictions
        && (!_lookedAt.TryGetValue(model, out var last) || now - last >= Retry);

    private async Task LearnAsync(Model model, CancellationToken cancel)
    {
        var stored = new SequenceRange(1, session.Require().Events.NextSequence - 1);
        var sample = new FeatureSample(catalog.FieldNames);
        await ReadAsync(stored, Sample, cancel);
        if (sample.Count < options.BaselinePredictions)
        {
            projection.Features.Refuse(
                model, $"no baseline yet: it needs {options.BaselinePredictions} predictions with features, and {sample.Count} are still stored");
            return;
        }

        projection.Adopt(model, sample.ToBaseline(options.BaselineFeatures), stored.Last);

        bool Sample(EventBatch events, in PredictionRow row, long sequence)
        {
            if (row.Version.Model == model)
            {
                sample.Add(events.Text(row.Attributes), row.EventTicks);
            }

            return sample.Count < options.BaselinePredictions;
        }
    }

    /// <summary>Hands out the stored predictions of a range, the oldest first, until no more are wanted.</summary>
    private async Task ReadAsync(SequenceRange range, TakePrediction take, CancellationToken cancel)
    {
        await foreach (var run in new StoredEventScan(session.Require().Events).RunsAsync(range, EventColumns.All, cancel))
        {
            var cursor = new RunCursor(run, range);
            while (cursor.MoveNext())
            {
                if (cursor.Kind == EventKind.Prediction && !take(run.Events, run.Events.Predictions[cursor.Row], cursor.Sequence))
                {
                    return;
                }
            }
        }
    }

    /// <returns>Whether more are wanted.</returns>
    private delegate bool TakePrediction(EventBatch events, in PredictionRow row, long sequence);
}
