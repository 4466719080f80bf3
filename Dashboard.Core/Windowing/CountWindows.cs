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

    private readonly RecentValues _quality = new(MinLabelled); // 1 or 0 for right or wrong, or |error|.
    private readonly RecentValues _latencyMs = new(ManyLatencies);

    public void AddLatency(ulong key, long micros) => _latencyMs.Add(key, micros / 1_000.0);

    public void AddLabel(in LabelChange change, bool isRegression)
    {
        var quality = isRegression
            ? Math.Abs(change.Predicted.Value - change.After.Value)
            : change.Predicted == change.After ? 1 : 0;
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

        var mean = _quality.MeanOfLast(count);
        return Figure.Of(mean, count, isRegression ? null : Proportion.Wilson((long)Math.Round(mean * count), count));
    }

    private Figure Latency(int most)
    {
        var count = Math.Min(most, _latencyMs.Count);
        return count == 0 ? Figure.None("no latencies yet") : Figure.Of(_latencyMs.MeanOfLast(count), count);
    }
}
