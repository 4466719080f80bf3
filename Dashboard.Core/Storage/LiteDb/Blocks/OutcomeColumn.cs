using Dashboard.Core.Predictions;

namespace Dashboard.Core.Storage.LiteDb.Blocks;

/// <summary>
/// Outcomes of either kind: labels as numbers in a table of the block (text is stored once), regression values as numbers.
/// </summary>
internal sealed class OutcomeWriter
{
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal); // Bounded by the block's events.
    private readonly List<double> _values = []; // Bounded by the block's events.
    private readonly ByteWriter _codes = new();

    /// <param name="text">Text of an unlisted label; else empty.</param>
    public void Add(Model model, Outcome outcome, EventBatch events, TextSpan text)
    {
        if (outcome.IsNone)
        {
            _codes.Varint(0);
        }
        else if (model.IsRegression)
        {
            _codes.Varint(1);
            _values.Add(outcome.Value);
        }
        else
        {
            _codes.Varint(NumberOf(outcome.IsUnlisted ? events.TextString(text) : model.Labels[outcome.LabelCode]) + 2);
        }
    }

    public void WriteTo(ByteWriter writer)
    {
        writer.Varint(_labels.Count);
        foreach (var label in _labels.Keys)
        {
            writer.Text(label);
        }

        writer.Varint(_values.Count);
        NumberColumn.Write(writer, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values));
        writer.Bytes(_codes.Written);
        _labels.Clear();
        _values.Clear();
        _codes.Clear();
    }

    private int NumberOf(string label)
    {
        if (!_labels.TryGetValue(label, out var number))
        {
            number = _labels.Count;
            _labels.Add(label, number);
        }

        return number;
    }
}

/// <summary>Reads what <see cref="OutcomeWriter"/> wrote, one outcome at a time.</summary>
internal sealed class OutcomeReader
{
    private readonly string[] _labels;
    private readonly double[] _values;
    private int _nextValue;

    public OutcomeReader(ByteReader reader)
    {
        _labels = new string[reader.Int()];
        for (var i = 0; i < _labels.Length; i++)
        {
            _labels[i] = reader.String();
        }

        _values = new double[reader.Int()];
        NumberColumn.Read(reader, _values);
    }

    /// <param name="text">Text of a label that is unlisted in this process; else empty.</param>
    public Outcome Next(ByteReader reader, Model model, EventBatch events, out TextSpan text)
    {
        text = default;
        var code = reader.Int();
        if (code == 0)
        {
            return Outcome.None;
        }

        if (code == 1)
        {
            return Outcome.FromValue(_values[_nextValue++]);
        }

        var label = _labels[code - 2];
        var outcome = model.Labels.Intern(label);
        if (outcome.IsUnlisted)
        {
            text = events.AddText(System.Text.Encoding.UTF8.GetBytes(label));
        }

        return outcome;
    }
}
