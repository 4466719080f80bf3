using System.Globalization;
using System.Text;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Tests.Exchange;

/// <summary>A log of events written by hand, run by run, that can be changed or break while it is read.</summary>
/// <param name="catalog">Of the models; null for one of its own.</param>
internal sealed class EventLog(ModelCatalog? catalog = null) : IEventStore, IDisposable
{
    private readonly List<(EventBatch Events, long First)> _runs = [];

    public ModelCatalog Catalog { get; } = catalog ?? new(new CatalogLimits());

    public long NextSequence { get; private set; } = 1;

    /// <summary>Called before each read with the number of reads so far.</summary>
    public Action<int>? BeforeRead { get; set; }

    public int Reads { get; private set; }

    /// <summary>Ends the current run: what follows lies in another block.</summary>
    public void EndRun() => _runs.Add((new EventBatch(), NextSequence));

    public void DeleteFirstRun() => _runs.RemoveAt(0);

    public void Predict(
        string id, string? outcome = "yes", string model = "m", string version = "1", DateTimeOffset? time = null,
        double score = double.NaN, double latencyMs = -1, string? error = null,
        params (AttributeGroup Group, string Name, object Value)[] attributes)
    {
        var batch = Current();
        var owner = Catalog.GetOrAdd(model)!;
        var span = default(TextSpan);
        foreach (var (group, name, value) in attributes)
        {
            span = AttributeWriter.Append(batch, span, Attribute(group, name, value));
        }

        batch.Add(new PredictionRow
        {
            Version = Catalog.GetOrAddVersion(owner, version)!,
            Key = PredictionKey.Of(owner, Encoding.UTF8.GetBytes(id)),
            EventTicks = (time ?? DateTimeOffset.UnixEpoch).UtcTicks,
            ReceivedTicks = (time ?? DateTimeOffset.UnixEpoch).UtcTicks,
            Predicted = outcome is null ? Outcome.None : OutcomeOf(owner, outcome),
            Score = score,
            LatencyMicros = latencyMs < 0 ? -1 : (long)(latencyMs * 1000),
            Flags = error is null ? PredictionFlags.None : PredictionFlags.Failed,
            Id = batch.AddText(Encoding.UTF8.GetBytes(id)),
            Error = batch.AddText(Encoding.UTF8.GetBytes(error ?? "")),
            PredictedText = UnlistedText(batch, owner, outcome),
            Attributes = span,
        });
        NextSequence++;
    }

    /// <param name="outcome">Null takes back the one in force.</param>
    public void Truth(string id, string? outcome, string model = "m", DateTimeOffset? time = null)
    {
        var batch = Current();
        var owner = Catalog.GetOrAdd(model)!;
        batch.Add(new GroundTruthRow
        {
            Model = owner,
            Key = PredictionKey.Of(owner, Encoding.UTF8.GetBytes(id)),
            EventTicks = (time ?? DateTimeOffset.UnixEpoch).UtcTicks,
            ReceivedTicks = (time ?? DateTimeOffset.UnixEpoch).UtcTicks,
            Truth = outcome is null ? Outcome.None : OutcomeOf(owner, outcome),
            Id = batch.AddText(Encoding.UTF8.GetBytes(id)),
            TruthText = UnlistedText(batch, owner, outcome),
        });
        NextSequence++;
    }

    public ValueTask<StoredEvents?> ReadAsync(long sequence, EventColumns columns, CancellationToken cancel)
    {
        BeforeRead?.Invoke(Reads);
        Reads++;
        var at = _runs.FindIndex(run => run.Events.Count > 0 && run.First + run.Events.Count > sequence);
        return ValueTask.FromResult(at < 0 ? null : Copy(_runs[at].Events, _runs[at].First));
    }

    public ValueTask AppendAsync(EventBatch events, IngestLedger ledger, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<long> SweepAsync(EventRetention retention, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<long> RemoveModelAsync(string model, CancellationToken cancel) => throw new NotSupportedException();

    public void Dispose() => _runs.ForEach(run => run.Events.Dispose());

    private EventBatch Current()
    {
        if (_runs.Count == 0)
        {
            EndRun();
        }

        return _runs[^1].Events;
    }

    private static Outcome OutcomeOf(Model model, string text) => model.IsRegression
        ? Outcome.FromValue(double.Parse(text, CultureInfo.InvariantCulture))
        : model.Labels.Intern(text);

    private static TextSpan UnlistedText(EventBatch batch, Model model, string? outcome) =>
        outcome is not null && !model.IsRegression && model.Labels.Intern(outcome).IsUnlisted
            ? batch.AddText(Encoding.UTF8.GetBytes(outcome))
            : default;

    private PredictionAttribute Attribute(AttributeGroup group, string name, object value) => new()
    {
        Group = group,
        NameId = Catalog.FieldNames.Intern(name),
        Type = value switch { bool b => b ? AttributeType.True : AttributeType.False, double => AttributeType.Number, _ => AttributeType.Text },
        Number = value is double number ? number : 0,
        Text = value is string text ? Encoding.UTF8.GetBytes(text) : [],
    };

    private static StoredEvents Copy(EventBatch source, long first)
    {
        var copy = new EventBatch();
        var (predictions, truths) = (0, 0);
        foreach (var kind in source.Kinds)
        {
            if (kind == EventKind.Prediction)
            {
                copy.AddCopy(source, source.Predictions[predictions++]);
            }
            else
            {
                copy.AddCopy(source, source.GroundTruths[truths++]);
            }
        }

        return new StoredEvents(copy, first, first + source.Count - 1);
    }
}
