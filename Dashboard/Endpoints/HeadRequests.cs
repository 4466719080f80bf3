namespace Dashboard.Endpoints;

/// <summary>
/// Answers HEAD like GET without the body (RFC 9110, 9.3.2): endpoints see a GET, and Kestrel, which remembers the method it
/// read, keeps the body back. In front of routing, which would answer 405.
/// </summary>
internal sealed class HeadRequests : IStartupFilter
{
    private static readonly object Mark = new();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Items[Mark] = Mark;
                context.Request.Method = HttpMethods.Get;
            }

            return rest(context);
        });
        next(app);
    };

    /// <summary>Whether a body would be thrown away, so that an expensive one need not be made.</summary>
    public static bool IsHead(HttpContext context) => context.Items.ContainsKey(Mark);
}
