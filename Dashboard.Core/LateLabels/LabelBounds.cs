using Dashboard.Core.Metrics;

namespace Dashboard.Core.LateLabels;

/// <summary>What can be said of a share while labels are missing and nothing is assumed of them.</summary>
public static class LabelBounds
{
    /// <summary>
    /// All missing labels wrong, all right: [right / n, (right + unlabelled) / n] (Manski, Human Resources 24, 1989). Null
    /// without predictions. Not a confidence interval: it does not shrink with n.
    /// </summary>
    /// <param name="answered">Predictions that can have a label; at least <paramref name="labelled"/>.</param>
    public static Interval? ShareCorrect(long right, long labelled, long answered) =>
        answered == 0 ? null : new Interval((double)right / answered, (double)(right + answered - labelled) / answered);
}
