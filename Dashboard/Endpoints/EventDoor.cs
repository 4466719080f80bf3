using Dashboard.Core.Ingestion;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Endpoints;

/// <summary>Reads, parses and hands in one request, and writes its answer.</summary>
internal sealed class EventDoor(EventParser parser, IEventIntake intake, IngestOptions options)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            intake.ThrowIfRefusing();
            var request = await ReadAsync(context);
            var (isSingle, isStrict) = (request.IsSingle, EventRequestHeaders.IsStrict(context.Request));
            await AnswerAsync(context, await intake.SubmitAsync(request, context.RequestAborted), isSingle, isStrict);
        }
        catch (RequestRefusedException refusal)
        {
            await RefuseAsync(context, refusal);
        }
        catch (BadHttpRequestException failure)
        {
            await ApiProblem.Of(failure).WriteAsync(context);
        }
    }

    private async ValueTask<IngestRequest> ReadAsync(HttpContext context)
    {
        var format = EventRequestHeaders.ReadFormat(context.Request);
        var encoding = EventRequestHeaders.ReadEncoding(context.Request);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = options.MaxBodyBytes;
        }

        using var body = new EventBody();
        await body.ReadAsync(context.Request, encoding, options.MaxBodyBytes, context.RequestAborted);
        return parser.Parse(body.Bytes, format, EventRequestHeaders.IsStrict(context.Request));
    }

    private static async Task AnswerAsync(HttpContext context, IngestReply reply, bool isSingle, bool isStrict)
    {
        if (reply.Rejected.Count > 0 && (isSingle || isStrict) && reply.Accepted + reply.Duplicates == 0)
        {
            await RejectionOf(reply.Rejected).WriteAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentType = "application/json";
        await JsonAnswer.WriteAsync(context, reply, EventReplyJson.Write);
    }

    /// <summary>Nothing was taken, and the sender asked for one verdict: the first rejection gives the status.</summary>
    private static ApiProblem RejectionOf(IReadOnlyList<EventIssue> rejected)
    {
        var first = rejected.First(issue => issue.Code != "strict_not_taken");
        return new ApiProblem(IssueStatus.Of(first.Code), first.Code, first.Message) { Errors = rejected };
    }

    private static Task RefuseAsync(HttpContext context, RequestRefusedException refusal)
    {
        if (refusal.Code == "encoding_not_supported")
        {
            context.Response.Headers.AcceptEncoding = "gzip, br";
        }

        return ApiProblem.Of(refusal).WriteAsync(context);
    }
}
