using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// The confusion matrix as shown: the most frequent labels in ordinal order, all others folded into one last row and
/// column.
/// </summary>
internal static class MatrixBuilder
{
    /// <summary>Most labels with a row of their own.</summary>
    public const int MaxLabels = 20;

    public const string OtherLabel = "__other__";

    public static ConfusionMatrix Build(ConfusionCounts? counts, LabelSet labels)
    {
        var pairs = counts?.Pairs.Where(p => p.Count > 0).ToList() ?? [];
        var shown = pairs
            .SelectMany(p => new[] { (Code: p.Truth, p.Count), (Code: p.Predicted, p.Count) })
            .Where(c => c.Code < ConfusionCounts.OtherMismatchCode)
            .GroupBy(c => c.Code, c => c.Count)
            .Select(g => (Text: labels[g.Key], Code: g.Key, Count: g.Sum()))
            .OrderByDescending(l => l.Count).ThenBy(l => l.Text, StringComparer.Ordinal)
            .Take(MaxLabels)
            .OrderBy(l => l.Text, StringComparer.Ordinal)
            .ToList();
        var rowOf = shown.Select((label, row) => (label.Code, row)).ToDictionary(l => l.Code, l => l.row);
        var isFolded = pairs.Any(p => !rowOf.ContainsKey(p.Truth) || !rowOf.ContainsKey(p.Predicted));
        var names = shown.Select(l => l.Text).Concat(isFolded ? [OtherLabel] : Array.Empty<string>()).ToList();
        var matrix = new long[names.Count, names.Count];
        foreach (var (truth, predicted, count) in pairs)
        {
            matrix[rowOf.GetValueOrDefault(truth, shown.Count), rowOf.GetValueOrDefault(predicted, shown.Count)] += count;
        }

        return new ConfusionMatrix(names, matrix);
    }
}
