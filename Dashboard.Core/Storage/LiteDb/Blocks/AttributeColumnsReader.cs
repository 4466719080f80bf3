using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>Reads what <see cref="AttributeColumnsWriter"/> wrote and gives each row its attributes back.</summary>
internal static class AttributeColumnsReader
{
    public static void Read(ByteReader reader, Span<PredictionRow> rows, EventBatch events, FieldNames names)
    {
        var columns = new Column[reader.Int()];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new Column(reader, names);
        }

        for (var row = 0; row < rows.Length; row++)
        {
            foreach (var column in columns)
            {
                if (column.TryTake(row, out var attribute))
                {
                    rows[row].Attributes = AttributeWriter.Append(events, rows[row].Attributes, attribute);
                }
            }
        }
    }

    private sealed class Column
    {
        private const int FirstText = 4;

        private readonly AttributeGroup _group;
        private readonly int _nameId;
        private readonly int[] _rows;
        private readonly byte[][] _texts;
        private readonly double[] _numbers;
        private readonly int[] _codes;
        private int _next;
        private int _nextNumber;

        public Column(ByteReader reader, FieldNames names)
        {
            _group = (AttributeGroup)reader.Byte();
            _nameId = names.InternStored(reader.String());
            _rows = new int[reader.Int()];
            var row = 0;
            for (var i = 0; i < _rows.Length; i++)
            {
                row += reader.Int();
                _rows[i] = row++;
            }

            _texts = new byte[reader.Int()][];
            for (var i = 0; i < _texts.Length; i++)
            {
                _texts[i] = reader.Text().ToArray();
            }

            _numbers = new double[reader.Int()];
            NumberColumn.Read(reader, _numbers);
            _codes = new int[_rows.Length];
            foreach (ref var code in _codes.AsSpan())
            {
                code = reader.Int();
            }
        }

        public bool TryTake(int row, out PredictionAttribute attribute)
        {
            attribute = default;
            if (_next == _rows.Length || _rows[_next] != row)
            {
                return false;
            }

            var code = _codes[_next++];
            attribute = new PredictionAttribute
            {
                Group = _group,
                NameId = _nameId,
                Type = code >= FirstText ? AttributeType.Text : (AttributeType)code,
                Number = code == (int)AttributeType.Number ? _numbers[_nextNumber++] : 0,
                Text = code >= FirstText ? _texts[code - FirstText] : default,
            };
            return true;
        }
    }
}
