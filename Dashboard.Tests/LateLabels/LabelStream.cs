using Dashboard.Core.LateLabels;
using Dashboard.Core.Predictions;

namespace Dashboard.Tests.LateLabels;

/// <summary>
/// A made-up model: predictions at random instants, right with a given probability, labels late by delays of their own for
/// right and wrong answers, exponential or log-normal. Only labels that have come by the instant are seen.
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

    /// <summary>0: exponential delays of these means. Else log-normal ones of these medians and this standard deviation of the logarithm.</summary>
    public double LogSpread { get; init; }

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
            var delay = (long)(Delay(random) * (isRight ? RightDelayHours : WrongDelayHours) * TimeSpan.TicksPerHour);
            if (random.NextDouble() < EverLabelled && at + delay <= asOf)
            {
                var loss = (isRight ? 1 : 5) * 2 * random.NextDouble() * lossScale;
                ladder.Add(DelayRungs.RungOf(delay), LabelSums.One(isRight, loss));
            }
        }

        return LabelledBucket.At(asOf, start, start + length, answered, ladder);
    }

    private double Delay(Random random)
    {
        var exponential = -Math.Log(1 - random.NextDouble());
        return LogSpread == 0
            ? exponential
            : Math.Exp(LogSpread * Math.Sqrt(2 * exponential) * Math.Cos(2 * Math.PI * random.NextDouble())); // Box and Muller.
    }
}
