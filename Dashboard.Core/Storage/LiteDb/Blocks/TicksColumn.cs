namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>Instants as differences to the one before.</summary>
internal struct TicksColumn
{
    private long _before;

    public void Write(ByteWriter writer, long ticks)
    {
        writer.Zigzag(ticks - _before);
        _before = ticks;
    }

    public long Read(ByteReader reader) => _before += reader.Zigzag();
}
