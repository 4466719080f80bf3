using System.Globalization;
using System.Text;
using Dashboard.Core.Predictions;

namespace Dashboard.Tests.StorageConformance;

/// <summary>Makes realistic and awkward events, the same for the same seed.</summary>
internal sealed class EventSource(ModelCatalog catalog, int seed = 1)
{
    private static readonly string[] Labels = ["legit", "fraud", "猫", "naïve café", " leading space", "a,\"b\""];
    private readonly Random _random = new(seed);
    private long _ticks = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;
    private int _next;

    /// <summary>Adds predictions of three models with now and then a ground truth.</summary>
    public void Fill(EventBatch batch, int count, bool uuids = true)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 5 == 4)
            {
                AddTruth(batch, uuids);
            }
            else
            {
                AddPrediction(batch, uuids);
            }
        }
    }

    public void AddPrediction(EventBatch batch, bool uuids, string? modelName = null)
    {
        _next++;
        var kind = _next % 3;
        var model = catalog.GetOrAdd(modelName ?? (kind == 0 ? "demand" : kind == 1 ? "fraud" : "churn"))!;
        model.DecideKind(kind == 0 && modelName is null ? OutcomeKind.Number : OutcomeKind.Text);
        var version = catalog.GetOrAddVersion(model, _next % 7 == 0 ? "2.1" : "2.0")!;
        var id = Encoding.UTF8.GetBytes(uuids ? Guid.CreateVersion7(new DateTimeOffset(Tick(), TimeSpan.Zero)).ToString() : OddId());
        var isFailed = _next % 11 == 0;
        var row = new PredictionRow
        {
            Version = version,
            Key = PredictionKey.Of(model, id),
            Fingerprint = (uint)_random.Next(),
            EventTicks = Tick(),
            ReceivedTicks = _ticks + 1_000_000,
            Predicted = isFailed ? Outcome.None : model.IsRegression ? Outcome.FromValue(_random.NextDouble() * 1e6) : model.Labels.Intern(Labels[_random.Next(Labels.Length)]),
            Score = _next % 4 == 0 ? double.NaN : Math.Round(_random.NextDouble(), 6),
            LatencyMicros = _next % 9 == 0 ? -1 : _random.Next(1_000, 900_000),
            Flags = isFailed ? PredictionFlags.Failed : PredictionFlags.None,
            Id = batch.AddText(id),
            Error = batch.AddText(isFailed ? "zeitüberschreitung"u8 : default),
        };
        row.Attributes = Features(batch);
        batch.Add(row);
    }

    private void AddTruth(EventBatch batch, bool uuids)
    {
        var model = catalog.GetOrAdd("fraud")!;
        model.DecideKind(OutcomeKind.Text);
        var id = Encoding.UTF8.GetBytes(uuids ? Guid.CreateVersion7(new DateTimeOffset(Tick(), TimeSpan.Zero)).ToString() : OddId());
        batch.Add(new GroundTruthRow
        {
            Model = model,
            Key = PredictionKey.Of(model, id),
            EventTicks = Tick(),
            ReceivedTicks = _ticks,
            Truth = model.Labels.Intern(Labels[_random.Next(Labels.Length)]),
            Id = batch.AddText(id),
        });
    }

    private TextSpan Features(EventBatch batch)
    {
        TextSpan all = default;
        all = AttributeWriter.AppendText(batch, all, AttributeGroup.Segment, catalog.FieldNames.Intern("country"), _next % 2 == 0 ? "DE" : "FR");
        all = AttributeWriter.AppendText(batch, all, AttributeGroup.Feature, catalog.FieldNames.Intern("device"), _next % 3 == 0 ? "ios" : "web");
        foreach (var (name, value) in new[] { ("amount", Math.Round(_random.NextDouble() * 500, 2)), ("age", _random.Next(18, 90)), ("tenure", _random.NextDouble()) })
        {
            all = AttributeWriter.Append(batch, all, new PredictionAttribute { Group = AttributeGroup.Feature, Type = AttributeType.Number, NameId = catalog.FieldNames.Intern(name), Number = value });
        }

        return _next % 13 == 0
            ? AttributeWriter.Append(batch, all, new PredictionAttribute { Group = AttributeGroup.Feature, Type = AttributeType.True, NameId = catalog.FieldNames.Intern("vip") })
            : all;
    }

    private string OddId() => (_next % 4) switch
    {
        0 => $"tx-{_next:D8}",
        1 => $"TX-{_next}/ä ö\"'../",
        2 => Guid.CreateVersion7(new DateTimeOffset(_ticks, TimeSpan.Zero)).ToString().ToUpperInvariant(),
        _ => _next.ToString(CultureInfo.InvariantCulture),
    };

    private long Tick() => _ticks += _random.Next(1, 50_000);
}
