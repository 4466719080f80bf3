using Dashboard.Core.Metrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Panels;

/// <summary>Why curves of scores are missing, and what brings them.</summary>
internal static class ScoreLack
{
    public static Lack Of(ScoreCurves curves) => curves switch
    {
        { Scores: null, Reason: ScoreCurves.NoScores } => new("No scores in this range", "Send a score with each prediction: the probability of the positive label, or the confidence in the answer."),
        { Scores: null, Reason: ScoreHistogram.NoLabels } => new("No curve yet", $"{Sentence(ScoreHistogram.NoLabels)} The curve begins when ground truth of both labels has come.", 0),
        { Scores: null, Reason: { } reason } => new("No curve", Sentence(reason)),
        _ => new($"{NumberText.Count(curves.Labelled)} of {Headline.EnoughLabels} labelled", $"{Sentence(curves.RocAuc.Undefined ?? "")} A curve needs ground truth of both labels.", (double)curves.Labelled / Headline.EnoughLabels),
    };

    public static Lack OfCalibration(ScoreCurves curves) => curves.Scores is { Labelled: > 0 }
        ? new("No calibration", $"{Sentence(curves.CalibrationError.Undefined ?? "")} Only scores from 0 to 1 can be read as probabilities.")
        : Of(curves);

    private static string Sentence(string reason) => reason.Length == 0 ? "" : $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.";
}
