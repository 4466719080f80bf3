using CsvHelper;

namespace Dashboard.Core.Exchange.Csv;

/// <summary>How every CSV file of the product is written.</summary>
internal static class CsvDialect
{
    /// <summary>
    /// RFC 4180: comma, CRLF, quotes where needed, UTF-8 without byte order mark, invariant numbers in their shortest form
    /// that reads back as the same number.
    /// <para>
    /// A text that a spreadsheet would run as a formula (CWE-1236) gets a leading <c>'</c>; so does one that starts with
    /// <c>'</c> itself, so that a reader gets every text back by dropping one leading <c>'</c>. Numbers are never touched.
    /// </para>
    /// </summary>
    public static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r\n'",
        // A first cell that starts with # is quoted, so that the trailer cannot be mistaken for a row.
        CommentPrefix = '#',
    };
}
