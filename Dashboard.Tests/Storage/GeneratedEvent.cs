using System.Text;
using CsCheck;
using Dashboard.Core.Predictions;

namespace Dashboard.Tests.Storage;

/// <summary>One event of any shape the parser lets in, and rarer ones than it does.</summary>
/// <param name="Outcome">Null when the call failed, or of a retraction.</param>
internal sealed record GeneratedEvent(
    bool IsTruth, string Model, string Version, string Id, long EventTicks, long ReceivedTicks, GeneratedOutcome? Outcome,
    double Score, long LatencyMicros, string Error, uint Fingerprint, (AttributeGroup Group, string Name, object Value)[] Attributes)
{
    private const string Regression = "demand";

    private static readonly Gen<string> Piece = Gen.OneOf("a", "Z", "0", "-", " ", "\"", ",", "\n", "ä", "猫", "😀", "\u0301", "/../");

    /// <summary>Up to 128 characters.</summary>
    public static readonly Gen<string> Text = Piece.Array[1, 32].Select(string.Concat);

    public static readonly Gen<string> Uuid = Gen.Guid.Select(uuid => uuid.ToString());

    public static readonly Gen<string> OddId = Gen.OneOf(Text, Uuid, Uuid.Select(id => id.ToUpperInvariant()), Uuid.Select(id => id + "x"));

    /// <summary>Finite; -0 is left out, since storing makes it 0.</summary>
    public static readonly Gen<double> Number = Gen.OneOf(
        Gen.Int[-1_000_000, 1_000_000].Select(n => n / 100.0), Gen.Int.Select(n => (double)n), Gen.Double[-1, 1], Gen.Double.Where(double.IsFinite),
        Gen.OneOf(0.0, 0.1, 1e-7, -1e-7, 1e300, -1e300, double.Epsilon, double.MaxValue, double.MinValue, 9_007_199_254_740_993, 1.0 / 3))
        .Select(n => n == 0 ? 0 : n);

    private static readonly Gen<long> Ticks = Gen.OneOf(
        Gen.Long[639_000_000_000_000_000, 639_000_001_000_000_000], Gen.Long[0, DateTime.MaxValue.Ticks]);

    private static readonly Gen<object> Value = Gen.OneOf(
        Number.Select(n => (object)n), Text.Select(text => (object)text), Gen.Bool.Select(flag => (object)flag), Gen.Const((object)""));

    private static readonly Gen<(AttributeGroup, string, object)[]> AnyAttributes =
        Gen.Select(Gen.Int[0, 2].Select(group => (AttributeGroup)group), Gen.OneOf("country", "amount", "größe", "x y"), Value).Array[0, 6]
            .Select(all => all.DistinctBy(attribute => (attribute.Item1, attribute.Item2)).ToArray());

    private static readonly Gen<GeneratedEvent> Plain = Gen.Select(
        Gen.Select(Gen.Bool, Gen.OneOf("fraud", "Fraud", Regression), Gen.OneOf("1", "2.0", "ä")),
        Gen.Select(Ticks, Ticks),
        Gen.Select(Gen.OneOf("yes", "no", "猫", "Yes"), Number, Gen.Bool),
        Gen.Select(Gen.OneOf(Number, Gen.Const(double.NaN)), Gen.OneOf(Gen.Const(-1L), Gen.Long[0, 86_400_000_000])),
        Gen.Select(Gen.OneOf(Gen.Const(""), Text), Gen.UInt, AnyAttributes),
        (who, when, outcome, numbers, rest) => new GeneratedEvent(
            who.Item1, who.Item2, who.Item3, "", when.Item1, when.Item2,
            outcome.Item3 ? null : new GeneratedOutcome(outcome.Item1, outcome.Item2), numbers.Item1, numbers.Item2, rest.Item1, rest.Item2, rest.Item3));

    /// <summary>Batches whose ids are all UUIDs, or of any kind.</summary>
    public static readonly Gen<GeneratedEvent[]> Batches = Gen.OneOf(Of(Uuid), Of(OddId));

    public static EventBatch ToBatch(IEnumerable<GeneratedEvent> events, ModelCatalog catalog)
    {
        var batch = new EventBatch();
        foreach (var one in events)
        {
            one.AddTo(batch, catalog);
        }

        return batch;
    }

    private static Gen<GeneratedEvent[]> Of(Gen<string> ids) =>
        Gen.Select(Plain, ids, (plain, id) => plain with { Id = id }).Array[1, 60];

    private void AddTo(EventBatch batch, ModelCatalog catalog)
    {
        var model = catalog.GetOrAdd(Model)!;
        model.DecideKind(Model == Regression ? OutcomeKind.Number : OutcomeKind.Text);
        var id = Encoding.UTF8.GetBytes(Id);
        var key = PredictionKey.Of(model, id);
        var outcome = Outcome?.In(model) ?? Core.Predictions.Outcome.None;
        var text = outcome.IsUnlisted && !model.IsRegression ? batch.AddText(Encoding.UTF8.GetBytes(Outcome!.Label)) : default;
        if (IsTruth)
        {
            batch.Add(new GroundTruthRow
            {
                Model = model, Key = key, EventTicks = EventTicks, ReceivedTicks = ReceivedTicks, Truth = outcome, TruthText = text, Id = batch.AddText(id),
            });
            return;
        }

        batch.Add(new PredictionRow
        {
            Version = catalog.GetOrAddVersion(model, Version)!,
            Key = key,
            Fingerprint = Fingerprint,
            EventTicks = EventTicks,
            ReceivedTicks = ReceivedTicks,
            Predicted = outcome,
            PredictedText = text,
            Score = Score,
            LatencyMicros = LatencyMicros,
            Flags = Outcome is null ? PredictionFlags.Failed : PredictionFlags.None,
            Id = batch.AddText(id),
            Error = batch.AddText(Encoding.UTF8.GetBytes(Error)),
            Attributes = AddAttributes(batch, catalog.FieldNames),
        });
    }

    private TextSpan AddAttributes(EventBatch batch, FieldNames names)
    {
        TextSpan all = default;
        foreach (var (group, name, value) in Attributes)
        {
            all = AttributeWriter.Append(batch, all, new PredictionAttribute
            {
                Group = group,
                NameId = names.Intern(name),
                Type = value switch { double => AttributeType.Number, string => AttributeType.Text, true => AttributeType.True, _ => AttributeType.False },
                Number = value is double number ? number : 0,
                Text = value is string text ? Encoding.UTF8.GetBytes(text) : default,
            });
        }

        return all;
    }
}

/// <summary>What a classification calls it, and what a regression does.</summary>
internal sealed record GeneratedOutcome(string Label, double Value)
{
    public Outcome In(Model model) => model.IsRegression ? Outcome.FromValue(Value) : model.Labels.Intern(Label);
}
