using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;

namespace Dashboard.Tests.Windowing;

/// <summary>Cells of one model and minute, and as older versions stored them.</summary>
internal static class StoredCells
{
    private const int Minute = 1;

    public static Cell Make() => new(MakeTimeline(), Minute, EventFeed.Start.UtcTicks, new Tally());

    public static Cell Decode(ReadOnlyMemory<byte> bytes) =>
        Decode(new StoredCell(new CellAddress("m", "1", 60, EventFeed.Start.UtcTicks), 1, bytes), []);

    /// <param name="codes">See <see cref="CellCodec.Decode"/>.</param>
    public static Cell Decode(in StoredCell stored, int[] codes) =>
        CellCodec.Decode(stored, MakeTimeline(), Resolutions.IndexOfSeconds(stored.Address.ResolutionSeconds), codes);

    /// <summary>Format 5: without the least and the largest latency and delay.</summary>
    public static byte[] WithoutRanges(Cell cell)
    {
        var bytes = CellCodec.Encode(cell).ToArray();
        bytes[0] = 5;
        foreach (var sketch in new[] { cell.Tally.Latency, cell.Tally.Delay }.OfType<ExpSketch>())
        {
            using var range = new MemoryStream();
            sketch.WriteRange(new BinaryWriter(range));
            var at = bytes.AsSpan().IndexOf(range.ToArray());
            bytes = [.. bytes[..at], .. bytes[(at + (int)range.Length)..]];
        }

        return bytes;
    }

    private static Timeline MakeTimeline()
    {
        var catalog = new ModelCatalog(new CatalogLimits());
        var model = catalog.GetOrAdd("m")!;
        return new Timeline(catalog.GetOrAddVersion(model, "1")!, new TimelineGroup(model, null));
    }
}
