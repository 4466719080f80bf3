using Dashboard.Core.Exchange;
using Dashboard.Core.Storage;

namespace Dashboard.Endpoints;

/// <summary>
/// Answers of endpoints that read storage: <see cref="QueryProblems"/>, and 503 while storage is closed or when what was read has
/// changed meanwhile.
/// </summary>
internal static class StorageProblems
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    public static RouteHandlerBuilder WithStorageProblems(this RouteHandlerBuilder endpoint) => endpoint
        .WithQueryProblems()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (Exception failure) when (failure is StorageException or ExportChangedException)
            {
                return Unavailable(failure);
            }
        });

    public static ApiProblem Unavailable(Exception reason) =>
        new(StatusCodes.Status503ServiceUnavailable, "storage_unavailable", reason.Message) { RetryAfter = Retry };
}
