namespace Dashboard.Core.LateLabels;

/// <summary>
/// The sums of one cell in layers by when the events arrived (<see cref="AgeLadder"/>), so that the cell can be had as it
/// stood at an instant in the past without reading events. Every event changes one layer, that of its own receipt:
/// a prediction, however late, adds itself; a label that comes (for a parked one: with its prediction) adds itself; a
/// correction takes the old label off and puts the new one on in the layer of the correction, leaving what was known
/// before as it was; a retraction takes the label off in its own. So layers up to a rung sum to the cell of exactly the events received by the edge of that rung, and
/// all layers to the cell of now. Bounded by <see cref="AgeLadder.Rungs"/> layers.
/// </summary>
/// <typeparam name="T">The sums of a layer: differences, which can be negative.</typeparam>
public sealed class ArrivalLayers<T>
    where T : class, IMergeable<T>, new()
{
    private SparseRungs<T> _layers = new();

    /// <summary>Layers in memory.</summary>
    public int Count => _layers.Count;

    /// <summary>The layer an event received then belongs to; made when it is the first.</summary>
    public T LayerOf(long receivedTicks, long bucketEndTicks) => Layer(AgeLadder.RungOf(receivedTicks, bucketEndTicks));

    /// <summary>Adds the state of an instant to a sum: the layers that lie wholly in its past, never one that had not arrived.</summary>
    /// <returns>
    /// The instant really answered for: the last edge at or before the one asked; null when the bucket had not ended, so
    /// that nothing was added.
    /// </returns>
    public long? AddAsOf(long asOfTicks, long bucketEndTicks, T sum)
    {
        var last = AgeLadder.LastBy(asOfTicks, bucketEndTicks);
        AddThrough(last, sum);
        return last < 0 ? null : bucketEndTicks + AgeLadder.Edge(last);
    }

    /// <summary>Adds the state of now to a sum.</summary>
    public void AddAll(T sum) => AddThrough(AgeLadder.Rungs - 1, sum);

    public void Merge(ArrivalLayers<T> other)
    {
        for (var rung = other._layers.Next(0); rung < AgeLadder.Rungs; rung = other._layers.Next(rung + 1))
        {
            Layer(rung).Merge(other._layers.Held(rung));
        }
    }

    public void Write(BinaryWriter writer, Action<BinaryWriter, T> writeLayer)
    {
        writer.Write((byte)_layers.Count);
        for (var rung = _layers.Next(0); rung < AgeLadder.Rungs; rung = _layers.Next(rung + 1))
        {
            writer.Write((byte)rung);
            writeLayer(writer, _layers.Held(rung));
        }
    }

    /// <summary>Fills an empty one with what was written.</summary>
    /// <exception cref="FormatException">The bytes name a rung that does not exist.</exception>
    public void Read(BinaryReader reader, Func<BinaryReader, T> readLayer)
    {
        for (var left = reader.ReadByte(); left > 0; left--)
        {
            var rung = reader.ReadByte();
            if (rung >= AgeLadder.Rungs)
            {
                throw new FormatException($"an age ladder has {AgeLadder.Rungs} rungs, not a rung {rung}");
            }

            _layers.At(rung) = readLayer(reader);
        }
    }

    private void AddThrough(int last, T sum)
    {
        for (var rung = _layers.Next(0); rung <= last; rung = _layers.Next(rung + 1))
        {
            sum.Merge(_layers.Held(rung));
        }
    }

    private T Layer(int rung) => _layers.At(rung) ??= new T();
}
