using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Endpoints;

/// <summary>Answers an export: as a streamed file, or why there is none now.</summary>
internal sealed partial class CsvResponse(ILogger<CsvResponse> logger)
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private const int RetrySeconds = 5;
    private const int LongestNamePart = 40;

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
                    await write(body);
                }
                catch (Exception failure) when (context.Response.HasStarted)
                {
                    LogInterrupted(failure.Message);
                    context.Abort();
                }
            },
            ContentType,
            FileName(nameParts, now));
    }

    public static IResult Busy(HttpContext context) =>
        Later(context, StatusCodes.Status429TooManyRequests, "export_busy", "Other exports are running; try again in a few seconds.");

    public static IResult Unavailable(HttpContext context, Exception reason) =>
        Later(context, StatusCodes.Status503ServiceUnavailable, "storage_unavailable", reason.Message);

    /// <summary>Made of a-z, 0-9 and - only, whatever the parts: nothing a client sent reaches the header.</summary>
    internal static string FileName(string?[] parts, DateTimeOffset now)
    {
        var safe = parts
            .OfType<string>()
            .Select(part => Unsafe().Replace(part.ToLowerInvariant(), "-").Trim('-'))
            .Where(part => part.Length > 0)
            .Select(part => part.Length <= LongestNamePart ? part : part[..LongestNamePart]);
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join('-', safe)}-{now:yyyyMMdd-HHmmss}.csv");
    }

    private static ProblemHttpResult Later(HttpContext context, int status, string code, string message)
    {
        context.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(message, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unsafe();

    [LoggerMessage(LogLevel.Warning, "An export was cut off: {Reason}")]
    private partial void LogInterrupted(string reason);
}
