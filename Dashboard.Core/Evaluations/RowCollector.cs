using System.Globalization;
using System.Text;

namespace Dashboard.Core.Evaluations;

/// <summary>Why one row cannot be used.</summary>
/// <param name="Column">Position of the column; <see cref="WholeRow"/> when it is no single one.</param>
internal readonly record struct RowFault(int Column, string Reason)
{
    public const int WholeRow = -1;
}

/// <summary>
/// Takes the rows of a file into columns of memory and leaves out what cannot be used. Bounded by
/// <see cref="EvaluationOptions.MaxRows"/> and <see cref="EvaluationOptions.MaxMemoryBytes"/>.
/// </summary>
internal abstract class RowCollector
{
    private const int LongestInstant = 40;

    private readonly EvaluationOptions _options;
    private readonly IReadOnlyList<string> _columns;

    protected RowCollector(IReadOnlyList<string> columns, ColumnMap map, EvaluationOptions options)
    {
        (_columns, Map, _options) = (columns, map, options);
        Rejected = new RejectedRows(options.MaxRejectedListed);
        Segments = [.. map.Segments.Select(segment => new SegmentColumn(segment))];
    }

    public ColumnMap Map { get; }

    public RejectedRows Rejected { get; }

    public IReadOnlyList<SegmentColumn> Segments { get; }

    /// <summary>Rows taken.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that are right but have no ground truth.</summary>
    public long Unlabelled { get; private set; }

    /// <summary>Of the rows taken; null without a timestamp column.</summary>
    public DateTimeOffset? From { get; private set; }

    public DateTimeOffset? To { get; private set; }

    /// <summary>Why the whole file is not of this kind; null while it may be.</summary>
    public EvaluationRefusedException? Refusal { get; protected set; }

    /// <summary>Bytes of one row at the peak: what is kept and the copies that computing makes of it.</summary>
    protected abstract int BytesPerRow { get; }

    public void Add(ITableReader row)
    {
        if (Refusal is not null)
        {
            return;
        }

        var instant = default(DateTimeOffset?);
        var fault = row.Fault is { } whole ? new RowFault(RowFault.WholeRow, whole) : ReadInstant(row, out instant) ?? Check(row);
        if (fault is { } why)
        {
            Rejected.Add(row.Line, why.Column == RowFault.WholeRow ? null : _columns[why.Column], why.Reason, () => IdOf(row));
        }
        else if (row.Text(Map.GroundTruth).IsEmpty)
        {
            Unlabelled++;
        }
        else
        {
            Keep(instant, row);
        }
    }

    /// <summary>Reads a row whose ground truth may be empty; what is right is kept by <see cref="KeepChecked"/>.</summary>
    protected abstract RowFault? Check(ITableReader row);

    protected abstract void KeepChecked();

    protected static RowFault? CheckNumber(ITableReader row, int column, out double value)
    {
        value = 0;
        return row.Text(column).IsEmpty ? new RowFault(column, "is empty")
            : !row.TryNumber(column, out value) ? new RowFault(column, $"is not a number: {Shown(row.Text(column))}")
            : !double.IsFinite(value) ? new RowFault(column, "is not finite")
            : null;
    }

    private static string Shown(ReadOnlySpan<byte> text) =>
        string.Concat("'", string.Concat(Encoding.UTF8.GetString(text[..Math.Min(40, text.Length)]).Where(c => !char.IsControl(c))), text.Length > 40 ? "...'" : "'");

    private void Keep(DateTimeOffset? instant, ITableReader row)
    {
        if (Rows == _options.MaxRows)
        {
            throw new EvaluationRefusedException("too_many_rows", $"more than {_options.MaxRows} rows (Evaluations:MaxRows)");
        }

        if ((Rows + 1L) * (BytesPerRow + (2 * Segments.Count)) > _options.MaxMemoryBytes)
        {
            throw new EvaluationRefusedException("too_much_memory", $"evaluating more than {Rows} such rows takes more than {_options.MaxMemoryBytes} bytes (Evaluations:MaxMemoryBytes)");
        }

        KeepChecked();
        foreach (var segment in Segments)
        {
            segment.Add(row);
        }

        From = instant < From || From is null ? instant : From;
        To = instant > To || To is null ? instant : To;
        Rows++;
    }

    private RowFault? ReadInstant(ITableReader row, out DateTimeOffset? instant)
    {
        instant = null;
        if (Map.Timestamp is not { } column || row.Text(column) is { IsEmpty: true })
        {
            return null;
        }

        Span<char> text = stackalloc char[LongestInstant];
        var utf8 = row.Text(column);
        if (utf8.Length <= LongestInstant && DateTimeOffset.TryParse(
            text[..Encoding.UTF8.GetChars(utf8, text)], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read))
        {
            instant = read;
            return null;
        }

        return new RowFault(column, $"is not an instant: {Shown(utf8)}");
    }

    private string? IdOf(ITableReader row) => Map.Id is not { } column || row.Fault is not null ? null : Shown(row.Text(column)).Trim('\'');
}
