using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>The scores of every class of labelled predictions. Bounded by the rows of its owner and <see cref="MostClasses"/>.</summary>
internal sealed class ClassScoreRows(FieldNames names)
{
    /// <summary>Rows with scores of more classes are left out.</summary>
    private const int MostClasses = 100;

    private readonly Dictionary<int, int> _columns = []; // Of a name's number; bounded by MostClasses.
    private readonly List<(double[] Scores, string Truth)> _rows = [];

    public void Add(ReadOnlySpan<byte> attributes, string truth)
    {
        Span<double> scores = stackalloc double[MostClasses];
        scores.Clear();
        var count = 0;
        foreach (var attribute in new AttributeReader(attributes))
        {
            if (attribute.Group == AttributeGroup.Score && attribute.Type == AttributeType.Number)
            {
                if (!_columns.TryGetValue(attribute.NameId, out var column))
                {
                    column = _columns.Count;
                    if (column == MostClasses)
                    {
                        return;
                    }

                    _columns.Add(attribute.NameId, column);
                }

                scores[column] = attribute.Number;
                count++;
            }
        }

        if (count > 1)
        {
            _rows.Add((scores[.._columns.Count].ToArray(), truth));
        }
    }

    /// <summary>Of the rows whose ground truth is one of the classes with scores; a class a row does not name has 0. Null when there is none.</summary>
    public ExactMulticlassFigures? Compute()
    {
        var classes = _columns.Select(pair => (Name: names[pair.Key], Column: pair.Value)).OrderBy(c => c.Name, StringComparer.Ordinal).ToArray();
        var codes = classes.Index().ToDictionary(c => c.Item.Name, c => c.Index, StringComparer.Ordinal);
        var rows = _rows.Where(row => codes.ContainsKey(row.Truth) && row.Scores.Sum() > 0).ToList();
        if (classes.Length < 2 || rows.Count == 0)
        {
            return null;
        }

        var probabilities = new double[rows.Count * classes.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < classes.Length; i++)
            {
                var column = classes[i].Column;
                probabilities[(row * classes.Length) + i] = column < rows[row].Scores.Length ? rows[row].Scores[column] : 0;
            }
        }

        return ExactMulticlass.Compute(probabilities, classes.Length, [.. rows.Select(row => codes[row.Truth])]);
    }
}
