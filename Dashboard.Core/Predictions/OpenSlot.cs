using System.Runtime.InteropServices;

namespace Dashboard.Core.Predictions;

/// <summary>
/// One open prediction as kept in memory: 28 bytes, because there are millions. Outcomes that do not fit two bytes (numbers,
/// unlisted labels) lie beside it, see <see cref="OpenChunk"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)] // 8-byte packing would add 4 bytes.
internal struct OpenSlot
{
    /// <summary>Most versions in one process: what <see cref="_versionAndTime"/> has room for.</summary>
    public const int MaxVersions = 1 << VersionBits;

    private const int VersionBits = 20;
    private const ulong VersionMask = MaxVersions - 1;

    /// <summary>0 marks an empty slot.</summary>
    public ulong Key;

    /// <summary>Milliseconds since 1970 in the upper 44 bits (enough until 2527), the version below.</summary>
    private ulong _versionAndTime;

    public uint Fingerprint;

    /// <summary>Next slot + 1 in the same hash bucket; 0 at the end.</summary>
    public int Next;

    public ushort Predicted;
    public ushort Truth;

    public readonly int VersionIndex => (int)(_versionAndTime & VersionMask);

    public readonly long EventTicks => DateTime.UnixEpoch.Ticks + ((long)(_versionAndTime >> VersionBits) * TimeSpan.TicksPerMillisecond);

    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MaxVersions"/> versions.</exception>
    public void Place(int versionIndex, long eventTicks)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)versionIndex, (uint)MaxVersions, nameof(versionIndex));
        var milliseconds = Math.Max(0, eventTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        _versionAndTime = ((ulong)milliseconds << VersionBits) | (uint)versionIndex;
    }
}
