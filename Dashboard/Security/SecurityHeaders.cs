namespace Dashboard.Security;

/// <summary>
/// Puts the security headers on every response, whoever writes it: being a startup filter it stands before all middleware,
/// also the framework's refusal of a foreign Host.
/// </summary>
internal sealed class SecurityHeaders : IStartupFilter
{
    private const string PermissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private static volatile HostPolicy? _latest;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, rest) =>
        {
            context.Response.OnStarting(Write, context);
            return rest(context);
        });
        next(app);
    };

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PolicyFor(context.Request.Host);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }

    /// <summary>Nearly all requests name the same Host, so the latest policy is kept: writing it costs more than the rest of the headers.</summary>
    private static string PolicyFor(HostString host)
    {
        var latest = _latest;
        if (latest is null || latest.Host != host.Value)
        {
            _latest = latest = new HostPolicy(host.Value, ContentSecurityPolicy(host));
        }

        return latest.Policy;
    }

    /// <summary>
    /// Only our own files run. Inline styles are needed by MudBlazor and Plotly, inline scripts by nobody. Browsers differ
    /// on whether 'self' covers WebSockets, so ours are named.
    /// </summary>
    private static string ContentSecurityPolicy(HostString host) =>
        "default-src 'self'; base-uri 'self'; object-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        + $"img-src 'self' data:; connect-src 'self'{WebSockets(host)}; frame-ancestors 'none'; form-action 'self'";

    /// <summary>Written even on refused requests, so the Host is quoted only when it is a plain name and port.</summary>
    private static string WebSockets(HostString host) =>
        host.HasValue && host.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']')
            ? $" ws://{host.Value} wss://{host.Value}"
            : "";

    private sealed record HostPolicy(string? Host, string Policy);
}
