namespace Dashboard.Core.SystemMetrics;

/// <summary>What the samples of one stretch of time add up to. Shares are 0 to 1; bytes are bytes.</summary>
public sealed class SystemTally
{
    public Gauge CpuShare { get; private set; }

    public Gauge MemoryUsed { get; private set; }

    /// <summary>Used / total of each sample that knows both.</summary>
    public Gauge MemoryShare { get; private set; }

    public Gauge ProcessCpuShare { get; private set; }

    public Gauge WorkingSet { get; private set; }

    public Gauge GcHeap { get; private set; }

    public Gauge Threads { get; private set; }

    public bool IsEmpty => Threads.Count == 0;

    public void Add(SystemSample sample)
    {
        CpuShare = CpuShare.With(sample.CpuShare);
        MemoryUsed = MemoryUsed.With(sample.MemoryUsed);
        MemoryShare = MemoryShare.With(sample.MemoryShare);
        ProcessCpuShare = ProcessCpuShare.With(sample.ProcessCpuShare);
        WorkingSet = WorkingSet.With(sample.WorkingSet);
        GcHeap = GcHeap.With(sample.GcHeap);
        Threads = Threads.With(sample.Threads);
    }

    public void Merge(SystemTally other)
    {
        CpuShare = CpuShare.With(other.CpuShare);
        MemoryUsed = MemoryUsed.With(other.MemoryUsed);
        MemoryShare = MemoryShare.With(other.MemoryShare);
        ProcessCpuShare = ProcessCpuShare.With(other.ProcessCpuShare);
        WorkingSet = WorkingSet.With(other.WorkingSet);
        GcHeap = GcHeap.With(other.GcHeap);
        Threads = Threads.With(other.Threads);
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var gauge in (ReadOnlySpan<Gauge>)[CpuShare, MemoryUsed, MemoryShare, ProcessCpuShare, WorkingSet, GcHeap, Threads])
        {
            writer.Write(gauge.Count);
            writer.Write(gauge.Sum);
            writer.Write(gauge.Max);
        }
    }

    /// <exception cref="EndOfStreamException">There is too little to read.</exception>
    public static SystemTally Read(BinaryReader reader) => new()
    {
        CpuShare = ReadGauge(reader),
        MemoryUsed = ReadGauge(reader),
        MemoryShare = ReadGauge(reader),
        ProcessCpuShare = ReadGauge(reader),
        WorkingSet = ReadGauge(reader),
        GcHeap = ReadGauge(reader),
        Threads = ReadGauge(reader),
    };

    private static Gauge ReadGauge(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble());
}
