using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;

namespace Dashboard.Core.Exchange;

/// <summary>
/// The metrics of a window recomputed from its stored rows, without cells, bins or sketches: the number scikit-learn gives
/// for the same rows, to 1e-12.
/// </summary>
public sealed class ExactMetrics
{
    private readonly MetricInput _input;
    private readonly ExactBinaryFigures? _scores; // As the probability of the positive label; null without one.
    private readonly Lazy<ExactBinaryFigures?> _confidence;
    private readonly Lazy<ExactMulticlassFigures?> _classScores; // Sorting every class is worth it only when one is asked for.

    private ExactMetrics(long lastSequence, LabelledRows rows, MetricInput input, ExactBinaryFigures? scores)
    {
        (LastSequence, Rows, Labelled, _input, _scores) = (lastSequence, rows.Tally.Predictions, rows.Tally.Labelled, input, scores);
        (_classScores, _confidence) = (new(rows.ToClassScores), new(rows.ToConfidence));
    }

    /// <summary>Every event up to this sequence number is taken into account, and no other.</summary>
    public long LastSequence { get; }

    /// <summary>Predictions that are stored.</summary>
    public long Rows { get; }

    public long Labelled { get; }

    /// <param name="selection">Of one model, with the bounds of the window.</param>
    /// <param name="positive">The positive label's text; null when there is none.</param>
    /// <param name="scored">The label's text that single scores speak for; null when there is none.</param>
    /// <exception cref="TooManyRowsException">The window is too large.</exception>
    /// <exception cref="ExportChangedException">Stored events were deleted meanwhile.</exception>
    public static async Task<ExactMetrics> ComputeAsync(
        IEventStore store, Model model, EventSelection selection, FieldNames names, ExportOptions options, MetricParameters parameters,
        string? positive, string? scored, CancellationToken cancel)
    {
        var export = await EventExport.PrepareAsync(store, selection, names, options.WithoutColumnLimit(), cancel);
        if (export.Rows > options.MaxExactRows)
        {
            throw new TooManyRowsException(export.Rows, options.MaxExactRows);
        }

        var rows = new LabelledRows(model, names);
        await export.WriteAsync(rows, cancel);
        var length = selection.To - selection.From;
        return model.IsRegression
            ? new(export.LastSequence, rows, rows.ToRegression(parameters, length), null)
            : new(export.LastSequence, rows, rows.ToClassification(parameters, positive, length), scored is null ? null : rows.ToScores(scored));
    }

    /// <summary>A metric of the rows; undefined with the reason where rows give no other number than cells do.</summary>
    public Figure Of(Metric metric) => metric.Family switch
    {
        MetricFamily.Scores => OfScores(metric.Name),
        MetricFamily.ClassScores => OfClassScores(metric.Name),
        MetricFamily.Labels when metric.Name != "coverage" =>
            Figure.None("not recomputed: rows hold the ground truth in force, not when the first one was received", Labelled),
        MetricFamily.Traffic when metric.Name == "time_availability" => Figure.None("not recomputed: cells count every minute exactly", Rows),
        _ => metric.Compute(_input),
    };

    private Figure OfScores(string name) => _scores is not { } scores
        ? OfClassScores(name)
        : name switch
        {
            "roc_auc" => scores.RocAuc,
            "average_precision" => scores.AveragePrecision,
            "log_loss" => scores.LogLoss,
            "brier" => scores.Brier,
            "ece" => scores.ExpectedError,
            "ece_equal_mass" => scores.EqualMassError,
            _ => Figure.None("for scores of more than two labels", Labelled),
        };

    private Figure OfClassScores(string name)
    {
        foreach (var (named, figure) in _classScores.Value?.Named ?? [])
        {
            if (named == name)
            {
                return figure;
            }
        }

        return name == "confidence_ece" && _confidence.Value is { } confidence ? confidence.ExpectedError
            : _classScores.Value is null ? Figure.None("no scores of every class, and no label of two to read a score for", Labelled)
            : Figure.None("of a score for one of two labels, not of scores of every class", Labelled);
    }
}
