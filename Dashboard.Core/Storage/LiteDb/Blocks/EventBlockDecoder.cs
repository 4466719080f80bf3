using System.Runtime.InteropServices;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>Turns a block back into the batch it was made from. Not safe for concurrent use.</summary>
internal sealed class EventBlockDecoder(ModelCatalog catalog) : IDisposable
{
    private readonly SectionPacker _packer = new();

    /// <param name="withRest">Also ids as text, errors and attributes.</param>
    /// <exception cref="StorageException">Written by a newer version of this program.</exception>
    public StoredEvents Decode(EventBlock block, bool withRest)
    {
        var events = new EventBatch();
        var head = block.Head;
        var truths = head.GroundTruths;
        var predictions = BatchBuffers.Rent<PredictionRow>(head.Count - truths);
        var groundTruths = BatchBuffers.Rent<GroundTruthRow>(truths);
        try
        {
            var rows = predictions.AsSpan(0, head.Count - truths);
            var truthRows = groundTruths.AsSpan(0, truths);
            var reader = new ByteReader(_packer.Unpack(block.Core));
            RequireKnownFormat(reader.Byte());
            var names = NameTable.Read(reader, catalog);
            var runs = ReadKinds(reader, head.Count);
            var sequences = ReadSequences(reader, head);
            ReadPredictions(reader, rows, names.Versions, events, withRest);
            ReadGroundTruths(reader, truthRows, names.Models, events, withRest);
            if (withRest)
            {
                ReadRest(_packer.Unpack(block.Rest), rows, events);
            }

            AddInOrder(events, runs, rows, truthRows);
            return new StoredEvents(events, head.First, head.Last, sequences);
        }
        finally
        {
            BatchBuffers.Return(predictions, clear: true);
            BatchBuffers.Return(groundTruths, clear: true);
        }
    }

    public void Dispose() => _packer.Dispose();

    private static void RequireKnownFormat(byte format)
    {
        if (format != EventBlockEncoder.Format)
        {
            throw new StorageException($"an event block has format {format}; this version of the program reads {EventBlockEncoder.Format}");
        }
    }

    private static List<int> ReadKinds(ByteReader reader, int expected)
    {
        var runs = new List<int>();
        var count = reader.Int();
        if (count != expected)
        {
            throw new StorageException($"a block says it has {expected} events and holds {count}");
        }

        while (count > 0)
        {
            runs.Add(reader.Int());
            count -= runs[^1];
        }

        return runs;
    }

    private static long[]? ReadSequences(ByteReader reader, BlockHead head)
    {
        if (reader.Byte() == 0)
        {
            return null;
        }

        var sequences = new long[head.Count];
        var before = head.First;
        foreach (ref var sequence in sequences.AsSpan())
        {
            before = sequence = before + (long)reader.Varint();
        }

        return sequences;
    }

    private static void ReadPredictions(
        ByteReader reader, Span<PredictionRow> rows, ModelVersion[] versions, EventBatch events, bool withIds)
    {
        TicksColumn eventTicks = default, receivedTicks = default;
        foreach (ref var row in rows)
        {
            row = new PredictionRow
            {
                Version = versions[reader.Int()],
                EventTicks = eventTicks.Read(reader),
                ReceivedTicks = receivedTicks.Read(reader),
                Flags = (PredictionFlags)reader.Byte(),
                LatencyMicros = (long)reader.Varint() - 1,
            };
        }

        var fingerprints = MemoryMarshal.Cast<byte, uint>(reader.Bytes(rows.Length * sizeof(uint)));
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].Fingerprint = fingerprints[i];
        }

        var outcomes = new OutcomeReader(reader);
        foreach (ref var row in rows)
        {
            row.Predicted = outcomes.Next(reader, row.Version.Model, events, out row.PredictedText);
        }

        ReadScores(reader, rows);
        ReadIds(reader, rows, events, withIds);
    }

    private static void ReadScores(ByteReader reader, Span<PredictionRow> rows)
    {
        var present = reader.Bytes(rows.Length);
        var scores = new double[present.Count((byte)1)];
        NumberColumn.Read(reader, scores);
        var next = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].Score = present[i] == 1 ? scores[next++] : double.NaN;
        }
    }

    private static void ReadIds(ByteReader reader, Span<PredictionRow> rows, EventBatch events, bool withIds)
    {
        var ids = new IdColumnReader(reader, rows.Length);
        foreach (ref var row in rows)
        {
            var id = ids.Next(reader);
            row.Key = PredictionKey.Of(row.Version.Model, id);
            row.Id = withIds ? events.AddText(id) : default;
        }
    }

    private static void ReadGroundTruths(
        ByteReader reader, Span<GroundTruthRow> rows, Model[] models, EventBatch events, bool withIds)
    {
        TicksColumn eventTicks = default, receivedTicks = default;
        foreach (ref var row in rows)
        {
            row = new GroundTruthRow
            {
                Model = models[reader.Int()],
                EventTicks = eventTicks.Read(reader),
                ReceivedTicks = receivedTicks.Read(reader),
            };
        }

        var outcomes = new OutcomeReader(reader);
        foreach (ref var row in rows)
        {
            row.Truth = outcomes.Next(reader, row.Model, events, out row.TruthText);
        }

        var ids = new IdColumnReader(reader, rows.Length);
        foreach (ref var row in rows)
        {
            var id = ids.Next(reader);
            row.Key = PredictionKey.Of(row.Model, id);
            row.Id = withIds ? events.AddText(id) : default;
        }
    }

    private void ReadRest(byte[] section, Span<PredictionRow> rows, EventBatch events)
    {
        var reader = new ByteReader(section);
        foreach (ref var row in rows)
        {
            row.Error = events.AddText(reader.Text());
        }

        AttributeColumnsReader.Read(reader, rows, events, catalog.FieldNames);
    }

    private static void AddInOrder(EventBatch events, List<int> runs, Span<PredictionRow> predictions, Span<GroundTruthRow> truths)
    {
        var isPrediction = true;
        foreach (var run in runs)
        {
            for (var i = 0; i < run; i++)
            {
                if (isPrediction)
                {
                    events.Add(predictions[0]);
                    predictions = predictions[1..];
                }
                else
                {
                    events.Add(truths[0]);
                    truths = truths[1..];
                }
            }

            isPrediction = !isPrediction;
        }
    }
}
