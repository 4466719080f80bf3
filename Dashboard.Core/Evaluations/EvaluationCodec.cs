using System.Text.Json;

namespace Dashboard.Core.Evaluations;

/// <summary>Evaluations as bytes for storage: JSON, in which later versions may add fields.</summary>
internal static class EvaluationCodec
{
    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Form);

    /// <summary>Null when the bytes are not of this form.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> bytes)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes.Span, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
