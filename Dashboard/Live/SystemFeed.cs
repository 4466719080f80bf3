using Dashboard.Core.SystemMetrics;

namespace Dashboard.Live;

/// <summary>CPU and memory for pages: the newest sample and the history. Any thread may read.</summary>
public sealed class SystemFeed(ISystemReader reader, SystemHistory history)
{
    private SystemReading? _previous; // Touched by the one worker that samples.

    /// <summary>Null until the first sample, which comes with the start of the server.</summary>
    public SystemSample? Latest { get; private set; }

    /// <inheritdoc cref="SystemHistory.Between"/>
    public IReadOnlyList<SystemSample> Between(DateTimeOffset from, DateTimeOffset to) => history.Between(from, to);

    /// <summary>Takes one sample. Called by one worker only.</summary>
    internal void TakeSample()
    {
        var reading = reader.Read();
        var sample = SystemSampler.Sample(_previous, reading);
        _previous = reading;
        history.Add(sample);
        Latest = sample;
    }
}
