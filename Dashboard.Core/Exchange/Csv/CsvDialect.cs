using CsvHelper;

namespace Dashboard.Core.Exchange.Csv;

/// <summary>How every CSV file of the product is written.</summary>
internal static class CsvDialect
{
    private const string FormulaStarts = "=+-@\t\r\n";

    /// <summary>
    /// RFC 4180: comma, CRLF, quotes where needed, UTF-8 without byte order mark, invariant numbers in their shortest form
    /// that reads back as the same number.
    /// <para>
    /// A text that a spreadsheet would run as a formula (CWE-1236) gets a leading <c>'</c>; a reader drops a leading <c>'</c>
    /// that is followed by one of <see cref="FormulaStarts"/>. Numbers are never touched: -1.5 stays -1.5.
    /// </para>
    /// </summary>
    public static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        Injection = CsvInjection.Escape,
        InjectionCharacters = FormulaStarts,
        // A first cell that starts with # is quoted, so that the trailer cannot be mistaken for a row.
        CommentPrefix = '#',
    };
}
