namespace Dashboard.Core.Evaluations;

/// <summary>The values of one segment, row by row. What comes after the first 10,000 values is taken together.</summary>
internal sealed class SegmentColumn(NamedColumn column)
{
    public const string Other = "(other)";

    private const int MaxValues = 10_000;
    private const ushort OtherCode = ushort.MaxValue;

    private readonly LabelCodes _values = new(MaxValues);
    private readonly ChunkedColumn<ushort> _codes = new();
    private ushort[]? _taken;

    public string Name => column.Name;

    public int Values => _values.Texts.Count;

    /// <summary>The value every row has; null when they differ.</summary>
    public string? OnlyValue => _values.Texts.Count == 1 && !_values.Texts[0].StartsWith('(') ? _values.Texts[0] : null;

    /// <summary>Row by row; nothing is added afterwards.</summary>
    public ushort[] Codes => _taken ??= _codes.Take();

    public void Add(ITableReader row)
    {
        var text = row.Text(column.Index);
        _codes.Add((text.IsEmpty ? _values.CodeOf("(none)"u8) : LabelCodes.WhyNot(text) is null ? _values.CodeOf(text) : null) ?? OtherCode);
    }

    public string TextOf(ushort code) => code == OtherCode ? Other : _values.Texts[code];
}
