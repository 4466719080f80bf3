using System.Text;

namespace Dashboard.Core.Predictions;

public enum EventKind : byte
{
    Prediction = 0,
    GroundTruth = 1,
}

/// <summary>
/// Events in arrival order, kept as rows plus one shared UTF-8 buffer, all rented: filling, committing and clearing a
/// batch allocates nothing on the steady path. Not safe for concurrent use. Bounded by whoever fills it (a request's
/// body, a commit's event limit).
/// </summary>
public sealed class EventBatch : IDisposable
{
    private EventKind[] _kinds = BatchBuffers.Rent<EventKind>(16);
    private PredictionRow[] _predictions = BatchBuffers.Rent<PredictionRow>(16);
    private GroundTruthRow[] _truths = BatchBuffers.Rent<GroundTruthRow>(16);
    private byte[] _text = BatchBuffers.Rent<byte>(1024);
    private int _textLength;

    /// <summary>Events of both kinds.</summary>
    public int Count => PredictionCount + GroundTruthCount;

    public int PredictionCount { get; private set; }

    public int GroundTruthCount { get; private set; }

    /// <summary>The kind of each event in arrival order; the n-th of a kind is the n-th row of that kind.</summary>
    public ReadOnlySpan<EventKind> Kinds => _kinds.AsSpan(0, Count);

    public Span<PredictionRow> Predictions => _predictions.AsSpan(0, PredictionCount);

    public Span<GroundTruthRow> GroundTruths => _truths.AsSpan(0, GroundTruthCount);

    /// <summary>Bytes of text held, the measure of a batch's size in memory.</summary>
    public int TextLength => _textLength;

    public ReadOnlySpan<byte> Text(TextSpan span) => _text.AsSpan(span.Offset, span.Length);

    public string TextString(TextSpan span) => Encoding.UTF8.GetString(Text(span));

    /// <summary>Copies bytes into the batch.</summary>
    public TextSpan AddText(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(ReserveText(utf8.Length));
        return CommitText(utf8.Length);
    }

    /// <summary>Room for up to <paramref name="size"/> bytes at the end of the text; follow with <see cref="CommitText"/>.</summary>
    public Span<byte> ReserveText(int size)
    {
        Grow(ref _text, _textLength + size, _textLength);
        return _text.AsSpan(_textLength);
    }

    public TextSpan CommitText(int length)
    {
        var span = new TextSpan(length == 0 ? 0 : _textLength, length);
        _textLength += length;
        return span;
    }

    public void Add(in PredictionRow row)
    {
        AddKind(EventKind.Prediction);
        Grow(ref _predictions, PredictionCount + 1, PredictionCount);
        _predictions[PredictionCount++] = row;
    }

    public void Add(in GroundTruthRow row)
    {
        AddKind(EventKind.GroundTruth);
        Grow(ref _truths, GroundTruthCount + 1, GroundTruthCount);
        _truths[GroundTruthCount++] = row;
    }

    /// <summary>Copies one prediction with its texts from another batch.</summary>
    public void AddCopy(EventBatch source, in PredictionRow row)
    {
        var copy = row;
        copy.Id = AddText(source.Text(row.Id));
        copy.Error = AddText(source.Text(row.Error));
        copy.PredictedText = AddText(source.Text(row.PredictedText));
        copy.Attributes = AddText(source.Text(row.Attributes));
        Add(copy);
    }

    /// <summary>Copies one ground truth with its texts from another batch.</summary>
    public void AddCopy(EventBatch source, in GroundTruthRow row)
    {
        var copy = row;
        copy.Id = AddText(source.Text(row.Id));
        copy.TruthText = AddText(source.Text(row.TruthText));
        Add(copy);
    }

    /// <summary>Empties the batch and keeps its buffers.</summary>
    public void Clear()
    {
        PredictionCount = 0;
        GroundTruthCount = 0;
        _textLength = 0;
    }

    public void Dispose()
    {
        BatchBuffers.Return(_kinds);
        BatchBuffers.Return(_predictions, clear: true);
        BatchBuffers.Return(_truths, clear: true);
        BatchBuffers.Return(_text);
        _kinds = [];
        _predictions = [];
        _truths = [];
        _text = [];
        Clear();
    }

    private void AddKind(EventKind kind)
    {
        var count = Count;
        Grow(ref _kinds, count + 1, count);
        _kinds[count] = kind;
    }

    private static void Grow<T>(ref T[] array, int needed, int used)
    {
        if (needed <= array.Length)
        {
            return;
        }

        var larger = BatchBuffers.Rent<T>(Math.Max(needed, array.Length * 2));
        Array.Copy(array, larger, used);
        BatchBuffers.Return(array);
        array = larger;
    }
}
