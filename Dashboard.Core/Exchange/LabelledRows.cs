using System.Runtime.InteropServices;
using Dashboard.Core.Metrics;
using Dashboard.Core.Metrics.Catalogue;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Exchange;

/// <summary>The joined predictions of one model, gathered for <see cref="ExactMetrics"/>. Bounded by <see cref="ExportOptions.MaxExactRows"/>.</summary>
internal sealed class LabelledRows(Model model, FieldNames names) : IJoinedPredictionWriter
{
    private readonly List<(long Ticks, double Predicted, double Truth)> _numbers = [];
    private readonly List<string> _predicted = [];
    private readonly List<string> _truths = [];
    private readonly List<double> _scores = []; // NaN without one.
    private readonly ClassScoreRows _classScores = new(names);
    private readonly List<double> _latencies = []; // In ms, of all predictions that tell one.

    /// <summary>Counts of all of them.</summary>
    public Tally Tally { get; } = new();

    public ValueTask WriteAsync(EventBatch events, int row, JoinedTruth truth, CancellationToken cancel)
    {
        ref readonly var prediction = ref events.Predictions[row];
        var isAnswered = !prediction.Predicted.IsNone;
        Tally.AddPrediction(
            prediction.IsFailed, isAnswered, prediction.LatencyMicros, prediction.LatencyMicros < 0 ? 0 : Tally.LatencyBucket(prediction.LatencyMicros));
        if (prediction.LatencyMicros >= 0)
        {
            _latencies.Add(prediction.LatencyMicros / 1_000.0);
        }

        if (isAnswered && !truth.Truth.IsNone)
        {
            AddLabelled(events, prediction, truth);
        }

        return ValueTask.CompletedTask;
    }

    private ExactLatencies Latencies => new(CollectionsMarshal.AsSpan(_latencies));

    public MetricInput ToRegression(MetricParameters parameters, TimeSpan length)
    {
        var inOrder = _numbers.OrderBy(row => row.Ticks).ToArray();
        var exact = ExactRows.Regression(Array.ConvertAll(inOrder, row => row.Predicted), Array.ConvertAll(inOrder, row => row.Truth), parameters);
        return new MetricInput(Tally, parameters)
        {
            Length = length, Latencies = Latencies, Regression = exact.Regression, Errors = exact.Errors, RegressionBlocks = exact.RegressionBlocks,
        };
    }

    /// <param name="positive">Text of the positive label; null when there is none.</param>
    public MetricInput ToClassification(MetricParameters parameters, string? positive, TimeSpan length)
    {
        var (table, labels) = ExactRows.Classification(_predicted, _truths);
        var code = positive is null ? -1 : labels.ToList().IndexOf(positive);
        return new MetricInput(Tally, parameters with { PositiveLabel = positive is null ? null : code < 0 ? labels.Count : code })
        {
            Length = length, Latencies = Latencies, Matrix = table,
        };
    }

    /// <summary>The scores as the probability of a label.</summary>
    public ExactBinaryFigures ToScores(string positive)
    {
        var cube = new ScoreCube();
        for (var row = 0; row < _scores.Count; row++)
        {
            if (!double.IsNaN(_scores[row]))
            {
                cube.Add(_scores[row], _predicted[row] == positive ? 1 : 0, _truths[row] == positive ? 1 : 0, 1);
            }
        }

        var exact = ToScores(row => _truths[row] == positive);
        return exact with { AveragePrecision = RankingMetrics.WithBinnedInterval(exact.AveragePrecision, cube.ReadBinary(1)) };
    }

    /// <summary>The scores as the confidence in whatever was predicted; null without scores.</summary>
    public ExactBinaryFigures? ToConfidence() => _scores.TrueForAll(double.IsNaN) ? null : ToScores(row => _predicted[row] == _truths[row]);

    /// <summary>Null when no row has scores of its classes.</summary>
    public ExactMulticlassFigures? ToClassScores() => _classScores.Compute();

    private void AddLabelled(EventBatch events, in PredictionRow prediction, JoinedTruth truth)
    {
        if (model.IsRegression)
        {
            _numbers.Add((prediction.EventTicks, prediction.Predicted.Value, truth.Truth.Value));
            Tally.AddLabel(prediction.Predicted, truth.Truth, BinnedScore.None, isRegression: true, sign: 1);
            return;
        }

        _predicted.Add(prediction.PredictedText.IsEmpty ? TextOf(prediction.Predicted) : events.TextString(prediction.PredictedText));
        _truths.Add(truth.Text ?? TextOf(truth.Truth));
        _scores.Add(prediction.Score);
        _classScores.Add(events.Text(prediction.Attributes), _truths[^1]);
        Tally.AddLabel(prediction.Predicted, truth.Truth, BinnedScore.None, isRegression: false, sign: 1);
    }

    private ExactBinaryFigures ToScores(Predicate<int> isPositive)
    {
        var scored = Enumerable.Range(0, _scores.Count).Where(row => !double.IsNaN(_scores[row])).ToArray();
        return ExactBinary.Compute(Array.ConvertAll(scored, row => _scores[row]), Array.ConvertAll(scored, row => isPositive(row)));
    }

    private string TextOf(Outcome label) => model.Labels.TryGetText(label, out var text) ? text : throw new InvalidOperationException("an unlisted label has a text");
}
