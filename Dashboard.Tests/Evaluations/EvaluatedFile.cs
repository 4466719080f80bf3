using System.Text;
using Dashboard.Core.Evaluations;
using Dashboard.Core.Exchange.Csv;
using Dashboard.Core.Exchange.Parquet;
using Parquet;
using Parquet.Schema;

namespace Dashboard.Tests.Evaluations;

/// <summary>Evaluates files without a server.</summary>
internal static class EvaluatedFile
{
    public static EvaluationRequest Request { get; } = new("m");

    public static Task<Evaluation> OfCsvAsync(string text, EvaluationRequest? request = null, EvaluationOptions? options = null) =>
        OfCsvAsync(Encoding.UTF8.GetBytes(text), request, options);

    public static async Task<Evaluation> OfCsvAsync(byte[] bytes, EvaluationRequest? request = null, EvaluationOptions? options = null)
    {
        await using var table = await CsvTable.OpenAsync(new TrickleStream(bytes), TestContext.Current.CancellationToken);
        return await EvaluateAsync(table, request, options);
    }

    public static async Task<Evaluation> OfParquetAsync(byte[] bytes, EvaluationRequest? request = null, EvaluationOptions? options = null)
    {
        await using var table = await ParquetTable.OpenAsync(new MemoryStream(bytes), 1 << 28, TestContext.Current.CancellationToken);
        return await EvaluateAsync(table, request, options);
    }

    public static Task<EvaluationRefusedException> RefusalOfCsvAsync(string text, EvaluationRequest? request = null, EvaluationOptions? options = null) =>
        Assert.ThrowsAsync<EvaluationRefusedException>(() => OfCsvAsync(text, request, options));

    /// <summary>A Parquet file with a row group for each part of the columns; only numbers and texts.</summary>
    public static async Task<byte[]> ParquetAsync(int groups, params (string Name, Array Values)[] columns)
    {
        var cancel = TestContext.Current.CancellationToken;
        var schema = new ParquetSchema([.. columns.Select(c => new DataField(c.Name, c.Values.GetType().GetElementType()!))]);
        using var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, file, cancellationToken: cancel))
        {
            for (var group = 0; group < groups; group++)
            {
                using var part = writer.CreateRowGroup();
                for (var i = 0; i < columns.Length; i++)
                {
                    await WriteAsync(part, schema.GetDataFields()[i], Slice(columns[i].Values, group, groups));
                }
            }
        }

        return file.ToArray();
    }

    private static Array Slice(Array values, int part, int parts)
    {
        var (from, to) = (values.Length * part / parts, values.Length * (part + 1) / parts);
        var slice = Array.CreateInstance(values.GetType().GetElementType()!, to - from);
        Array.Copy(values, from, slice, 0, slice.Length);
        return slice;
    }

    private static async Task WriteAsync(ParquetRowGroupWriter part, DataField field, Array values)
    {
        switch (values)
        {
            case double[] numbers:
                await part.WriteAsync<double>(field, numbers.AsMemory());
                break;
            case float[] numbers:
                await part.WriteAsync<float>(field, numbers.AsMemory());
                break;
            case long[] numbers:
                await part.WriteAsync<long>(field, numbers.AsMemory());
                break;
            case double?[] numbers:
                await part.WriteAsync<double>(field, (ReadOnlyMemory<double?>)numbers.AsMemory());
                break;
            case bool[] flags:
                await part.WriteAsync<bool>(field, flags.AsMemory());
                break;
            default:
                await part.WriteAsync(field, (string[])values);
                break;
        }
    }

    private static Task<Evaluation> EvaluateAsync(ITableReader table, EvaluationRequest? request, EvaluationOptions? options) =>
        new Evaluator(options ?? new EvaluationOptions(), TimeProvider.System)
            .EvaluateAsync(table, request ?? Request, new EvaluationProgress(TimeProvider.System.GetUtcNow(), null), TestContext.Current.CancellationToken);
}

/// <summary>Gives at most 1,000 bytes at a time, as a network does.</summary>
internal sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
{
    private const int Most = 1_000;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(Most, buffer.Length)]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(Most, buffer.Length)], cancellationToken);
}
