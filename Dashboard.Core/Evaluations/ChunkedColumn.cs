namespace Dashboard.Core.Evaluations;

/// <summary>A column that grows chunk by chunk, so that growing copies nothing. Bounded by its owner's rows.</summary>
internal sealed class ChunkedColumn<T>
    where T : unmanaged
{
    private const int ChunkLength = 65_536;

    private List<T[]> _chunks = [];
    private int _used = ChunkLength; // Of the last chunk.

    public int Count => (_chunks.Count * ChunkLength) + _used - ChunkLength;

    public void Add(T value)
    {
        if (_used == ChunkLength)
        {
            _chunks.Add(new T[ChunkLength]);
            _used = 0;
        }

        _chunks[^1][_used++] = value;
    }

    /// <summary>Everything in one array; the column is empty afterwards.</summary>
    public T[] Take()
    {
        var all = new T[Count];
        var (chunks, done) = (_chunks, 0);
        (_chunks, _used) = ([], ChunkLength);
        for (var i = 0; i < chunks.Count; i++)
        {
            var part = Math.Min(ChunkLength, all.Length - done);
            chunks[i].AsSpan(0, part).CopyTo(all.AsSpan(done));
            chunks[i] = [];
            done += part;
        }

        return all;
    }
}
