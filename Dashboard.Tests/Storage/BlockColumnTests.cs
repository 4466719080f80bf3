using System.Text;
using CsCheck;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage.LiteDb.Blocks;

namespace Dashboard.Tests.Storage;

/// <summary>Each column of a block for itself: any values come back, and the reader stops where the writer did.</summary>
public sealed class BlockColumnTests
{
    private const byte End = 0xA5;

    [Fact]
    public void Numbers() => GeneratedEvent.Number.Array[0, 50].Sample(values =>
    {
        var read = new double[values.Length];
        Through(writer => NumberColumn.Write(writer, values), reader => NumberColumn.Read(reader, read));
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), read.Select(BitConverter.DoubleToInt64Bits));
    });

    [Fact]
    public void Numbers_with_few_decimals_take_few_bytes() => Gen.Select(Gen.Int[0, 6], Gen.Int[0, 10_000].Array[20, 50]).Sample((decimals, values) =>
    {
        var writer = new ByteWriter();
        NumberColumn.Write(writer, [.. values.Select(value => value / Math.Pow(10, decimals))]);
        Assert.InRange(writer.Length, 1, 1 + (3 * values.Length));
    });

    [Fact]
    public void Minus_zero_becomes_zero()
    {
        var read = new double[] { 1, 1 };
        Through(writer => NumberColumn.Write(writer, [-0.0, 2.5]), reader => NumberColumn.Read(reader, read));
        Assert.Equal([BitConverter.DoubleToInt64Bits(0.0), BitConverter.DoubleToInt64Bits(2.5)], read.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Instants_in_any_order() => Gen.Long.Array[0, 50].Sample(ticks =>
    {
        var read = new long[ticks.Length];
        Through(
            writer =>
            {
                TicksColumn column = default;
                Array.ForEach(ticks, value => column.Write(writer, value));
            },
            reader =>
            {
                TicksColumn column = default;
                for (var i = 0; i < read.Length; i++)
                {
                    read[i] = column.Read(reader);
                }
            });
        Assert.Equal(ticks, read);
    });

    [Fact]
    public void Ids_that_are_all_uuids() => GeneratedEvent.Uuid.Array[0, 40].Sample(RequireIds);

    [Fact]
    public void Ids_of_any_kind() => GeneratedEvent.OddId.Array[0, 40].Sample(RequireIds);

    [Fact]
    public void Ids_of_the_longest_kind() => Gen.OneOf("猫", "\uD83D\uDE00", "a").Select(Gen.Int[1, 128]).Array[1, 20]
        .Sample(ids => RequireIds([.. ids.Select(id => string.Concat(Enumerable.Repeat(id.Item1, id.Item2 / id.Item1.Length)))]));

    [Fact]
    public void Outcomes_of_models_of_both_kinds() =>
        Gen.Select(Gen.Bool, GeneratedEvent.Text, GeneratedEvent.Number, Gen.Bool).Array[0, 40].Sample(outcomes =>
        {
            var (label, value) = Models(new ModelCatalog(new CatalogLimits { LabelsPerModel = 3 }));
            var (otherLabel, otherValue) = Models(new ModelCatalog(new CatalogLimits { LabelsPerModel = 1 }));
            using var batch = new EventBatch();
            using var decoded = new EventBatch();
            var read = new List<string>();
            Through(
                writer =>
                {
                    var column = new OutcomeWriter();
                    foreach (var (isLabel, text, number, isNone) in outcomes)
                    {
                        var outcome = isNone ? Outcome.None : isLabel ? label.Labels.Intern(text) : Outcome.FromValue(number);
                        column.Add(isLabel ? label : value, outcome, batch, batch.AddText(Encoding.UTF8.GetBytes(text)));
                    }

                    column.WriteTo(writer);
                },
                reader =>
                {
                    var column = new OutcomeReader(reader);
                    foreach (var (isLabel, _, _, _) in outcomes)
                    {
                        var model = isLabel ? otherLabel : otherValue;
                        var outcome = column.Next(reader, model, decoded, out var text);
                        read.Add(outcome.IsNone ? "none" : isLabel ? TextOf(model, outcome, decoded, text) : $"{outcome.Value:R}");
                    }
                });
            Assert.Equal(outcomes.Select(o => o.Item4 ? "none" : o.Item1 ? o.Item2 : $"{o.Item3:R}"), read);
        });

    [Fact]
    public void Names_of_models_and_versions() => Gen.Select(GeneratedEvent.Text, GeneratedEvent.Text).Array[0, 30].Sample(pairs =>
    {
        var catalog = new ModelCatalog(new CatalogLimits());
        var versions = pairs.Select(pair => catalog.GetOrAddStoredVersion(catalog.GetOrAddStored(pair.Item1), pair.Item2)).ToList();
        var table = new NameTable();
        var numbers = versions.Select(table.NumberOf).ToList();
        var models = versions.Select(version => table.NumberOf(version.Model)).ToList();
        Through(table.WriteTo, reader =>
        {
            var read = NameTable.Read(reader, new ModelCatalog(new CatalogLimits()));
            Assert.Equal(pairs.Select(pair => pair.Item2), numbers.Select(number => read.Versions[number].Name));
            Assert.Equal(pairs.Select(pair => pair.Item1), numbers.Select(number => read.Versions[number].Model.Name));
            Assert.Equal(pairs.Select(pair => pair.Item1), models.Select(number => read.Models[number].Name));
        });
    });

    [Fact]
    public void Attributes_of_every_type() => GeneratedEvent.Batches.Sample(events =>
    {
        var (catalog, other) = (new ModelCatalog(new CatalogLimits()), new ModelCatalog(new CatalogLimits()));
        using var batch = GeneratedEvent.ToBatch(events, catalog);
        using var decoded = new EventBatch();
        var rows = batch.Predictions.ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].Attributes = default;
        }

        Through(
            writer => new AttributeColumnsWriter(catalog.FieldNames).Write(writer, batch),
            reader => AttributeColumnsReader.Read(reader, rows, decoded, other.FieldNames));
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(Texts(batch, batch.Predictions[i], catalog.FieldNames), Texts(decoded, rows[i], other.FieldNames));
        }
    });

    private static void RequireIds(string[] ids)
    {
        using var batch = new EventBatch();
        var spans = ids.Select(id => batch.AddText(Encoding.UTF8.GetBytes(id))).ToArray();
        var read = new List<string>();
        Through(writer => IdColumn.Write(writer, batch, spans.Length, i => spans[i]), reader =>
        {
            var column = new IdColumnReader(reader, ids.Length);
            foreach (var _ in ids)
            {
                read.Add(Encoding.UTF8.GetString(column.Next(reader)));
            }
        });
        Assert.Equal(ids, read);
    }

    private static void Through(Action<ByteWriter> write, Action<ByteReader> read)
    {
        var writer = new ByteWriter(16);
        write(writer);
        writer.Byte(End);
        var reader = new ByteReader(writer.Written.ToArray());
        read(reader);
        Assert.Equal(End, reader.Byte());
    }

    private static (Model Label, Model Value) Models(ModelCatalog catalog)
    {
        var (label, value) = (catalog.GetOrAdd("label")!, catalog.GetOrAdd("value")!);
        label.DecideKind(OutcomeKind.Text);
        value.DecideKind(OutcomeKind.Number);
        return (label, value);
    }

    private static string TextOf(Model model, Outcome outcome, EventBatch batch, TextSpan unlisted) =>
        model.Labels.TryGetText(outcome, out var text) ? text : batch.TextString(unlisted);

    private static List<string> Texts(EventBatch batch, in PredictionRow row, FieldNames names)
    {
        var texts = new List<string>();
        foreach (var attribute in new AttributeReader(batch.Text(row.Attributes)))
        {
            texts.Add($"{attribute.Group} {names[attribute.NameId]} {attribute.Type} {attribute.Number:R} {Encoding.UTF8.GetString(attribute.Text)}");
        }

        texts.Sort(StringComparer.Ordinal);
        return texts;
    }
}
