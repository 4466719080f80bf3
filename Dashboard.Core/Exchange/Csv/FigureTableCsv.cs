using CsvHelper;

namespace Dashboard.Core.Exchange.Csv;

/// <summary>Writes the points of a chart as CSV, one a record. What is unknown is an empty cell, never 0; instants are UTC.</summary>
public sealed class FigureTableCsv : IFigureTableWriter
{
    public string Extension => "csv";

    public async Task WriteAsync(FigureTable table, Stream destination, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(destination, CsvDialect.Options, leaveOpen: true);
        foreach (var column in table.Columns)
        {
            csv.WriteField(column);
        }

        await csv.EndRecordAsync(cancel);
        foreach (var row in table.Rows)
        {
            foreach (var cell in row)
            {
                Write(csv, cell);
            }

            await csv.EndRecordAsync(cancel);
        }
    }

    private static void Write(CsvWriter csv, object? cell)
    {
        switch (cell)
        {
            case null:
                csv.WriteField("");
                break;
            case DateTimeOffset instant:
                csv.WriteField(instant.UtcDateTime);
                break;
            case double number:
                csv.WriteField(double.IsFinite(number) ? number : (double?)null);
                break;
            case long count:
                csv.WriteField(count);
                break;
            case string text:
                csv.WriteField(text);
                break;
            default:
                throw new ArgumentException($"no cell is a {cell.GetType().Name}", nameof(cell));
        }
    }
}
