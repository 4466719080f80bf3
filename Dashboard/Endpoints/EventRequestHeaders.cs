using Dashboard.Core.Ingestion;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Endpoints;

/// <summary>How a body's bytes are packed.</summary>
internal enum BodyEncoding
{
    Identity,
    Gzip,
    Brotli,
}

/// <summary>Reads the headers that say what an event body is; refuses everything outside a short allow-list.</summary>
internal static class EventRequestHeaders
{
    /// <exception cref="RequestRefusedException">415 <c>media_type</c> or <c>charset_not_supported</c>.</exception>
    public static BodyFormat ReadFormat(HttpRequest request)
    {
        var contentType = request.ContentType;
        if (contentType == "application/json")
        {
            return BodyFormat.Json;
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var mediaType))
        {
            throw UnknownMediaType();
        }

        var format = mediaType.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Json
            : mediaType.MediaType.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Ndjson
            : throw UnknownMediaType();
        var charset = HeaderUtilities.RemoveQuotes(mediaType.Charset);
        return StringSegment.IsNullOrEmpty(charset) || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? format
            : throw new RequestRefusedException(415, "charset_not_supported", "the only charset is utf-8");
    }

    /// <exception cref="RequestRefusedException">415 <c>encoding_not_supported</c>.</exception>
    public static BodyEncoding ReadEncoding(HttpRequest request)
    {
        var encodings = request.Headers.ContentEncoding;
        if (encodings.Count == 0)
        {
            return BodyEncoding.Identity;
        }

        return encodings.Count > 1 ? throw UnknownEncoding() : encodings[0]?.ToUpperInvariant() switch
        {
            "GZIP" => BodyEncoding.Gzip,
            "BR" => BodyEncoding.Brotli,
            "IDENTITY" => BodyEncoding.Identity,
            _ => throw UnknownEncoding(),
        };
    }

    /// <summary>True for <c>Prefer: handling=strict</c> (RFC 7240).</summary>
    public static bool IsStrict(HttpRequest request)
    {
        foreach (var value in request.Headers["Prefer"])
        {
            if (value?.Contains("handling=strict", StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static RequestRefusedException UnknownMediaType() =>
        new(415, "media_type", "Content-Type must be application/json or application/x-ndjson");

    private static RequestRefusedException UnknownEncoding() =>
        new(415, "encoding_not_supported", "Content-Encoding must be gzip or br, once, or absent");
}
