using Dashboard.Core.Ingestion;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Endpoints;

/// <summary>Reads, parses and hands in one request, and writes its answer.</summary>
internal sealed class EventDoor(EventParser parser, IEventIntake intake, IngestOptions options)
{
    public async Task HandleAsync(HttpContext context)
    {
        AllowDraining(context);
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
        if (context.Request.QueryString.HasValue)
        {
            throw new RequestRefusedException(400, "query_unknown", "This path takes no parameters; what is not in the body is not read.");
        }

        var format = EventRequestHeaders.ReadFormat(context.Request);
        var encoding = EventRequestHeaders.ReadEncoding(context.Request);
        ThrowIfTooLarge(context);
        using var body = new EventBody(options.MaxBodyBytes);
        await body.ReadAsync(context.Request.Body, context.RequestAborted);
        return Parse(body, format, encoding, EventRequestHeaders.IsStrict(context.Request));
    }

    /// <summary>As much again as we take.</summary>
    private long MaxDrainedBytes => 2L * options.MaxBodyBytes;

    /// <summary>
    /// The server reads on behind an answer that needs no body, so that who is refused, or is a little over the limit, sees the
    /// answer and keeps the connection.
    /// </summary>
    private void AllowDraining(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxDrainedBytes;
        }
    }

    private void ThrowIfTooLarge(HttpContext context)
    {
        if (context.Request.ContentLength > options.MaxBodyBytes)
        {
            if (context.Request.ContentLength > MaxDrainedBytes)
            {
                context.Response.Headers.Connection = "close";
            }

            throw EventBody.TooLarge(options.MaxBodyBytes);
        }
    }

    private IngestRequest Parse(EventBody body, BodyFormat format, BodyEncoding encoding, bool isStrict)
    {
        if (encoding == BodyEncoding.Identity)
        {
            return parser.Parse(body.Bytes.Span, format, isStrict);
        }

        using var unpacked = new EventBody(options.MaxBodyBytes);
        BodyUnpacking.Unpack(body.Bytes, encoding, unpacked);
        return parser.Parse(unpacked.Bytes.Span, format, isStrict);
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
