using System.Runtime.InteropServices;

namespace Dashboard.Core.Predictions;

/// <summary>
/// One open prediction as kept in memory: 28 bytes, because there are millions. Outcomes that do not fit two bytes (numbers,
/// unlisted labels) lie beside it, see <see cref="OpenChunk"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)] // 8-byte packing would add 4 bytes.
internal struct OpenSlot
{
    /// <summary>Most slices in one process: what <see cref="_sliceAndTime"/> has room for.</summary>
    public const int MaxSlices = 1 << SliceBits;

    private const int SliceBits = 22;
    private const ulong SliceMask = MaxSlices - 1;

    /// <summary>0 marks an empty slot.</summary>
    public ulong Key;

    /// <summary>Milliseconds since 1970 in the upper 42 bits (enough until 2109), the slice below.</summary>
    private ulong _sliceAndTime;

    public uint Fingerprint;

    /// <summary>Next slot + 1 in the same hash bucket; 0 at the end.</summary>
    public int Next;

    public ushort Predicted;
    public ushort Truth;

    public readonly int SliceIndex => (int)(_sliceAndTime & SliceMask);

    public readonly long EventTicks => DateTime.UnixEpoch.Ticks + ((long)(_sliceAndTime >> SliceBits) * TimeSpan.TicksPerMillisecond);

    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MaxSlices"/> slices.</exception>
    public void Place(int sliceIndex, long eventTicks)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sliceIndex, (uint)MaxSlices, nameof(sliceIndex));
        var milliseconds = Math.Max(0, eventTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        _sliceAndTime = ((ulong)milliseconds << SliceBits) | (uint)sliceIndex;
    }
}
