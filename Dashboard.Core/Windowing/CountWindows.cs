using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// The classic windows by number of events, in order of arrival. A label takes its place when it is joined; a correction
/// changes it there, a retraction takes it out; labels that have left the window do not come back.
/// </summary>
/// <param name="isWhole">Of the whole traffic; segments hold fewer labels.</param>
internal sealed class CountWindows(bool isWhole)
{
    /// <summary>Quality is published from this many labelled on.</summary>
    public const int MinLabelled = 100;

    /// <summary>Most labels held: about 40 bytes each.</summary>
    public const int MaxLabelled = 1_000;

    private const int FewLatencies = 100;
    private const int ManyLatencies = 1_000;

    /// <summary>Past states of these windows are not kept.</summary>
    public static readonly CountWindowFigures NotThen = new(Past, Past, Past, Past);

    private static Figure Past => Figure.None(WindowHistory.NotToldThen);

    private readonly RecentValues<ArrivedLabel> _labels = new(isWhole ? MaxLabelled : MinLabelled);
    private readonly RecentValues<double> _latencyMs = new(ManyLatencies);

    public Arrivals Arrived { get; private set; }

    public void CountPrediction() => Arrived = Arrived with { Predictions = Arrived.Predictions + 1 };

    public void AddLatency(ulong key, long micros) => _latencyMs.Add(key, micros / 1_000.0);

    public void AddLabel(in LabelChange change, bool isRegression)
    {
        if (change.IsRetraction)
        {
            _labels.Remove(change.Key);
            return;
        }

        var quality = isRegression
            ? Math.Abs(change.Predicted.Value - change.After.Value)
            : change.Predicted == change.After ? 1 : 0;
        Arrived = Arrived with { GroundTruths = Arrived.GroundTruths + 1 };
        if (change.IsFirstLabel)
        {
            _labels.Add(change.Key, new ArrivedLabel(quality, change.PredictionTicks, change.DelayTicks));
        }
        else
        {
            _labels.Change(change.Key, quality, static (label, corrected) => label with { Quality = corrected });
        }
    }

    public CountWindowFigures ToFigures(bool isRegression) =>
        new(Quality(50, isRegression), Quality(100, isRegression), Latency(FewLatencies), Latency(ManyLatencies));

    /// <summary>The labels that came last, newest first, at most <paramref name="most"/>: a copy.</summary>
    public ArrivedLabel[] NewestLabels(int most) => _labels.NewestFirst(most);

    /// <summary>Of the newest <paramref name="count"/> labels, or of all that are held.</summary>
    public Figure Quality(int count, bool isRegression)
    {
        if (_labels.Count < MinLabelled)
        {
            return Figure.None($"published from {MinLabelled} labelled predictions on", _labels.Count);
        }

        Span<double> room = stackalloc double[MaxLabelled]; // Each tick asks: nothing is allocated.
        var quality = room[..Math.Min(count, _labels.Count)];
        for (var i = 0; i < quality.Length; i++)
        {
            quality[i] = _labels.Newest(i + 1).Quality;
        }

        var moments = Moments.Of(quality);
        return isRegression
            ? moments.ToMeanLossFigure(ClassificationMetrics.Unlabelled)
            : Proportion.Of((long)Math.Round(moments.Sum), moments.Count, ClassificationMetrics.Unlabelled);
    }

    /// <summary>Mean of the newest <paramref name="most"/> latencies, in milliseconds.</summary>
    private Figure Latency(int most)
    {
        var count = Math.Min(most, _latencyMs.Count);
        var sum = 0.0;
        for (var back = 1; back <= count; back++)
        {
            sum += _latencyMs.Newest(back);
        }

        return count == 0 ? Figure.None("no latencies yet") : Figure.Of(sum / count, count);
    }
}

/// <summary>One label in order of arrival.</summary>
/// <param name="Quality">1 or 0 for a right or wrong answer, or the absolute error.</param>
/// <param name="PredictionTicks">Prediction time, UTC.</param>
/// <param name="DelayTicks">From prediction to first ground truth, at least 0.</param>
internal readonly record struct ArrivedLabel(double Quality, long PredictionTicks, long DelayTicks);
