using Dashboard.Core.LateLabels;
using Dashboard.Core.Metrics;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Windowing;

/// <summary>
/// A cell as bytes: one byte of format version, the times of its newest events, its tally, its delays, its layers and its
/// features. Label codes are positions in the model's stored labels. Storage adds the checksum.
/// </summary>
internal static class CellCodec
{
    private const byte FormatVersion = 7; // 4: labels of no told delay; the age of a loaded history is no delay any more. 5: features. 6: the range of latencies and delays. 7: retractions, where there are any.

    private const byte WithoutRanges = 5;

    private const byte WithoutFeatures = 4;

    public static ReadOnlyMemory<byte> Encode(Cell cell)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(FormatVersion);
        writer.Write(cell.LastPredictionTicks);
        writer.Write(cell.LastReceivedTicks);
        cell.Tally.Write(writer);
        cell.Delays.Write(writer);
        cell.Layers?.Write(writer, static (to, layer) => layer.Write(to));
        CellFeatures.Write(writer, cell.Features);
        return bytes.ToArray();
    }

    /// <param name="codes">The present label code of each stored code of the model.</param>
    /// <exception cref="StorageException">The bytes are of another format version or end too early.</exception>
    public static Cell Decode(in StoredCell stored, Timeline timeline, int resolution, int[] codes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(stored.Content.ToArray()));
            var format = reader.ReadByte();
            if (format is < WithoutFeatures or > FormatVersion)
            {
                throw new StorageException($"cell {stored.Address} has format {format}; this program reads formats {WithoutFeatures} to {FormatVersion}");
            }

            var (lastPrediction, lastReceived) = (reader.ReadInt64(), reader.ReadInt64());
            var tally = Tally.Read(reader, codes, hasRanges: format > WithoutRanges);
            var cell = new Cell(timeline, resolution, stored.Address.BucketTicks, tally)
            {
                Delays = DelayLadder.Read(reader),
                ThroughSequence = stored.ThroughSequence,
                LastPredictionTicks = lastPrediction,
                LastReceivedTicks = lastReceived,
                IsStored = true,
            };
            cell.Layers?.Read(reader, layer => ArrivedTally.Read(layer, codes));
            cell.Features = format == WithoutFeatures ? null : CellFeatures.ReadFrom(reader);
            return cell;
        }
        catch (Exception broken) when (broken is EndOfStreamException or FormatException)
        {
            throw new StorageException($"cell {stored.Address} cannot be read", broken);
        }
    }
}
