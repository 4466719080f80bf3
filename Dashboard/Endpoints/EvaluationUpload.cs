using System.IO.Compression;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Exchange.Csv;
using Dashboard.Core.Exchange.Parquet;
using Dashboard.Core.Ingestion;

namespace Dashboard.Endpoints;

/// <summary>
/// The file of one upload as a table. CSV is read from the wire; Parquet has its directory at the end, so it goes through a
/// file that has no name and is gone when closed, also after a crash.
/// </summary>
internal sealed class EvaluationUpload : IAsyncDisposable
{
    private const int CopyBuffer = 128 * 1024;

    private UploadStream? _packed;
    private UploadStream? _plain;
    private Stream? _owned;

    private EvaluationUpload()
    {
    }

    public required ITableReader Table { get; init; }

    /// <param name="body">Stays open.</param>
    /// <exception cref="EvaluationRefusedException">It is no such file.</exception>
    /// <exception cref="RequestRefusedException">413 <c>body_too_large</c>.</exception>
    public static async Task<EvaluationUpload> OpenCsvAsync(Stream body, bool isGzip, EvaluationOptions options, EvaluationProgress progress, CancellationToken cancel)
    {
        var packed = new UploadStream(body, options.MaxBodyBytes, progress);
        if (!isGzip)
        {
            return new EvaluationUpload { Table = await CsvTable.OpenAsync(packed, cancel) };
        }

        var unpacking = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            var plain = new UploadStream(unpacking, options.MaxBodyBytes, null);
            return new EvaluationUpload { Table = await CsvTable.OpenAsync(plain, cancel), _packed = packed, _plain = plain, _owned = unpacking };
        }
        catch
        {
            await unpacking.DisposeAsync();
            throw;
        }
    }

    /// <param name="directory">Where the file may lie meanwhile.</param>
    /// <inheritdoc cref="OpenCsvAsync"/>
    public static async Task<EvaluationUpload> OpenParquetAsync(
        Stream body, string directory, EvaluationOptions options, EvaluationProgress progress, CancellationToken cancel)
    {
        var file = Nameless(directory);
        try
        {
            await new UploadStream(body, options.MaxBodyBytes, progress).CopyToAsync(file, CopyBuffer, cancel);
            file.Position = 0;
            return new EvaluationUpload { Table = await ParquetTable.OpenAsync(file, options.MaxMemoryBytes / 2, cancel), _owned = file };
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>After the last row: a gzip file that was cut off ends like one that was not.</summary>
    /// <exception cref="EvaluationRefusedException"><c>file_invalid</c>.</exception>
    public void RequireWhole()
    {
        if (_plain is not null && _packed!.LastFour != (uint)_plain.Count)
        {
            throw new EvaluationRefusedException("file_invalid", "the gzip file is cut off, or has more than one part");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Table.DisposeAsync();
        await (_owned?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static FileStream Nameless(string directory)
    {
        var path = Path.Combine(directory, $"upload-{Guid.NewGuid():N}.tmp");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = FileOptions.Asynchronous,
        });
        File.Delete(path);
        return file;
    }
}
