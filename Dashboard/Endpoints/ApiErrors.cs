using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Endpoints;

/// <summary>Nothing leaves without a body that says why: unhandled failures anywhere, unknown paths and methods below /api.</summary>
internal static class ApiErrors
{
    public static void UseApiErrors(this WebApplication app)
    {
        // The framework's middleware logs the failure, once.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = WriteFailureAsync });
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api"),
            api => api.UseStatusCodePages(context => WriteStatusAsync(context.HttpContext)));
    }

    private static Task WriteFailureAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        return failure is BadHttpRequestException bad
            ? ApiProblem.Of(bad).WriteAsync(context)
            : new ApiProblem(StatusCodes.Status500InternalServerError, "internal_error", "the server failed; its log has the trace id").WriteAsync(context);
    }

    private static Task WriteStatusAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        return new ApiProblem(status, Code(status), Detail(context.Response)).WriteAsync(context);
    }

    private static string Detail(HttpResponse response) => response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => "the body is not JSON of the form that /openapi/v1.json describes",
        StatusCodes.Status404NotFound => "there is no such path; /openapi/v1.json lists them",
        StatusCodes.Status405MethodNotAllowed => $"use {response.Headers.Allow}",
        var status => ReasonPhrases.GetReasonPhrase(status),
    };

    private static string Code(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        _ => "request_invalid",
    };
}
