using Dashboard.Endpoints;

namespace Dashboard.Security;

/// <summary>
/// Refuses what a foreign web page makes a browser send us. Browsers do not apply the same-origin rule to WebSockets, and
/// let any page post; stock Blazor and SignalR accept both. Programs other than browsers send no Origin and pass.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next, SecurityOptions options)
{
    private static readonly ApiProblem Denied = new(
        StatusCodes.Status403Forbidden, "origin_denied", "this request came from a page of another origin");

    private static readonly PathString[] ConnectionPaths = ["/_blazor", "/hubs"];

    public Task InvokeAsync(HttpContext context) =>
        NeedsCheck(context.Request) && !IsOurs(context.Request) ? Denied.WriteAsync(context) : next(context);

    /// <summary>Connections, whatever the method (a WebSocket starts as GET), and everything that may change state.</summary>
    private static bool NeedsCheck(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        || Array.Exists(ConnectionPaths, path => request.Path.StartsWithSegments(path));

    private bool IsOurs(HttpRequest request)
    {
        if (request.Headers.Origin.Count > 0)
        {
            // "null" (a sandboxed frame, a file) and a repeated header match nothing.
            var origin = request.Headers.Origin.ToString();
            return origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
                || options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
        }

        // A plain GET carries no Origin, but says whether another site caused it.
        return request.Headers["Sec-Fetch-Site"].ToString() is not ("cross-site" or "same-site");
    }
}
