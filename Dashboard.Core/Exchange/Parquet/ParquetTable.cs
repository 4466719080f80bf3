using Dashboard.Core.Evaluations;
using Parquet;
using Parquet.Schema;

namespace Dashboard.Core.Exchange.Parquet;

/// <summary>
/// Reads a Parquet file, one row group at a time and of that the selected columns only. Text, numbers, booleans and instants
/// are read; nested columns are there but cannot be selected.
/// </summary>
public sealed class ParquetTable : ITableReader
{
    private const int MaxColumns = 10_000;

    /// <summary>Some writers leave out that bytes are text.</summary>
    private static readonly ParquetOptions Options = new() { TreatByteArrayAsString = true };

    private readonly ParquetReader _file;
    private readonly DataField[] _fields;
    private readonly long _maxGroupBytes;
    private readonly ParquetColumn?[] _columns;
    private int _group = -1;
    private long _rowInGroup;
    private long _rowsOfGroup;

    private ParquetTable(ParquetReader file, long maxGroupBytes)
    {
        (_file, _maxGroupBytes) = (file, maxGroupBytes);
        _fields = file.Schema.GetDataFields();
        _columns = new ParquetColumn?[_fields.Length];
        Columns = [.. _fields.Select(field => field.Path.ToString())];
    }

    public IReadOnlyList<string> Columns { get; }

    public long Line { get; private set; }

    public string? Fault => null;

    /// <param name="file">Seekable; stays open.</param>
    /// <param name="maxGroupBytes">Most bytes of the selected columns of one row group, unpacked.</param>
    /// <exception cref="EvaluationRefusedException"><c>file_invalid</c>.</exception>
    public static async Task<ParquetTable> OpenAsync(Stream file, long maxGroupBytes, CancellationToken cancel)
    {
        var reader = await ReadOrRefuseAsync(() => ParquetReader.CreateAsync(file, Options, leaveStreamOpen: true, cancel), "this is not a whole Parquet file");
        return reader.Schema.GetDataFields().Length <= MaxColumns
            ? new ParquetTable(reader, maxGroupBytes)
            : throw new EvaluationRefusedException("too_many_columns", $"more than {MaxColumns} columns");
    }

    public void Select(IReadOnlyCollection<int> columns)
    {
        foreach (var column in columns)
        {
            _columns[column] = ParquetColumn.For(_fields[column])
                ?? throw new EvaluationRefusedException("column_type", "is neither text, number, boolean nor instant", Columns[column]);
        }
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        while (_rowInGroup + 1 >= _rowsOfGroup)
        {
            if (_group + 1 >= _file.RowGroupCount)
            {
                return false;
            }

            await ReadOrRefuseAsync(
                () => LoadAsync(++_group, cancel), $"row group {_group + 2} of the Parquet file cannot be read: it is damaged, or packed in an unknown way");
        }

        _rowInGroup++;
        Line++;
        return true;
    }

    public bool TryNumber(int column, out double value) => _columns[column]!.TryNumber(_rowInGroup, out value);

    public ReadOnlySpan<byte> Text(int column) => _columns[column]!.Text(_rowInGroup);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async Task<bool> LoadAsync(int group, CancellationToken cancel)
    {
        var reader = _file.OpenRowGroupReader(group);
        (_rowsOfGroup, _rowInGroup) = (reader.RowCount, -1);
        long bytes = 0;
        for (var i = 0; i < _columns.Length; i++)
        {
            bytes += _columns[i] is null ? 0 : Math.Max(reader.GetMetadata(_fields[i])?.MetaData?.TotalUncompressedSize ?? 0, 8 * _rowsOfGroup);
        }

        if (_rowsOfGroup < 0 || bytes < 0 || bytes > _maxGroupBytes)
        {
            throw new EvaluationRefusedException(
                "too_much_memory", $"row group {group + 1} has {bytes} bytes in the columns read; at most {_maxGroupBytes}: write smaller row groups");
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            await (_columns[i]?.LoadAsync(reader, (int)_rowsOfGroup, cancel) ?? Task.CompletedTask);
        }

        return true;
    }

    /// <summary>Whatever the library throws at broken bytes, it is the file; its words may hold paths of this machine.</summary>
    private static async Task<T> ReadOrRefuseAsync<T>(Func<Task<T>> read, string refusal)
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or EvaluationRefusedException))
        {
            throw new EvaluationRefusedException("file_invalid", refusal);
        }
    }
}
