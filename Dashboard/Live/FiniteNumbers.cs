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

    /// <summary>Five significant digits, enough for any pixel and finer than any interval; null when missing or not finite.</summary>
    public static void WriteShort(this Utf8JsonWriter json, double? value) => json.WriteRounded(value, "G5");

    /// <summary>An end of an interval: four significant digits; null when missing or not finite.</summary>
    public static void WriteBound(this Utf8JsonWriter json, double? value) => json.WriteRounded(value, "G4");

    /// <summary>Puts the guard into serializer options: of the HTTP API and of SignalR.</summary>
    public static void AddFiniteGuard(this JsonSerializerOptions options) => options.Converters.Add(new FiniteDoubleConverter());

    private static void WriteRounded(this Utf8JsonWriter json, double? value, string format)
    {
        Span<byte> text = stackalloc byte[32];
        if (value is { } number && double.IsFinite(number) && number.TryFormat(text, out var length, format, CultureInfo.InvariantCulture))
        {
            json.WriteRawValue(text[..length], skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private sealed class FiniteDoubleConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteFinite(value);
    }
}
