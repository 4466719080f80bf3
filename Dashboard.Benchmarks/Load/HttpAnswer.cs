using System.Buffers.Text;

namespace Dashboard.Benchmarks.Load;

/// <summary>As much of an HTTP/1.1 answer as the load generator needs: its status and where it ends.</summary>
internal readonly record struct HttpAnswer(int Status)
{
    /// <returns>False while the answer is not there as a whole.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out HttpAnswer answer)
    {
        answer = default;
        var headEnd = bytes.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return false;
        }

        Utf8Parser.TryParse(bytes[9..], out int status, out _);
        answer = new HttpAnswer(status);
        var body = bytes[(headEnd + 4)..];
        var length = bytes[..headEnd].IndexOf("Content-Length: "u8);
        if (length < 0)
        {
            return body.EndsWith("0\r\n\r\n"u8); // Chunked.
        }

        Utf8Parser.TryParse(bytes[(length + 16)..], out int contentLength, out _);
        return body.Length >= contentLength;
    }
}
