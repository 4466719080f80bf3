using Dashboard.Core.Metrics;

namespace Dashboard.Core.Evaluations;

/// <summary>What scores add to an evaluation of labels: ranking, calibration and curves.</summary>
internal sealed record ScoreEvaluation
{
    private static readonly ScoreEvaluation None = new();

    public IReadOnlyList<EvaluationFigure> Figures { get; private init; } = [];

    public EvaluatedCurves? Curves { get; private init; }

    public IReadOnlyDictionary<string, double?> RocAucByLabel { get; private init; } = new Dictionary<string, double?>();

    public IReadOnlyList<string> Notices { get; private init; } = [];

    public static ScoreEvaluation Of(ClassificationRows rows, EvaluatedLabels labels, int? positive) =>
        rows.Map.ClassScores.Count == 2 && positive is { } one && rows.ScoredLabels.Contains(labels.Texts[one]) ? OfTwoClasses(rows, labels, one)
        : rows.Map.ClassScores.Count > 0 ? OfClasses(rows, labels)
        : rows.Map.AreScoresEmpty ? new ScoreEvaluation { Notices = ["the scores were left out: there is none in any row"] }
        : rows.Map.Score is null ? None
        : positive is { } code ? OfPositive(rows.TakeScores(), labels, code)
        : new ScoreEvaluation { Notices = [$"the score was left out: of {labels.Table.Codes.Count} labels it is not known which one it is of; name it with positive=<label>"] };

    private static ScoreEvaluation OfPositive(double[] scores, EvaluatedLabels labels, int positive)
    {
        var isPositive = Array.ConvertAll(labels.Truths, truth => truth == positive);
        var cube = new ScoreCube();
        for (var row = 0; row < scores.Length; row++)
        {
            cube.Add(scores[row], labels.Predicted[row] == positive ? 1 : 0, isPositive[row] ? 1 : 0, 1);
        }

        var (histogram, exact) = (cube.ReadBinary(1), ExactBinary.Compute(scores, isPositive));
        return new ScoreEvaluation
        {
            Figures = [.. EvaluatedFigures.OfScores(exact, RankingMetrics.WithBinnedInterval(exact.AveragePrecision, histogram))],
            Curves = CurvesOf(histogram),
        };
    }

    /// <summary>Of two columns that of the positive label is the score; the other one only ranks its own label.</summary>
    private static ScoreEvaluation OfTwoClasses(ClassificationRows rows, EvaluatedLabels labels, int positive)
    {
        var (scores, classes) = (rows.TakeScores(), rows.ScoredLabels);
        var column = classes[0] == labels.Texts[positive] ? 0 : 1;
        var evaluation = OfPositive(ColumnOf(scores, column), labels, positive);
        var other = ExactBinary.Compute(ColumnOf(scores, 1 - column), Array.ConvertAll(labels.Truths, truth => truth != positive));
        return evaluation with
        {
            RocAucByLabel = new Dictionary<string, double?>
            {
                [classes[column]] = evaluation.Figures.Single(figure => figure.Name == "roc_auc").Figure.Value,
                [classes[1 - column]] = other.RocAuc.Value,
            },
        };
    }

    private static double[] ColumnOf(double[] scoresOfTwo, int column)
    {
        var scores = new double[scoresOfTwo.Length / 2];
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = scoresOfTwo[(2 * row) + column];
        }

        return scores;
    }

    private static ScoreEvaluation OfClasses(ClassificationRows rows, EvaluatedLabels labels)
    {
        string[] classes = [.. rows.ScoredLabels];
        int[] columns = [.. labels.Texts.Select(text => Array.IndexOf(classes, text))];
        var truths = Array.ConvertAll(labels.Truths, truth => columns[truth]);
        var scores = rows.TakeScores();
        var exact = ExactMulticlass.Compute(scores, classes.Length, truths);
        var histogram = Confidence(scores, columns, labels, out var unscored).ReadConfidence();
        return new ScoreEvaluation
        {
            Figures = [.. EvaluatedFigures.OfScores(exact)],
            Curves = CurvesOf(histogram) with { Roc = [], PrecisionRecall = [] },
            RocAucByLabel = classes.Zip(exact.RocAucByClass).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
            Notices = unscored == 0 ? [] : [$"{NumberText.Counted(unscored, "prediction")} of labels without a score column are not in the reliability curve"],
        };
    }

    /// <summary>Scores of the predicted label, scaled to the sum 1.</summary>
    private static ScoreCube Confidence(double[] scores, int[] columns, EvaluatedLabels labels, out long unscored)
    {
        var cube = new ScoreCube();
        var classes = scores.Length / labels.Truths.Length;
        unscored = 0;
        for (var row = 0; row < labels.Truths.Length; row++)
        {
            var ofRow = scores.AsSpan(row * classes, classes);
            if (columns[labels.Predicted[row]] is var column and >= 0)
            {
                cube.Add(Math.Min(1, ofRow[column] / Sum(ofRow)), labels.Predicted[row], labels.Truths[row], 1);
            }
            else
            {
                unscored++;
            }
        }

        return cube;
    }

    private static EvaluatedCurves CurvesOf(ScoreHistogram histogram) => new(
        ThresholdMetrics.RocCurve(histogram), ThresholdMetrics.PrecisionRecallCurve(histogram), CalibrationMetrics.ReliabilityCurve(histogram));

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
