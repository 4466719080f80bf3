namespace Dashboard.Tests.Faults;

/// <summary>One file of a <see cref="SimulatedDisk"/>: what programs see, and what is on the medium.</summary>
internal sealed class SimulatedFile
{
    private readonly HashSet<long> _dirty = [];
    private byte[] _seen = [];
    private byte[] _durable = [];

    public long Length => _seen.Length;

    public byte[] Content => [.. _seen];

    public int Read(Span<byte> buffer, long offset)
    {
        var there = (int)Math.Clamp(_seen.Length - offset, 0, buffer.Length);
        _seen.AsSpan((int)Math.Min(offset, _seen.Length), there).CopyTo(buffer);
        return there;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (offset + bytes.Length > _seen.Length)
        {
            Array.Resize(ref _seen, (int)offset + bytes.Length);
        }

        bytes.CopyTo(_seen.AsSpan((int)offset));
        for (var sector = offset / SimulatedDisk.Sector; sector * SimulatedDisk.Sector < offset + bytes.Length; sector++)
        {
            _dirty.Add(sector);
        }
    }

    public void SetLength(long length) => Array.Resize(ref _seen, (int)length);

    public void Flush()
    {
        _durable = [.. _seen];
        _dirty.Clear();
    }

    public void CutPower(Random random)
    {
        var length = random.Next(2) == 0 ? _durable.Length : _seen.Length;
        var survived = new byte[length];
        _durable.AsSpan(0, Math.Min(length, _durable.Length)).CopyTo(survived);
        foreach (var sector in _dirty.Where(_ => random.Next(2) == 0))
        {
            var start = (int)sector * SimulatedDisk.Sector;
            var bytes = Math.Min(SimulatedDisk.Sector, Math.Min(length, _seen.Length) - start);
            if (bytes > 0)
            {
                _seen.AsSpan(start, bytes).CopyTo(survived.AsSpan(start));
            }
        }

        _seen = survived;
        _durable = [.. survived];
        _dirty.Clear();
    }
}
