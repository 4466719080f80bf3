using Dashboard.Core.Evaluations;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Storage;
using Dashboard.Endpoints.Answers;
using Dashboard.Queries;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Endpoints;

/// <summary>Takes one upload, evaluates it while it arrives and stores the result.</summary>
internal sealed class EvaluationDoor(
    Evaluator evaluator,
    EvaluationHistory history,
    RunningEvaluations running,
    EvaluationGate gate,
    EvaluationOptions options,
    StorageSession storage,
    IStorageEngine engine,
    StorageOptions storageOptions,
    TimeProvider time)
{
    /// <summary>What a form needs around its file.</summary>
    private const long FormBytes = 64 * 1024;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    public async Task<IResult> HandleAsync(HttpContext context)
    {
        try
        {
            if (!gate.TryEnter(context))
            {
                throw new RequestRefusedException(429, "evaluation_busy", "other evaluations are running; try again in a few seconds", Retry);
            }

            var evaluation = await EvaluateAsync(context, context.RequestAborted);
            return TypedResults.Created($"{EvaluationEndpoints.Path}/{evaluation.Head.Id}", EvaluationAnswer.Of(evaluation));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Empty; // Nobody is there to read an answer.
        }
        catch (Exception failure) when (ProblemOf(failure) is { } problem)
        {
            context.Response.Headers.Connection = "close"; // Rather than read on for a gigabyte nobody wants.
            return problem;
        }
    }

    private static ApiProblem? ProblemOf(Exception failure) => failure switch
    {
        EvaluationRefusedException refusal => EvaluationProblem.Of(refusal),
        RequestRefusedException refusal => ApiProblem.Of(refusal),
        QueryException query => QueryProblems.Of(query),
        BadHttpRequestException bad => ApiProblem.Of(bad),
        StorageException closed => StorageProblems.Unavailable(closed),
        InvalidDataException => new(StatusCodes.Status422UnprocessableEntity, "file_invalid", "this is not a gzip file, or it is damaged"),
        _ => null,
    };

    private async Task<Evaluation> EvaluateAsync(HttpContext context, CancellationToken cancel)
    {
        LimitBody(context);
        var isGzip = EventRequestHeaders.ReadEncoding(context.Request) switch
        {
            BodyEncoding.Identity => false,
            BodyEncoding.Gzip => true,
            _ => throw new RequestRefusedException(415, "encoding_not_supported", "Content-Encoding must be gzip, or absent"),
        };
        var file = await EvaluationForm.ReadAsync(context.Request, cancel);
        var now = time.GetUtcNow();
        var (request, number) = EvaluationQuery.Read(EvaluationQuery.Join(context.Request.Query, file.Fields), now);
        var progress = new EvaluationProgress(now, context.Request.ContentLength);
        if (!running.TryAdd(number, progress))
        {
            throw new RequestRefusedException(409, "upload_running", "an upload with this number is under way");
        }

        try
        {
            await using var upload = await OpenAsync(file, isGzip, progress, context.Request.ContentLength ?? 0, cancel);
            var evaluation = await evaluator.EvaluateAsync(upload.Table, request, progress, cancel);
            upload.RequireWhole();
            await history.AddAsync(evaluation, cancel);
            return evaluation;
        }
        finally
        {
            running.Remove(number);
        }
    }

    private Task<EvaluationUpload> OpenAsync(UploadedFile file, bool isGzip, EvaluationProgress progress, long length, CancellationToken cancel)
    {
        if (!file.IsParquet)
        {
            return EvaluationUpload.OpenCsvAsync(file.Body, isGzip, options, progress, cancel);
        }

        if (isGzip)
        {
            throw new RequestRefusedException(415, "encoding_not_supported", "a Parquet file is packed already; send it without Content-Encoding");
        }

        if (engine.FreeBytes() is { } free && free - length < storageOptions.MinFreeBytes)
        {
            throw new RequestRefusedException(503, "storage_low", "too little free space to keep the file while it is read");
        }

        var location = storage.Require().Status.Location;
        return EvaluationUpload.OpenParquetAsync(file.Body, Directory.Exists(location) ? location : Path.GetTempPath(), options, progress, cancel);
    }

    private void LimitBody(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = options.MaxBodyBytes + FormBytes;
        }

        if (context.Request.ContentLength > options.MaxBodyBytes + FormBytes)
        {
            throw EventBody.TooLarge(options.MaxBodyBytes);
        }
    }
}
