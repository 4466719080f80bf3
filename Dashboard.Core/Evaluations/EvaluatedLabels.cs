using Dashboard.Core.Metrics;

namespace Dashboard.Core.Evaluations;

/// <summary>Predicted and true labels of all rows; codes are positions in ordinal order, as in scikit-learn.</summary>
internal sealed class EvaluatedLabels
{
    private static readonly string[] UsualPositives = ["1", "true", "yes", "positive", "pos"];

    private readonly long[] _counts; // By truth and prediction; at most EvaluationOptions.MaxLabels squared.

    /// <param name="texts">By code of the rows.</param>
    /// <param name="predicted">Recoded in place, as <paramref name="truths"/>.</param>
    public EvaluatedLabels(IReadOnlyList<string> texts, ushort[] predicted, ushort[] truths)
    {
        int[] order = [.. Enumerable.Range(0, texts.Count).OrderBy(i => texts[i], StringComparer.Ordinal)];
        var codes = new ushort[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            codes[order[i]] = (ushort)i;
        }

        Texts = [.. order.Select(i => texts[i])];
        (Predicted, Truths, _counts) = (predicted, truths, new long[order.Length * order.Length]);
        for (var row = 0; row < predicted.Length; row++)
        {
            (predicted[row], truths[row]) = (codes[predicted[row]], codes[truths[row]]);
            _counts[(truths[row] * order.Length) + predicted[row]]++;
        }

        Table = ConfusionTable.Of(
            from truth in Enumerable.Range(0, order.Length)
            from prediction in Enumerable.Range(0, order.Length)
            let count = _counts[(truth * order.Length) + prediction]
            where count > 0
            select (truth, prediction, truth == prediction, count));
    }

    public IReadOnlyList<string> Texts { get; }

    public ushort[] Predicted { get; }

    public ushort[] Truths { get; }

    public ConfusionTable Table { get; }

    /// <summary>The wanted label, or the usual one of two; null when there is no telling.</summary>
    /// <exception cref="EvaluationRefusedException"><c>positive_unknown</c>: it does not occur.</exception>
    public int? Positive(string? wanted)
    {
        if (wanted is not null)
        {
            var code = Texts.TakeWhile(text => text != wanted).Count();
            return code < Texts.Count ? code : throw new EvaluationRefusedException("positive_unknown", $"the label '{wanted}' does not occur", "positive");
        }

        if (Table.Codes.Count != 2)
        {
            return null;
        }

        var usual = Table.Codes.Where(code => UsualPositives.Contains(Texts[code], StringComparer.OrdinalIgnoreCase)).ToList();
        return usual.Count == 1 ? usual[0] : Table.Codes[1];
    }

    public EvaluatedMatrix Matrix(int most, string other)
    {
        var shown = MostFrequent().Take(most).Order().ToList();
        var size = shown.Count + (shown.Count < Table.Codes.Count ? 1 : 0);
        var counts = Enumerable.Range(0, size).Select(_ => new long[size]).ToArray();
        foreach (var truth in Table.Codes)
        {
            foreach (var predicted in Table.Codes)
            {
                counts[At(truth)][At(predicted)] += _counts[(truth * Texts.Count) + predicted];
            }
        }

        return new EvaluatedMatrix([.. shown.Select(code => Texts[code]), .. size > shown.Count ? [other] : Array.Empty<string>()], counts);

        int At(int code) => shown.IndexOf(code) is var index and >= 0 ? index : shown.Count;
    }

    /// <summary>The labels that occur, by how often they are the ground truth.</summary>
    public IEnumerable<int> MostFrequent() => Enumerable.Range(0, Table.Codes.Count)
        .OrderByDescending(i => Table.Support[i]).ThenBy(i => i).Select(i => Table.Codes[i]);
}
