using System.Collections.Frozen;

namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>What each metric of the catalogue tells, for people who do not read formulas.</summary>
/// <param name="Text">A sentence or two, without symbols.</param>
public sealed record MetricMeaning(MetricGroup Group, string Text)
{
    private static readonly FrozenDictionary<string, MetricMeaning> ByName = Answers().Concat(Positive()).Concat(Scores())
        .Concat(Errors()).Concat(RelativeErrors()).Concat(Labels()).Concat(Operation())
        .ToFrozenDictionary(entry => entry.Name, entry => new MetricMeaning(entry.Group, entry.Text), StringComparer.Ordinal);

    public static MetricMeaning Of(Metric metric) => ByName[metric.Name];

    private static IEnumerable<(string Name, MetricGroup Group, string Text)> Answers()
    {
        const MetricGroup group = MetricGroup.Answers;
        yield return ("accuracy", group, "Of all labelled predictions, how many were right. Misleads when one label is much more frequent than the others.");
        yield return ("misclassification_rate", group, "Of all labelled predictions, how many were wrong.");
        yield return ("balanced_accuracy", group, "How often a label is recognised, each label counting the same however rare it is.");
        yield return ("precision_macro", group, "When a label is predicted, how often it is right: the plain mean over labels, rare ones counting as much as frequent ones.");
        yield return ("recall_macro", group, "When a label is the truth, how often it is found: the plain mean over labels.");
        yield return ("f1_macro", group, "Precision and recall in one number, the plain mean over labels: falls when any label is served badly.");
        yield return ("precision_micro", group, "Precision over all predictions together. With one label per prediction it equals the accuracy.");
        yield return ("recall_micro", group, "Recall over all predictions together. With one label per prediction it equals the accuracy.");
        yield return ("f1_micro", group, "F1 over all predictions together. With one label per prediction it equals the accuracy.");
        yield return ("precision_weighted", group, "Precision averaged over labels, each by how often it is the truth.");
        yield return ("recall_weighted", group, "Recall averaged over labels, each by how often it is the truth.");
        yield return ("f1_weighted", group, "F1 averaged over labels, each by how often it is the truth.");
        yield return ("mcc", group, "How closely predictions follow the truth, from -1 (always wrong) over 0 (chance) to 1 (always right); fair also when labels are unbalanced.");
        yield return ("cohen_kappa", group, "How much better than guessing by frequency the model agrees with the truth: 0 is chance, 1 is perfect.");
    }

    private static IEnumerable<(string Name, MetricGroup Group, string Text)> Positive()
    {
        const MetricGroup group = MetricGroup.PositiveLabel;
        yield return ("precision", group, "When the model says the positive label, how often it is right. The rest are false alarms.");
        yield return ("recall", group, "Of all that truly is positive, how much the model finds. The rest is missed.");
        yield return ("specificity", group, "Of all that truly is not positive, how much the model leaves alone.");
        yield return ("f1", group, "Precision and recall in one number; high only when both are.");
        yield return ("f_beta", group, "As F1, but finding positives counts twice as much as avoiding false alarms.");
    }

    private static IEnumerable<(string Name, MetricGroup Group, string Text)> Scores()
    {
        const MetricGroup ranking = MetricGroup.Ranking, calibration = MetricGroup.Calibration;
        yield return ("roc_auc", ranking, "The chance that a random positive scores higher than a random negative: 50 % is guessing, 100 % is perfect order.");
        yield return ("average_precision", ranking, "Precision averaged over every threshold. Compare it with the share of positives, which is what guessing gives.");
        yield return ("log_loss", calibration, "How surprised one is by the truth after reading the score; confident mistakes cost most. 0 is perfect.");
        yield return ("roc_auc_ovr_macro", ranking, "How well the score of each class puts its own above the others, the plain mean over classes.");
        yield return ("roc_auc_ovr_weighted", ranking, "The same, each class by how often it is the truth.");
        yield return ("roc_auc_ovo_macro", ranking, "How well the scores tell any two classes apart, the plain mean over pairs of classes.");
        yield return ("roc_auc_ovo_weighted", ranking, "The same, each pair by how often it is the truth.");
        yield return ("average_precision_macro", ranking, "Precision over all thresholds of each class's score, the plain mean over classes.");
        yield return ("top2_accuracy", ranking, "How often the truth is one of the two most probable classes.");
        yield return ("top3_accuracy", ranking, "How often the truth is one of the three most probable classes.");
        yield return ("brier", calibration, "Mean squared distance between score and truth. 0 is perfect, 0.25 is always saying 50 %.");
        yield return ("ece", calibration, "How far scores lie from the share of positives they promise, on average over ten bins of score.");
        yield return ("ece_equal_mass", calibration, "The same with bins of equally many predictions: steadier when most scores are close together.");
        yield return ("confidence_ece", calibration, "How far the model's confidence lies from how often it is right; for more than two labels.");
    }

