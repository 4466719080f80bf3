using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Core.Exchange.Csv;

/// <summary>Writes a whole export of predictions as one CSV file.</summary>
public static class PredictionCsv
{
    /// <param name="destination">Stays open. Written asynchronously only, in pieces of about 64 KiB.</param>
    /// <param name="trailer">
    /// End with <c># rows=N seq=S sha256=H</c>: a file without it is incomplete, and H is the hash of every byte before it.
    /// </param>
    /// <param name="filter">Of the export's predictions; null writes all.</param>
    /// <exception cref="ExportChangedException">The output is incomplete.</exception>
    public static async Task WriteAsync(EventExport export, Stream destination, bool trailer, CancellationToken cancel, RowFilter? filter = null)
    {
        if (!trailer)
        {
            await WriteRowsAsync(export, destination, filter, cancel);
            return;
        }

        long rows;
        using var hash = SHA256.Create();
        await using (var hashed = new CryptoStream(destination, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            rows = await WriteRowsAsync(export, hashed, filter, cancel);
        }

        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"# rows={rows} seq={export.LastSequence} sha256={Convert.ToHexStringLower(hash.Hash!)}\r\n");
        await destination.WriteAsync(Encoding.ASCII.GetBytes(line), cancel);
    }

    private static async Task<long> WriteRowsAsync(EventExport export, Stream destination, RowFilter? filter, CancellationToken cancel)
    {
        await using var csv = new PredictionCsvWriter(destination, export.Columns);
        await csv.WriteHeaderAsync(cancel);
        var filtered = new FilteredPredictions(csv, filter ?? RowFilter.None);
        await export.WriteAsync(filtered, cancel);
        return filtered.Rows;
    }
}
