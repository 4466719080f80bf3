using Dashboard.Core.Metrics;
using Dashboard.Core.Predictions;

namespace Dashboard.Core.Windowing;

/// <summary>
/// The classic windows by number of events, in order of arrival. A label takes its place when it is joined; a correction
/// changes it there.
/// </summary>
internal sealed class CountWindows
{
    /// <summary>Quality is published from this many labelled on.</summary>
    private const int MinLabelled = 100;

    private const int FewLatencies = 100;
    private const int ManyLatencies = 1_000;

    /// <summary>Past states of these windows are not kept.</summary>
    public static readonly CountWindowFigures NotThen = new(Past, Past, Past, Past);

    private static Figure Past => Figure.None(WindowHistory.NotToldThen);

    private readonly RecentValues<double> _quality = new(MinLabelled); // 1 or 0 for right or wrong, or |error|.
    private readonly RecentValues<double> _latencyMs = new(ManyLatencies);

    public Arrivals Arrived { get; private set; }

    public void CountPrediction() => Arrived = Arrived with { Predictions = Arrived.Predictions + 1 };

    public void AddLatency(ulong key, long micros) => _latencyMs.Add(key, micros / 1_000.0);

    public void AddLabel(in LabelChange change, bool isRegression)
    {
        var quality = isRegression
            ? Math.Abs(change.Predicted.Value - change.After.Value)
            : change.Predicted == change.After ? 1 : 0;
        Arrived = Arrived with { GroundTruths = Arrived.GroundTruths + 1 };
        if (change.IsFirstLabel)
        {
            _quality.Add(change.Key, quality);
        }
        else
        {
            _quality.Replace(change.Key, quality);
        }
    }

    public CountWindowFigures ToFigures(bool isRegression) =>
        new(Quality(50, isRegression), Quality(100, isRegression), Latency(FewLatencies), Latency(ManyLatencies));

    private Figure Quality(int count, bool isRegression)
    {
        if (_quality.Count < MinLabelled)
        {
            return Figure.None($"published from {MinLabelled} labelled predictions on", _quality.Count);
        }

        var mean = MeanOfLast(_quality, count);
        return Figure.Of(mean, count, isRegression ? null : Proportion.Wilson((long)Math.Round(mean * count), count));
    }

    private Figure Latency(int most)
    {
        var count = Math.Min(most, _latencyMs.Count);
        return count == 0 ? Figure.None("no latencies yet") : Figure.Of(MeanOfLast(_latencyMs, count), count);
    }

    /// <param name="count">At least 1.</param>
    private static double MeanOfLast(RecentValues<double> values, int count)
    {
        var sum = 0.0;
        for (var back = 1; back <= count; back++)
        {
            sum += values.Newest(back);
        }

        return sum / count;
    }
}
