namespace Dashboard.Core.SystemMetrics;

/// <summary>The newest samples at one fineness: each the mean of one step of time. Bounded by kept time / step.</summary>
internal sealed class SampleRing(TimeSpan step, TimeSpan kept)
{
    private readonly Queue<SystemSample> _closed = new(); // Bounded by _capacity.
    private readonly List<SystemSample> _open = []; // Bounded by the samples of one step.
    private readonly int _capacity = Math.Max(1, (int)(kept / step));

    public TimeSpan Step { get; } = step;

    public DateTimeOffset? Oldest => _closed.Count > 0 ? _closed.Peek().Time : _open.Count > 0 ? StartOf(_open[0]) : null;

    public void Add(SystemSample sample)
    {
        if (_open.Count > 0 && StartOf(_open[0]) != StartOf(sample))
        {
            Close();
        }

        _open.Add(sample);
    }

    /// <summary>Closed steps, then the open one as far as it has come.</summary>
    public IEnumerable<SystemSample> All() => _open.Count > 0 ? _closed.Append(Mean(_open)) : _closed;

    private void Close()
    {
        _closed.Enqueue(Mean(_open));
        _open.Clear();
        if (_closed.Count > _capacity)
        {
            _closed.Dequeue();
        }
    }

    private SystemSample Mean(List<SystemSample> samples) => samples[^1] with
    {
        Time = StartOf(samples[0]),
        CpuShare = samples.Average(s => s.CpuShare),
        ProcessCpuShare = samples.Average(s => s.ProcessCpuShare),
        MemoryUsed = (long?)samples.Average(s => s.MemoryUsed),
        WorkingSet = (long)samples.Average(s => s.WorkingSet),
        GcHeap = (long)samples.Average(s => s.GcHeap),
    };

    private DateTimeOffset StartOf(SystemSample sample) => new(sample.Time.UtcTicks / Step.Ticks * Step.Ticks, TimeSpan.Zero);
}
