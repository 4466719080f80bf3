using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Core.Predictions;

public enum AttributeGroup : byte
{
    Segment = 0,
    Feature = 1,

    /// <summary>One class of <c>scores</c>: the name is the class, the value its probability.</summary>
    Score = 2,
}

public enum AttributeType : byte
{
    Text = 0,
    Number = 1,
    True = 2,
    False = 3,
}

/// <summary>One segment, feature or class score of a prediction.</summary>
public readonly ref struct PredictionAttribute
{
    public AttributeGroup Group { get; init; }

    public AttributeType Type { get; init; }

    /// <summary>Number in the catalogue's <see cref="FieldNames"/>.</summary>
    public int NameId { get; init; }

    /// <summary>Finite; 0 unless <see cref="Type"/> is Number.</summary>
    public double Number { get; init; }

    /// <summary>UTF-8; empty unless <see cref="Type"/> is Text.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>1 for true, 0 for false, NaN for a text.</summary>
    public double ToNumber() => Type switch
    {
        AttributeType.Number => Number,
        AttributeType.True => 1,
        AttributeType.False => 0,
        _ => double.NaN,
    };
}

/// <summary>
/// Reads and writes a row's attributes as bytes: per attribute one byte (group in bits 0-1, type in bits 2-3), the name's
/// number (int32), then 8 bytes (number) or int32 length + UTF-8 (text). Little-endian. In-memory form only: the numbers of
/// names differ between processes, so engines store names.
/// </summary>
public ref struct AttributeReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public PredictionAttribute Current { get; private set; }

    public readonly AttributeReader GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var head = _rest[0];
        var nameId = BinaryPrimitives.ReadInt32LittleEndian(_rest[1..]);
        var type = (AttributeType)(head >> 2);
        var group = (AttributeGroup)(head & 3);
        _rest = _rest[5..];
        var number = 0.0;
        ReadOnlySpan<byte> text = default;
        if (type == AttributeType.Number)
        {
            number = BinaryPrimitives.ReadDoubleLittleEndian(_rest);
            _rest = _rest[8..];
        }
        else if (type == AttributeType.Text)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(_rest);
            text = _rest.Slice(4, length);
            _rest = _rest[(4 + length)..];
        }

        Current = new PredictionAttribute { Group = group, Type = type, NameId = nameId, Number = number, Text = text };
        return true;
    }
}

/// <summary>Appends attributes to a batch's text; see <see cref="AttributeReader"/> for the layout.</summary>
public static class AttributeWriter
{
    /// <summary>Appends one attribute. The attributes of one row must be appended without other text between them.</summary>
    public static TextSpan Append(EventBatch batch, TextSpan soFar, in PredictionAttribute attribute)
    {
        var room = batch.ReserveText(17 + attribute.Text.Length);
        room[0] = (byte)((byte)attribute.Group | ((byte)attribute.Type << 2));
        BinaryPrimitives.WriteInt32LittleEndian(room[1..], attribute.NameId);
        var size = 5;
        if (attribute.Type == AttributeType.Number)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(room[5..], attribute.Number);
            size += 8;
        }
        else if (attribute.Type == AttributeType.Text)
        {
            BinaryPrimitives.WriteInt32LittleEndian(room[5..], attribute.Text.Length);
            attribute.Text.CopyTo(room[9..]);
            size += 4 + attribute.Text.Length;
        }

        var added = batch.CommitText(size);
        return soFar.IsEmpty ? added : new TextSpan(soFar.Offset, soFar.Length + size);
    }

    /// <summary>Convenience for tests and tools: a text attribute.</summary>
    public static TextSpan AppendText(EventBatch batch, TextSpan soFar, AttributeGroup group, int nameId, string value) =>
        Append(batch, soFar, new PredictionAttribute { Group = group, Type = AttributeType.Text, NameId = nameId, Text = Encoding.UTF8.GetBytes(value) });
}
