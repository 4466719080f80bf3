using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;

namespace Dashboard.Live;

/// <summary>CPU and memory for pages: the newest sample and the history. Any thread may read.</summary>
public sealed class SystemFeed(ISystemReader reader, SystemRollups rollups)
{
    private SystemReading? _previous; // Touched by the one worker that samples.

    /// <summary>Null until the first sample, which comes with the start of the server.</summary>
    public SystemSample? Latest { get; private set; }

    /// <inheritdoc cref="SystemRollups.Series"/>
    public IReadOnlyList<SystemPoint> Series(TimeRange range) => rollups.Series(range);

    /// <summary>Takes one sample. Called by one worker only.</summary>
    internal void TakeSample()
    {
        var reading = reader.Read();
        var sample = SystemSampler.Sample(_previous, reading);
        _previous = reading;
        rollups.Add(sample);
        Latest = sample;
    }
}
