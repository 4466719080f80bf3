namespace Dashboard.Configuration;

/// <summary>
/// Pages and JSON that are read go out compressed; static assets are compressed when built, and the few bytes that answer events are
/// not worth the work. Not over HTTPS, the framework's default: length of what is compressed can betray what is encrypted (BREACH).
/// </summary>
internal static class AnswerCompression
{
    public static void AddAnswerCompression(this WebApplicationBuilder builder) =>
        builder.Services.AddResponseCompression(options => options.MimeTypes = ["text/html", "application/json", "application/problem+json"]);

    public static void UseAnswerCompression(this WebApplication app) =>
        app.UseWhen(context => HttpMethods.IsGet(context.Request.Method), reading => reading.UseResponseCompression());
}
