using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Components.Charts;

/// <summary>
/// JSON that is written already, as an argument of a call into the browser: it goes along in the call's own message, where bytes would
/// be a message before it.
/// </summary>
/// <param name="Utf8">One whole value of our own making; shared between circuits, neither copied nor changed.</param>
[JsonConverter(typeof(Converter))]
public sealed record WrittenJson(ReadOnlyMemory<byte> Utf8)
{
    private sealed class Converter : JsonConverter<WrittenJson>
    {
        public override WrittenJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("only ever sent");

        public override void Write(Utf8JsonWriter writer, WrittenJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
