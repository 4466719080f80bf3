using System.Globalization;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Endpoints;

/// <summary>
/// The ETag of figures: it holds while nothing that was counted changed and no window moved. Weak, because the instant of
/// evaluation in the body moves on. Made of the address, the projection's revision and the ten seconds we are in: windows
/// end with those, and the ages that maturity and expected coverage depend on are not finer.
/// </summary>
internal static class ChangeTag
{
    private const long Step = 10 * TimeSpan.TicksPerSecond;

    /// <summary>Revisions start anew with the process.</summary>
    private static readonly string Process = Guid.NewGuid().ToString("N")[..8];

    public static RouteHandlerBuilder WithChangeTag(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        var tag = Of(http); // Before the figures are read: a change in between makes the tag older than the answer, never newer.
        var known = http.Request.GetTypedHeaders().IfNoneMatch;
        if (known.Any(one => one.Compare(tag, useStrongComparison: false)))
        {
            return NotModified(http, tag);
        }

        var answer = await next(context);
        if (answer is not IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK })
        {
            return answer;
        }

        if (known.Contains(EntityTagHeaderValue.Any)) // Only now is it known that there is anything (RFC 9110, 13.1.2 and 13.2.1).
        {
            return NotModified(http, tag);
        }

        Write(http, tag);
        return answer;
    });

    private static StatusCodeHttpResult NotModified(HttpContext http, EntityTagHeaderValue tag)
    {
        Write(http, tag);
        return TypedResults.StatusCode(StatusCodes.Status304NotModified);
    }

    private static void Write(HttpContext http, EntityTagHeaderValue tag)
    {
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
    }

    private static EntityTagHeaderValue Of(HttpContext http)
    {
        var revision = http.RequestServices.GetRequiredService<Projection>().Revision;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var address = HashCode.Combine(http.Request.Path.Value, http.Request.QueryString.Value); // Nobody gets a tag for an address that was refused.
        return new(string.Create(CultureInfo.InvariantCulture, $"\"{Process}-{address:x8}-{revision:x}-{now.UtcTicks / Step:x}\""), isWeak: true);
    }
}
