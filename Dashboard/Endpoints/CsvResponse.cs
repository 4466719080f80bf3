using Dashboard.Core.Exchange;

namespace Dashboard.Endpoints;

/// <summary>Answers an export: as a streamed file, or why there is none now.</summary>
internal sealed partial class CsvResponse(ILogger<CsvResponse> logger)
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Streams a file as it is written. A failure midway aborts the connection: the status line is gone already, and an
    /// unfinished chunked body is what tells the client that the file is not whole.
    /// </summary>
    /// <param name="nameParts">What the file is about; nulls are left out.</param>
    public IResult Stream(HttpContext context, string?[] nameParts, DateTimeOffset now, Func<Stream, Task> write)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(
            async body =>
            {
                try
                {
                    await (HeadRequests.IsHead(context) ? Task.CompletedTask : write(body));
                }
                catch (Exception failure) when (context.Response.HasStarted)
                {
                    LogInterrupted(failure.Message);
                    context.Abort();
                }
            },
            ContentType,
            ExportFile.Name(nameParts, now, "csv"));
    }

    public static IResult Busy() =>
        new ApiProblem(StatusCodes.Status429TooManyRequests, "export_busy", "other exports are running; try again in a few seconds")
        {
            RetryAfter = Retry,
        };

    [LoggerMessage(LogLevel.Warning, "An export was cut off: {Reason}")]
    private partial void LogInterrupted(string reason);
}
