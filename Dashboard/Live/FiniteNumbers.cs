using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Live;

/// <summary>
/// The one guard between our numbers and any JSON: NaN and infinities leave as null. System.Text.Json throws on them, and
/// a throw while a component renders ends the viewer's circuit.
/// </summary>
public static class FiniteNumbers
{
    /// <summary>Full precision; null when missing or not finite.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>Five significant digits, enough for any pixel; null when missing or not finite.</summary>
    public static void WriteShort(this Utf8JsonWriter json, double? value)
    {
        Span<byte> text = stackalloc byte[32];
        if (value is { } number && double.IsFinite(number) && number.TryFormat(text, out var length, "G5", CultureInfo.InvariantCulture))
        {
            json.WriteRawValue(text[..length], skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>Puts the guard into serializer options: of the HTTP API and of SignalR.</summary>
    public static void AddFiniteGuard(this JsonSerializerOptions options) => options.Converters.Add(new FiniteDoubleConverter());

    private sealed class FiniteDoubleConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteFinite(value);
    }
}
