using System.Runtime.InteropServices;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>
/// Packs a batch into a block: one column after another, so that like lies beside like (docs/decisions/0002). Reuses its
/// buffers; not safe for concurrent use.
/// </summary>
internal sealed class EventBlockEncoder : IDisposable
{
    /// <summary>First byte of a core section; a reader refuses what it does not know.</summary>
    public const byte Format = 1;

    private readonly SectionPacker _packer = new();
    private readonly ByteWriter _section = new();
    private readonly ByteWriter _columns = new();
    private readonly NameTable _names = new();
    private readonly OutcomeWriter _outcomes = new();
    private readonly AttributeColumnsWriter _attributes;
    private readonly List<double> _scores = []; // Bounded by the block's events.

    public EventBlockEncoder(ModelCatalog catalog) => _attributes = new AttributeColumnsWriter(catalog.FieldNames);

    /// <param name="sequences">One number per event when there are gaps; else null and the first is <paramref name="first"/>.</param>
    public EventBlock Encode(EventBatch events, long first, long last, ReadOnlySpan<long> sequences, bool isRecent)
    {
        var core = _packer.Pack(WriteCore(events, first, sequences), first);
        var rest = _packer.Pack(WriteRest(events), first);
        var head = new BlockHead(
            first, last, events.Count, events.GroundTruthCount, core.Content.Length + rest.Content.Length, NewestReceived(events), isRecent);
        return new EventBlock(head, core, rest);
    }

    public void Dispose() => _packer.Dispose();

    private ReadOnlySpan<byte> WriteCore(EventBatch events, long first, ReadOnlySpan<long> sequences)
    {
        _columns.Clear();
        WriteKinds(events.Kinds);
        WriteSequences(first, sequences);
        WritePredictions(events);
        WriteGroundTruths(events);

        // The name table comes first in the section but is known last.
        _section.Clear();
        _section.Byte(Format);
        _names.WriteTo(_section);
        _section.Bytes(_columns.Written);
        return _section.Written;
    }

    /// <summary>Lengths of runs of equal kind, predictions first.</summary>
    private void WriteKinds(ReadOnlySpan<EventKind> kinds)
    {
        _columns.Varint(kinds.Length);
        var kind = EventKind.Prediction;
        while (!kinds.IsEmpty)
        {
            var run = kinds.IndexOfAnyExcept(kind);
            run = run < 0 ? kinds.Length : run;
            _columns.Varint(run);
            kinds = kinds[run..];
            kind = kind == EventKind.Prediction ? EventKind.GroundTruth : EventKind.Prediction;
        }
    }

    private void WriteSequences(long first, ReadOnlySpan<long> sequences)
    {
        _columns.Byte(sequences.IsEmpty ? (byte)0 : (byte)1);
        var before = first;
        foreach (var sequence in sequences)
        {
            _columns.Varint((ulong)(sequence - before));
            before = sequence;
        }
    }

    private void WritePredictions(EventBatch events)
    {
        var rows = events.Predictions;
        TicksColumn eventTicks = default, receivedTicks = default;
        foreach (ref readonly var row in rows)
        {
            _columns.Varint(_names.NumberOf(row.Version));
            eventTicks.Write(_columns, row.EventTicks);
            receivedTicks.Write(_columns, row.ReceivedTicks);
            _columns.Byte((byte)row.Flags);
            _columns.Varint((ulong)(row.LatencyMicros + 1));
            _outcomes.Add(row.Version.Model, row.Predicted, events, row.PredictedText);
        }

        WriteFingerprints(rows);
        _outcomes.WriteTo(_columns);
        WriteScores(rows);
        IdColumn.Write(_columns, events, rows.Length, i => events.Predictions[i].Id);
    }

    private void WriteFingerprints(ReadOnlySpan<PredictionRow> rows)
    {
        var room = MemoryMarshal.Cast<byte, uint>(_columns.Reserve(rows.Length * sizeof(uint)));
        for (var i = 0; i < rows.Length; i++)
        {
            room[i] = rows[i].Fingerprint;
        }
    }

    /// <summary>One byte each for "has a score", then the scores there are.</summary>
    private void WriteScores(ReadOnlySpan<PredictionRow> rows)
    {
        _scores.Clear();
        foreach (ref readonly var row in rows)
        {
            var hasScore = !double.IsNaN(row.Score);
            _columns.Byte(hasScore ? (byte)1 : (byte)0);
            if (hasScore)
            {
                _scores.Add(row.Score);
            }
        }

        NumberColumn.Write(_columns, CollectionsMarshal.AsSpan(_scores));
    }

    private void WriteGroundTruths(EventBatch events)
    {
        var rows = events.GroundTruths;
        TicksColumn eventTicks = default, receivedTicks = default;
        foreach (ref readonly var row in rows)
        {
            _columns.Varint(_names.NumberOf(row.Model));
            eventTicks.Write(_columns, row.EventTicks);
            receivedTicks.Write(_columns, row.ReceivedTicks);
            _outcomes.Add(row.Model, row.Truth, events, row.TruthText);
        }

        _outcomes.WriteTo(_columns);
        IdColumn.Write(_columns, events, rows.Length, i => events.GroundTruths[i].Id);
    }

    private ReadOnlySpan<byte> WriteRest(EventBatch events)
    {
        _section.Clear();
        foreach (ref readonly var row in events.Predictions)
        {
            _section.Text(events.Text(row.Error));
        }

        _attributes.Write(_section, events);
        return _section.Written;
    }

    private static long NewestReceived(EventBatch events)
    {
        var newest = 0L;
        foreach (ref readonly var row in events.Predictions)
        {
            newest = Math.Max(newest, row.ReceivedTicks);
        }

        foreach (ref readonly var row in events.GroundTruths)
        {
            newest = Math.Max(newest, row.ReceivedTicks);
        }

        return newest;
    }
}
