using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>Why a label is the positive one.</summary>
public enum PositiveLabelSource
{
    /// <summary>There is none: more than two labels, or fewer, and none declared.</summary>
    None,
    Declared,

    /// <summary>Of two labels, its predictions have the higher scores.</summary>
    Scores,

    /// <summary>Of two labels, the last in ordinal order, as in scikit-learn.</summary>
    Order,
}

/// <summary>Which label precision, recall and scores of a model are about.</summary>
internal static class PositiveLabel
{
    /// <summary>
    /// The declared one; else, of two labels, the one whose predictions rank higher by score, or the last in ordinal order as
    /// in scikit-learn when scores do not tell. Null for more labels, none of them declared.
    /// </summary>
    public static int? CodeOf(Model model, ScoreCube? scores) => Find(model, scores).Code;

    public static (int? Code, PositiveLabelSource Source) Find(Model model, ScoreCube? scores)
    {
        if (model.PositiveLabel is { } declared)
        {
            return (model.Labels.TryFind(declared, out var outcome) ? outcome.LabelCode : null, PositiveLabelSource.Declared);
        }

        var labels = model.Labels.ToList();
        return labels.Count != 2 ? (null, PositiveLabelSource.None)
            : scores?.SuggestPositive() is { } suggested ? (suggested, PositiveLabelSource.Scores)
            : (string.CompareOrdinal(labels[0], labels[1]) > 0 ? 0 : 1, PositiveLabelSource.Order);
    }
}
