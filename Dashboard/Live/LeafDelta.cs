using System.Globalization;
using System.Text.Json;

namespace Dashboard.Live;

/// <summary>
/// What changed between two JSON documents of the same shape, by position: the leaves (numbers, strings, booleans, nulls)
/// count in the order they are written. It knows no field by name, so a new one needs no change here.
/// </summary>
internal static class LeafDelta
{
    /// <summary>
    /// Writes <c>"values":[...],"changed":"..."</c> into an open object: the changed leaves of <paramref name="now"/> in
    /// order, and base64 of one bit per leaf, bit <c>i % 8</c> of byte <c>i / 8</c>, 1 for changed.
    /// </summary>
    /// <returns>False when the shapes differ: the writer then holds half a message, to be thrown away.</returns>
    public static bool TryWrite(Utf8JsonWriter json, ReadOnlySpan<byte> before, ReadOnlySpan<byte> now)
    {
        var old = new Utf8JsonReader(before);
        var current = new Utf8JsonReader(now);
        var bits = new List<byte>(64); // An eighth of the document's leaves.
        var leaf = 0;
        json.WriteStartArray("values"u8);
        while (old.Read() && current.Read())
        {
            if (!IsLeaf(old.TokenType) || !IsLeaf(current.TokenType))
            {
                if (old.TokenType != current.TokenType || !old.ValueSpan.SequenceEqual(current.ValueSpan))
                {
                    return false;
                }

                continue;
            }

            if (leaf % 8 == 0)
            {
                bits.Add(0);
            }

            var text = TextOf(current, now);
            if (!TextOf(old, before).SequenceEqual(text))
            {
                bits[^1] |= (byte)(1 << (leaf % 8));
                json.WriteRawValue(text, skipInputValidation: true);
            }

            leaf++;
        }

        json.WriteEndArray();
        json.WriteBase64String("changed"u8, bits.ToArray());
        return true;
    }

    /// <summary>Where each leaf is, in order, as a JSON pointer (RFC 6901). Names hold no <c>~</c> and no <c>/</c>.</summary>
    public static IReadOnlyList<string> Pointers(ReadOnlyMemory<byte> document)
    {
        var pointers = new List<string>(); // One per leaf of the document.
        using var parsed = JsonDocument.Parse(document);
        Add(parsed.RootElement, "", pointers);
        return pointers;
    }

    private static void Add(JsonElement element, string pointer, List<string> pointers)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Add(member.Value, $"{pointer}/{member.Name}", pointers);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Add(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"), pointers);
                }

                break;
            default:
                pointers.Add(pointer);
                break;
        }
    }

    private static bool IsLeaf(JsonTokenType token) =>
        token is JsonTokenType.Number or JsonTokenType.String or JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null;

    /// <summary>A leaf as written, quotes included.</summary>
    private static ReadOnlySpan<byte> TextOf(in Utf8JsonReader reader, ReadOnlySpan<byte> document) =>
        document[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
}
