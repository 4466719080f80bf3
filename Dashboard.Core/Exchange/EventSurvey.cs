using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Exchange;

/// <summary>
/// What one pass over the stored events found of a selection: how large it is, which columns it needs, where its joins
/// can be cut and where its ground truths lie. Small, whatever the size of the selection.
/// </summary>
internal sealed class EventSurvey(EventSelection selection, FieldNames names, ExportOptions options)
{
    private const int MaxTruthRanges = 4_096;

    private readonly HashSet<AttributeKey> _attributes = []; // Bounded by options.MaxAttributeColumns.
    private readonly List<SequenceRange> _truthRanges = []; // Bounded by MaxTruthRanges: further runs extend the last one.
    private readonly List<long> _chunkStarts = []; // One per options.JoinChunk rows.

    public long Rows { get; private set; }

    /// <summary>Ground truths that may belong to a selected prediction.</summary>
    public long Truths { get; private set; }

    /// <summary>Runs of the log with such ground truths, ascending.</summary>
    public IReadOnlyList<SequenceRange> TruthRanges => _truthRanges;

    /// <summary>Sequence numbers of the first selected prediction of each chunk.</summary>
    public IReadOnlyList<long> ChunkStarts => _chunkStarts;

    /// <summary>Segments, then features, then scores, each in ordinal order of their names.</summary>
    public IReadOnlyList<AttributeColumn> Columns =>
        [.. _attributes
            .Select(key => new AttributeColumn(key.Group, names[key.NameId], key.NameId))
            .OrderBy(column => column.Group)
            .ThenBy(column => column.Name, StringComparer.Ordinal)];

    /// <exception cref="TooManyColumnsException">The attributes do not fit.</exception>
    public void Add(StoredEvents run, SequenceRange range)
    {
        var events = run.Events;
        var truthsBefore = Truths;
        var cursor = new RunCursor(run, range);
        while (cursor.MoveNext())
        {
            if (cursor.Kind == EventKind.GroundTruth)
            {
                Truths += selection.MayConcern(events.GroundTruths[cursor.Row]) ? 1 : 0;
            }
            else if (selection.Matches(events, events.Predictions[cursor.Row], names))
            {
                AddPrediction(events, events.Predictions[cursor.Row], cursor.Sequence);
            }
        }

        if (Truths > truthsBefore)
        {
            AddTruthRange(run.FirstSequence, Math.Min(run.LastSequence, range.Last));
        }
    }

    private void AddPrediction(EventBatch events, in PredictionRow row, long sequence)
    {
        if (Rows % options.JoinChunk == 0)
        {
            _chunkStarts.Add(sequence);
        }

        Rows++;
        foreach (var attribute in new AttributeReader(events.Text(row.Attributes)))
        {
            _attributes.Add(new AttributeKey(attribute.Group, attribute.NameId));
        }

        if (_attributes.Count > options.MaxAttributeColumns)
        {
            throw new TooManyColumnsException(options.MaxAttributeColumns);
        }
    }

    private void AddTruthRange(long first, long last)
    {
        var follows = _truthRanges.Count > 0 && (_truthRanges[^1].Last + 1 >= first || _truthRanges.Count == MaxTruthRanges);
        if (follows)
        {
            _truthRanges[^1] = _truthRanges[^1] with { Last = last };
        }
        else
        {
            _truthRanges.Add(new SequenceRange(first, last));
        }
    }

    private readonly record struct AttributeKey(AttributeGroup Group, int NameId);
}
