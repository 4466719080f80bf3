using System.Buffers.Text;
using System.Text;
using CsvHelper;
using Dashboard.Core.Evaluations;

namespace Dashboard.Core.Exchange.Csv;

/// <summary>
/// Reads a CSV file as it arrives: RFC 4180 with comma, semicolon, tab or bar, UTF-8 with or without byte order mark. A row
/// that breaks the rules is reported and passed by.
/// </summary>
public sealed class CsvTable : ITableReader
{
    /// <summary>Longest row in bytes: an unclosed quote takes everything behind it for one field.</summary>
    public const int MaxRowBytes = 1 << 20;

    private const int LongestNumber = 64;

    private readonly CsvReader _csv;
    private string? _malformed;

    private CsvTable(Stream source) => _csv = CsvReader.Create(
        source,
        CsvReaderOptions.Default with
        {
            MaxRecordSize = MaxRowBytes,
            TrackLineNumbers = true,
            OnMalformedRecord = record => _malformed = ReasonOf(record.Reason),
        },
        leaveOpen: true);

    public IReadOnlyList<string> Columns { get; private set; } = [];

    public long Line => _csv.LineNumber;

    public string? Fault { get; private set; }

    /// <param name="source">Stays open.</param>
    /// <exception cref="EvaluationRefusedException"><c>header_invalid</c> or <c>file_invalid</c>.</exception>
    public static async Task<CsvTable> OpenAsync(Stream source, CancellationToken cancel)
    {
        var table = new CsvTable(source);
        try
        {
            await table._csv.ReadHeaderAsync(cancel);
            table.Columns = [.. table._csv.Headers!];
            return table._malformed is null ? table : throw new EvaluationRefusedException("header_invalid", $"the first line {table._malformed}");
        }
        catch (Exception failure)
        {
            await table.DisposeAsync();
            throw failure is CsvFormatException format ? Broken(format) : failure;
        }
    }

    public void Select(IReadOnlyCollection<int> columns)
    {
        // Fields are only decoded when asked for.
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        try
        {
            _malformed = null;
            if (!await _csv.ReadAsync(cancel))
            {
                return false;
            }
        }
        catch (CsvFormatException failure)
        {
            throw Broken(failure);
        }

        Fault = _malformed
            ?? (_csv.FieldCount == Columns.Count ? null : $"has {_csv.FieldCount} fields where the header has {Columns.Count}");
        return true;
    }

    public bool TryNumber(int column, out double value)
    {
        var text = _csv.GetSpan(column).Trim((byte)' ');
        value = 0;
        return text.Length <= LongestNumber && (
            (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
            || IsNotFinite(text, out value));
    }

    public ReadOnlySpan<byte> Text(int column) => _csv.GetSpan(column);

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private static bool IsNotFinite(ReadOnlySpan<byte> text, out double value)
    {
        value = text.Trim((byte)'-') switch
        {
            var t when Ascii.EqualsIgnoreCase(t, "nan"u8) => double.NaN,
            var t when Ascii.EqualsIgnoreCase(t, "inf"u8) || Ascii.EqualsIgnoreCase(t, "infinity"u8) => double.PositiveInfinity,
            _ => 0,
        };
        return value != 0;
    }

    private static EvaluationRefusedException Broken(CsvFormatException failure) =>
        new("file_invalid", $"the file cannot be read on from line {failure.LineNumber}: {failure.Message}");

    private static string ReasonOf(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "has a quote inside an unquoted field",
        CsvMalformedReason.TextAfterClosingQuote => "has text behind a closing quote",
        CsvMalformedReason.UnterminatedQuote => "has a quoted field that is never closed",
        _ => "breaks the rules of quoting",
    };
}
