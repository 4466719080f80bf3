using System.Buffers;
using System.Text.Json;

namespace Dashboard.Endpoints;

/// <summary>Writes a small JSON answer with its length, through one reused buffer per thread.</summary>
internal static class JsonAnswer
{
    private const int KeptBytes = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static async ValueTask WriteAsync<TState>(HttpContext context, TState state, Action<Utf8JsonWriter, TState> write)
    {
        Fill(context.Response, state, write);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Fill<TState>(HttpResponse response, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var json = _writer ??= new Utf8JsonWriter(buffer);
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        write(json, state);
        json.Flush();
        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
        if (buffer.Capacity > KeptBytes)
        {
            (_buffer, _writer) = (null, null);
        }
    }
}
