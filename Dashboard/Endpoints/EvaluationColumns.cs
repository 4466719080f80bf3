using Dashboard.Core.Evaluations;
using Dashboard.Core.Exchange.Csv;
using Dashboard.Core.Exchange.Parquet;
using Dashboard.Core.Ingestion;
using Dashboard.Endpoints.Answers;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Endpoints;

/// <summary>Looks at the columns of a file before all of it is sent.</summary>
internal static class EvaluationColumns
{
    /// <summary>Parquet files with many columns have large footers.</summary>
    private const int MaxBytes = 1 << 20;

    private const long NoRows = 1;

    public static async Task<IResult> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        var choice = EvaluationQuery.Columns(context.ReadQuery());
        try
        {
            var file = await EvaluationForm.ReadAsync(context.Request, context.RequestAborted);
            using var part = new EventBody(MaxBytes);
            await part.ReadAsync(file.Body, context.RequestAborted);
            await using var table = await OpenAsync(file.IsParquet, part.Bytes, context.RequestAborted);
            return TypedResults.Ok(Answer(table.Columns, choice));
        }
        catch (EvaluationRefusedException refusal)
        {
            return EvaluationProblem.Of(refusal);
        }
        catch (RequestRefusedException refusal)
        {
            return ApiProblem.Of(refusal);
        }
    }

    /// <summary>A Parquet file is read by its footer, behind the four bytes every such file begins with.</summary>
    private static async Task<ITableReader> OpenAsync(bool isParquet, ReadOnlyMemory<byte> part, CancellationToken cancel) => isParquet
        ? await ParquetTable.OpenAsync(new MemoryStream([.. "PAR1"u8, .. part.Span]), NoRows, cancel)
        : await CsvTable.OpenAsync(new MemoryStream(part.ToArray()), cancel);

    private static ColumnsAnswer Answer(IReadOnlyList<string> columns, ColumnChoice choice)
    {
        try
        {
            var map = ColumnMap.Of(columns, choice);
            return new ColumnsAnswer(
                columns, columns[map.Prediction], columns[map.GroundTruth], Name(map.Score), [.. map.ClassScores.Select(c => columns[c.Index])],
                Name(map.Id), Name(map.Timestamp), [.. map.Segments.Select(segment => columns[segment.Index])], null);
        }
        catch (EvaluationRefusedException refusal)
        {
            return new ColumnsAnswer(columns, null, null, null, [], null, null, [], refusal.Message);
        }

        string? Name(int? index) => index is { } i ? columns[i] : null;
    }
}
