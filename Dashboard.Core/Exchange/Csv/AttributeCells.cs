using CsvHelper;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange.Csv;

/// <summary>Puts the attributes of a row, which come in the sender's order, into the columns of the file.</summary>
internal sealed class AttributeCells
{
    private readonly Dictionary<(AttributeGroup Group, int NameId), int> _columns; // As many as the export's columns.
    private readonly Cell[] _cells;

    public AttributeCells(IReadOnlyList<AttributeColumn> columns)
    {
        _columns = columns.Index().ToDictionary(pair => (pair.Item.Group, pair.Item.NameId), pair => pair.Index);
        _cells = new Cell[columns.Count];
    }

    /// <param name="attributes">In the form of <see cref="AttributeReader"/>.</param>
    public void Write(CsvWriter csv, ReadOnlySpan<byte> attributes)
    {
        Array.Clear(_cells);
        foreach (var attribute in new AttributeReader(attributes))
        {
            attributes.Overlaps(attribute.Text, out var offset);
            _cells[_columns[(attribute.Group, attribute.NameId)]] =
                new Cell(attribute.Type, attribute.Number, offset, attribute.Text.Length, IsSet: true);
        }

        foreach (ref readonly var cell in _cells.AsSpan())
        {
            Write(csv, attributes, cell);
        }
    }

    private static void Write(CsvWriter csv, ReadOnlySpan<byte> attributes, in Cell cell)
    {
        if (!cell.IsSet)
        {
            csv.WriteField("");
            return;
        }

        switch (cell.Type)
        {
            case AttributeType.Number:
                csv.WriteField(cell.Number);
                break;
            case AttributeType.Text:
                csv.WriteField(attributes.Slice(cell.Offset, cell.Length));
                break;
            default:
                csv.WriteField(cell.Type == AttributeType.True ? "true" : "false");
                break;
        }
    }

    private readonly record struct Cell(AttributeType Type, double Number, int Offset, int Length, bool IsSet);
}
