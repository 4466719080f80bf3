using System.IO.Hashing;
using System.Runtime.InteropServices;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>Segments, features and class scores as one column per name: which rows have it, its types, its values.</summary>
internal sealed class AttributeColumnsWriter(FieldNames names)
{
    private readonly Dictionary<(AttributeGroup Group, int NameId), Column> _columns = []; // Bounded by 3 x CatalogLimits.FieldNames.

    public void Write(ByteWriter writer, EventBatch events)
    {
        Collect(events);
        writer.Varint(_columns.Count);
        foreach (var ((group, nameId), column) in _columns)
        {
            writer.Byte((byte)group);
            writer.Text(names[nameId]);
            column.Write(writer);
        }

        _columns.Clear();
    }

    private void Collect(EventBatch events)
    {
        var index = 0;
        foreach (ref readonly var row in events.Predictions)
        {
            foreach (var attribute in new AttributeReader(events.Text(row.Attributes)))
            {
                ref var column = ref CollectionsMarshal.GetValueRefOrAddDefault(_columns, (attribute.Group, attribute.NameId), out _);
                column ??= new Column();
                column.Add(index, attribute);
            }

            index++;
        }
    }

    /// <summary>The values of one name, in row order. Texts are stored once each.</summary>
    private sealed class Column
    {
        private readonly ByteWriter _rows = new(256);
        private readonly ByteWriter _texts = new(256);
        private readonly ByteWriter _codes = new(256);
        private readonly List<double> _numbers = [];
        private readonly Dictionary<UInt128, int> _known = [];
        private int _count;
        private int _nextRow;

        public void Add(int row, in PredictionAttribute attribute)
        {
            // Rows without the name are skipped over: 0 for most, so that a full column shrinks to nothing.
            _rows.Varint(row - _nextRow);
            _nextRow = row + 1;
            _count++;
            switch (attribute.Type)
            {
                case AttributeType.Number:
                    _codes.Varint((int)AttributeType.Number);
                    _numbers.Add(attribute.Number);
                    break;
                case AttributeType.Text:
                    _codes.Varint(4 + NumberOf(attribute.Text));
                    break;
                default:
                    _codes.Varint((int)attribute.Type);
                    break;
            }
        }

        public void Write(ByteWriter writer)
        {
            writer.Varint(_count);
            writer.Bytes(_rows.Written);
            writer.Varint(_known.Count);
            writer.Bytes(_texts.Written);
            writer.Varint(_numbers.Count);
            NumberColumn.Write(writer, CollectionsMarshal.AsSpan(_numbers));
            writer.Bytes(_codes.Written);
        }

        /// <summary>Texts are told apart by a 128-bit hash: two that collide by chance are less likely than a broken disk.</summary>
        private int NumberOf(ReadOnlySpan<byte> text)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, XxHash128.HashToUInt128(text), out var exists);
            if (!exists)
            {
                number = _known.Count - 1;
                _texts.Text(text);
            }

            return number;
        }
    }
}
