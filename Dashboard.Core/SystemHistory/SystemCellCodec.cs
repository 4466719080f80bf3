using Dashboard.Core.Storage;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Core.SystemHistory;

/// <summary>
/// A bucket of samples as a stored cell: one byte of format version, then the tally. It stands beside the models' cells
/// under a name that no model can have, because ingest refuses a leading colon. Storage adds the checksum.
/// </summary>
internal static class SystemCellCodec
{
    public const string ModelName = ":system";
    private const string VersionName = "host";
    private const byte FormatVersion = 1;

    public static CellAddress AddressOf(SystemCell cell) =>
        new(ModelName, VersionName, Resolutions.Seconds[cell.Resolution], cell.StartTicks);

    public static StoredCell Encode(SystemCell cell)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(FormatVersion);
        cell.Tally.Write(writer);
        return new StoredCell(AddressOf(cell), ThroughSequence: 0, bytes.ToArray()); // Samples are no events.
    }

    /// <exception cref="StorageException">The bytes are of another format version or end too early.</exception>
    public static SystemTally Decode(in StoredCell stored)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(stored.Content.ToArray()));
            var format = reader.ReadByte();
            return format == FormatVersion
                ? SystemTally.Read(reader)
                : throw new StorageException($"cell {stored.Address} has format {format}; this program reads format {FormatVersion}");
        }
        catch (EndOfStreamException broken)
        {
            throw new StorageException($"cell {stored.Address} cannot be read", broken);
        }
    }
}
