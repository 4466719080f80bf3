using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Which label precision, recall and scores of a model are about.</summary>
internal static class PositiveLabel
{
    /// <summary>
    /// The declared one; else, of two labels, the one whose predictions rank higher by score, or the last in ordinal order as
    /// in scikit-learn when scores do not tell. Null for more labels, none of them declared.
    /// </summary>
    public static int? CodeOf(Model model, ScoreCube? scores)
    {
        if (model.PositiveLabel is { } declared)
        {
            return model.Labels.TryFind(declared, out var outcome) ? outcome.LabelCode : null;
        }

        var labels = model.Labels.ToList();
        return labels.Count != 2 ? null : scores?.SuggestPositive() ?? (string.CompareOrdinal(labels[0], labels[1]) > 0 ? 0 : 1);
    }
}