    private static IEnumerable<(string Name, MetricGroup Group, string Text)> Errors()
    {
        const MetricGroup error = MetricGroup.Error, direction = MetricGroup.Direction, explained = MetricGroup.Explained;
        yield return ("mae", error, "How far off a prediction is on average, in the model's own unit.");
        yield return ("mse", error, "Mean of the squared errors: large errors weigh much more than small ones.");
        yield return ("rmse", error, "As the mean error, but large errors weigh more. Much above the mean absolute error, it tells of outliers.");
        yield return ("median_ae", error, "Half of the predictions are closer than this. A few wild errors do not move it.");
        yield return ("max_error", error, "The worst single prediction.");
        yield return ("pinball", error, "The loss of a model that is to predict the 90 % point: being too low costs nine times as much as being too high.");
        yield return ("bias", direction, "Above 0 the model predicts too high, below 0 too low.");
        yield return ("error_p05", direction, "Only one prediction in twenty is further below the truth than this.");
        yield return ("error_p50", direction, "Half of the predictions err below this, half above.");
        yield return ("error_p95", direction, "Only one prediction in twenty is further above the truth than this.");
        yield return ("r2", explained, "1 is perfect, 0 is no better than always predicting the mean, below 0 is worse than that.");
        yield return ("explained_variance", explained, "As R2, but a constant bias is forgiven.");
        yield return ("mean_ground_truth", explained, "The mean of the truth, to compare the errors with.");
    }

    private static IEnumerable<(string Name, MetricGroup Group, string Text)> RelativeErrors()
    {
        const MetricGroup group = MetricGroup.RelativeError;
        yield return ("mape", group, "How far off a prediction is on average, as a share of its truth. Explodes when truths are close to 0.");
        yield return ("wape", group, "All errors together as a share of all truths together: steadier than the mean percentage.");
        yield return ("smape", group, "Percentage error by the mean of prediction and truth; from 0 to 200 %.");
        yield return ("rmsle", group, "Error of the logarithms: being off by a factor counts, not by an amount.");
    }

    private static IEnumerable<(string Name, MetricGroup Group, string Text)> Labels()
    {
        const MetricGroup group = MetricGroup.Labels;
        yield return ("coverage", group, "For how many of the predictions the truth is known. Everything above rests on these alone.");
        yield return ("label_delay_p50", group, "Half of the labels come sooner than this after their prediction.");
        yield return ("label_delay_p95", group, "One label in twenty takes longer than this.");
    }

    private static IEnumerable<(string Name, MetricGroup Group, string Text)> Operation()
    {
        const MetricGroup traffic = MetricGroup.Traffic, latency = MetricGroup.Latency;
        yield return ("throughput", traffic, "Predictions per second over the range.");
        yield return ("error_rate", traffic, "How many requests ended in an error instead of an answer.");
        yield return ("availability", traffic, "How many requests were answered.");
        yield return ("time_availability", traffic, "In how many minutes the model was up.");
        yield return ("slo_burn_rate", traffic, "How fast the budget of errors is used up: 1 uses it exactly, 10 ten times too fast.");
        yield return ("latency_mean", latency, "The mean time an answer takes. A few slow answers move it; look at the percentiles too.");
        yield return ("latency_p50", latency, "Half of the answers are faster.");
        yield return ("latency_p75", latency, "Three of four answers are faster.");
        yield return ("latency_p90", latency, "Nine of ten answers are faster.");
        yield return ("latency_p95", latency, "19 of 20 answers are faster.");
        yield return ("latency_p99", latency, "99 of 100 answers are faster.");
        yield return ("latency_p999", latency, "999 of 1,000 answers are faster.");
        yield return ("latency_p9999", latency, "9,999 of 10,000 answers are faster.");
        yield return ("slow_share", latency, "How many answers took longer than 500 ms.");
    }
}
