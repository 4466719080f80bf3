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

    private const int RungBits = 5;
    private const uint RungMask = (1 << RungBits) - 1;
    private const int FingerprintShift = 2 * RungBits;
    private const int SliceBits = 22;
    private const ulong SliceMask = MaxSlices - 1;

    /// <summary>0 marks an empty slot.</summary>
    public ulong Key;

    /// <summary>Milliseconds since 1970 in the upper 42 bits (enough until 2109), the slice below.</summary>
    private ulong _sliceAndTime;

    /// <summary>22 bits of the fingerprint, 5 of the prediction's lateness, 5 of the delay rung.</summary>
    private uint _fingerprintAndRungs;

    /// <summary>Next slot + 1 in the same hash bucket; 0 at the end.</summary>
    public int Next;

    public ushort Predicted;
    public ushort Truth;

    public readonly uint Fingerprint => _fingerprintAndRungs >> FingerprintShift;

    /// <summary>See <see cref="OpenPrediction.Lateness"/>.</summary>
    public readonly byte Lateness => (byte)((_fingerprintAndRungs >> RungBits) & RungMask);

    /// <summary>See <see cref="OpenPrediction.DelayRung"/>.</summary>
    public byte DelayRung
    {
        readonly get => (byte)(_fingerprintAndRungs & RungMask);
        set => _fingerprintAndRungs = (_fingerprintAndRungs & ~RungMask) | value;
    }

    public readonly int SliceIndex => (int)(_sliceAndTime & SliceMask);

    public readonly long EventTicks => DateTime.UnixEpoch.Ticks + ((long)(_sliceAndTime >> SliceBits) * TimeSpan.TicksPerMillisecond);

    /// <summary>
    /// What is kept of a fingerprint: two contents under one id pass for the same with probability 2.4e-7.
    /// </summary>
    public static uint Shorten(uint fingerprint) => fingerprint >> FingerprintShift;

    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MaxSlices"/> slices.</exception>
    public void Place(int sliceIndex, long eventTicks, uint shortFingerprint, byte lateness)
    {
        _fingerprintAndRungs = (shortFingerprint << FingerprintShift) | ((uint)lateness << RungBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sliceIndex, (uint)MaxSlices, nameof(sliceIndex));
        var milliseconds = Math.Max(0, eventTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        _sliceAndTime = ((ulong)milliseconds << SliceBits) | (uint)sliceIndex;
    }
}
