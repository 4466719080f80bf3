namespace Dashboard.Core.SystemMetrics;

/// <summary>
/// Samples at three finenesses, each in a ring of fixed size: a range is answered from the finest that reaches back far
/// enough. One writer, any number of readers.
/// </summary>
public sealed class SystemHistory(SystemHistoryOptions options)
{
    private readonly Lock _gate = new();
    private readonly SampleRing[] _rings = // Finest first.
    [
        new(SystemHistoryOptions.SampleInterval, options.KeepSeconds),
        new(TimeSpan.FromSeconds(10), options.KeepTenSeconds),
        new(TimeSpan.FromMinutes(1), options.KeepMinutes),
    ];

    public void Add(SystemSample sample)
    {
        lock (_gate)
        {
            foreach (var ring in _rings)
            {
                ring.Add(sample);
            }
        }
    }

    /// <summary>
    /// Samples with <paramref name="from"/> &lt;= time &lt; <paramref name="to"/>, ascending. A coarser sample is the mean
    /// of its span and carries the span's start.
    /// </summary>
    public IReadOnlyList<SystemSample> Between(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
        {
            var ring = _rings.FirstOrDefault(r => r.Oldest <= from) ?? Farthest();
            return [.. ring.All().Where(s => s.Time >= from && s.Time < to)];
        }
    }

    /// <summary>The finest of those that reach back as far as any.</summary>
    private SampleRing Farthest()
    {
        var oldest = _rings.Min(r => r.Oldest ?? DateTimeOffset.MaxValue);
        return _rings.First(r => (r.Oldest ?? DateTimeOffset.MaxValue) - r.Step <= oldest);
    }
}
