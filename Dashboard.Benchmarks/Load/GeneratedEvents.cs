using System.Diagnostics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Benchmarks.Load;

/// <summary>Events as rows in process, with the projection they go into: no HTTP, no parsing, no storage.</summary>
internal sealed class GeneratedEvents
{
    public const string ModelName = "fraud";
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private const int BatchSize = 8_192;

    /// <summary>Beyond the numbers of all other events.</summary>
    private const long Later = 1L << 40;

    private readonly ModelCatalog _catalog = new(new CatalogLimits());
    private readonly ModelVersion _version;
    private readonly Outcome[] _labels;
    private readonly long _spreadTicks;
    private long _sequence = 1;

    /// <param name="days">Over which the events are spread.</param>
    public GeneratedEvents(int days = 1)
    {
        _spreadTicks = days * TimeSpan.TicksPerDay;
        var model = _catalog.GetOrAdd(ModelName)!;
        model.DecideKind(OutcomeKind.Text);
        _version = _catalog.GetOrAddVersion(model, "3")!;
        _labels = [model.Labels.Intern("legit"), model.Labels.Intern("fraud")];
        Projection = new Projection(_catalog, new StorageOptions(), new StoppedTime());
    }

    public Projection Projection { get; }

    /// <summary>Admits and projects events; every second prediction is followed by its ground truth, known within two minutes.</summary>
    /// <returns>Nanoseconds per event.</returns>
    public double Project(long events)
    {
        using var batch = new EventBatch();
        var elapsed = 0L;
        for (long number = 0; number < events;)
        {
            batch.Clear();
            number += Fill(batch, number, (int)Math.Min(BatchSize, events - number));
            var started = Stopwatch.GetTimestamp();
            Admit(batch);
            Projection.Project(batch, _sequence);
            elapsed += Stopwatch.GetTimestamp() - started;
            _sequence += batch.Count;
        }

        return Stopwatch.GetElapsedTime(0, elapsed).TotalNanoseconds / events;
    }

    /// <summary>Projects predictions of one instant.</summary>
    public void ProjectAt(DateTimeOffset time, int count)
    {
        using var batch = new EventBatch();
        for (var i = 0; i < count; i++)
        {
            AddPrediction(batch, Later + _sequence + i, time.UtcTicks);
        }

        Admit(batch);
        Projection.Project(batch, _sequence);
        _sequence += count;
    }

    /// <summary>Adds predictions and their truths; returns how many.</summary>
    public int Fill(EventBatch batch, long number, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var n = number + i;
            if (n % 3 == 2)
            {
                AddGroundTruth(batch, n - 1);
            }
            else
            {
                AddPrediction(batch, n, Time(n));
            }
        }

        return count;
    }

    private void Admit(EventBatch batch)
    {
        int prediction = 0, truth = 0;
        foreach (var kind in batch.Kinds)
        {
            _ = kind == EventKind.Prediction
                ? Projection.Admit(batch, batch.Predictions[prediction++])
                : Projection.Admit(batch.GroundTruths[truth++]);
        }
    }

    private void AddPrediction(EventBatch batch, long number, long ticks)
    {
        var random = EventNumber.Mix((ulong)number);
        Span<byte> id = stackalloc byte[36];
        EventNumber.WriteUuid(id, number);
        batch.Add(new PredictionRow
        {
            Version = _version,
            Key = PredictionKey.Of(_version.Model, id),
            Fingerprint = (uint)random,
            EventTicks = ticks,
            ReceivedTicks = Math.Max(ticks, Now.UtcTicks),
            Predicted = _labels[random % 10 == 0 ? 1 : 0],
            Score = (random >> 16) % 10_000 / 1e4,
            LatencyMicros = 1_000 + (long)((random >> 32) % 1_000_000),
            Id = batch.AddText(id),
        });
    }

    private void AddGroundTruth(EventBatch batch, long prediction)
    {
        Span<byte> id = stackalloc byte[36];
        EventNumber.WriteUuid(id, prediction);
        batch.Add(new GroundTruthRow
        {
            Model = _version.Model,
            Key = PredictionKey.Of(_version.Model, id),
            EventTicks = Math.Min(Now.UtcTicks, Time(prediction) + (long)(EventNumber.Mix((ulong)prediction) % (2 * (ulong)TimeSpan.TicksPerMinute))),
            ReceivedTicks = Now.UtcTicks,
            Truth = _labels[EventNumber.Mix((ulong)prediction) % 11 == 0 ? 1 : 0],
            Id = batch.AddText(id),
        });
    }

    private long Time(long number) =>
        Now.UtcTicks - (long)(EventNumber.Mix((ulong)number ^ 0xABCDEF) % (ulong)_spreadTicks);

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
