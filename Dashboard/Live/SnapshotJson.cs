using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Live;

/// <summary>A message already written as JSON, once for all clients; SignalR copies the bytes into its frame.</summary>
[JsonConverter(typeof(AsIs))]
public readonly record struct SnapshotJson(ReadOnlyMemory<byte> Utf8)
{
    private sealed class AsIs : JsonConverter<SnapshotJson>
    {
        public override SnapshotJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("snapshots are sent, never received");

        public override void Write(Utf8JsonWriter writer, SnapshotJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
