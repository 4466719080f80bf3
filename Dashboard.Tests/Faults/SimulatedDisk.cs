using Dashboard.Core.Storage;
using Dashboard.Core.Storage.LiteDb;

namespace Dashboard.Tests.Faults;

/// <summary>How a disk can let a program down.</summary>
public enum DiskFault
{
    /// <summary>Nothing is written: no room.</summary>
    Full,

    /// <summary>Nothing is written: an error of the device.</summary>
    Error,

    /// <summary>Half of it is written, then an error.</summary>
    ShortWrite,

    /// <summary>The flush fails; what was written may or may not be durable.</summary>
    FlushLost,

    /// <summary>Everything stops here.</summary>
    PowerCut,
}

/// <summary>
/// Files in memory behind a page cache. A write is visible at once and durable with the next flush of its file; when the power
/// is cut, each 4 KiB sector that was not flushed survives or not, by chance.
/// </summary>
internal sealed class SimulatedDisk(int seed)
{
    public const int Sector = 4096;

    private readonly Dictionary<string, SimulatedFile> _files = new(StringComparer.Ordinal);
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();
    private int _failAt = int.MaxValue;
    private DiskFault _fault;
    private bool _isDead;

    /// <summary>Writes, flushes and changes of length since the last <see cref="FailAt"/>.</summary>
    public int Operations { get; private set; }

    /// <summary>The n-th operation from now on fails, and every one after it.</summary>
    public void FailAt(int operation, DiskFault fault)
    {
        lock (_gate)
        {
            (_failAt, _fault, Operations, _isDead) = (operation, fault, 0, false);
        }
    }

    /// <summary>The disk works again; after a power cut only what survived is there.</summary>
    public void Repair()
    {
        lock (_gate)
        {
            if (_isDead && _fault == DiskFault.PowerCut)
            {
                foreach (var file in _files.Values)
                {
                    file.CutPower(_random);
                }
            }

            (_failAt, _isDead) = (int.MaxValue, false);
        }
    }

    public IDurableFile Open(string path)
    {
        lock (_gate)
        {
            var name = Path.GetFileName(path);
            if (!_files.TryGetValue(name, out var file))
            {
                _files[name] = file = new SimulatedFile();
            }

            return new Handle(this, file);
        }
    }

    /// <summary>What a file holds now, as a program would read it.</summary>
    public byte[] Content(string name)
    {
        lock (_gate)
        {
            return _files[name].Content;
        }
    }

    /// <summary>Counts an operation and fails it if it is its turn. Called under the gate.</summary>
    private void Step(bool isFlush, Action? half = null)
    {
        if (_isDead)
        {
            throw new StorageException("the disk is dead");
        }

        if (++Operations != _failAt)
        {
            return;
        }

        _isDead = true;
        if (_fault == DiskFault.ShortWrite)
        {
            half?.Invoke();
        }

        throw _fault switch
        {
            DiskFault.Full => new StorageFullException("no room left"),
            DiskFault.FlushLost when isFlush => new DurabilityLostException("the flush failed"),
            _ => new StorageException("the device failed"),
        };
    }

    private sealed class Handle(SimulatedDisk disk, SimulatedFile file) : IDurableFile
    {
        public long Length
        {
            get { lock (disk._gate) { return file.Length; } }
        }

        public int Read(Span<byte> buffer, long offset)
        {
            lock (disk._gate)
            {
                return file.Read(buffer, offset);
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            lock (disk._gate)
            {
                var copy = bytes.ToArray();
                disk.Step(isFlush: false, () => file.Write(copy.AsSpan(0, copy.Length / 2), offset));
                file.Write(copy, offset);
            }
        }

        public void SetLength(long length)
        {
            lock (disk._gate)
            {
                disk.Step(isFlush: false);
                file.SetLength(length);
            }
        }

        public void Flush()
        {
            lock (disk._gate)
            {
                disk.Step(isFlush: true);
                file.Flush();
            }
        }

        public void Dispose()
        {
        }
    }
}
