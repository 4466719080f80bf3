using Dashboard.Core.LateLabels;

namespace Dashboard.Tests.LateLabels;

/// <summary>
/// A made-up model: predictions at random instants, right with a given probability, labels late by exponential delays of
/// their own for right and wrong answers. Only labels that have come by the instant are seen.
/// </summary>
internal sealed record LabelStream
{
    public int HistoryHours { get; init; } = 7 * 24;

    public int WindowHours { get; init; } = 6;

    public double PerHour { get; init; } = 1_000;

    public double Accuracy { get; init; } = 0.93;

    public double AccuracyInWindow { get; init; } = 0.93;

    public double RightDelayHours { get; init; } = 24;

    public double WrongDelayHours { get; init; } = 1;

    public double EverLabelled { get; init; } = 1;

    /// <summary>Regression: the mean loss is 1 for right and 5 for wrong answers.</summary>
    public double LossScaleInWindow { get; init; } = 1;

    /// <summary>Hours of history and minutes of window, as seen at their end.</summary>
    public (List<LabelledBucket> History, List<LabelledBucket> Window) See(int seed)
    {
        var random = new Random(seed);
        var asOf = (long)(HistoryHours + WindowHours) * TimeSpan.TicksPerHour;
        var history = Enumerable.Range(0, HistoryHours)
            .Select(hour => Fill(random, asOf, hour * TimeSpan.TicksPerHour, TimeSpan.TicksPerHour, Accuracy, 1)).ToList();
        var window = Enumerable.Range(HistoryHours * 60, WindowHours * 60)
            .Select(minute => Fill(random, asOf, minute * TimeSpan.TicksPerMinute, TimeSpan.TicksPerMinute, AccuracyInWindow, LossScaleInWindow)).ToList();
        return (history, window);
    }

    private LabelledBucket Fill(Random random, long asOf, long start, long length, double accuracy, double lossScale)
    {
        var (answered, ladder) = (0, new DelayLadder());
        var meanGap = TimeSpan.TicksPerHour / PerHour;
        for (var at = start - (long)(Math.Log(1 - random.NextDouble()) * meanGap); at < start + length; at -= (long)(Math.Log(1 - random.NextDouble()) * meanGap))
        {
            answered++;
            var isRight = random.NextDouble() < accuracy;
            var mean = (isRight ? RightDelayHours : WrongDelayHours) * TimeSpan.TicksPerHour;
            var delay = (long)(-Math.Log(1 - random.NextDouble()) * mean);
            if (random.NextDouble() < EverLabelled && at + delay <= asOf)
            {
                var loss = (isRight ? 1 : 5) * 2 * random.NextDouble() * lossScale;
                ladder.Add(DelayLadder.RungOf(delay), LabelSums.One(isRight, loss));
            }
        }

        return LabelledBucket.At(asOf, start, start + length, answered, ladder);
    }
}
