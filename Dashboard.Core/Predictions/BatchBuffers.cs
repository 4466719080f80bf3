using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dashboard.Core.Predictions;

/// <summary>
/// Arrays lent to batches and request bodies. Small ones come from the shared pool. Of large ones at most
/// <see cref="KeptOfEachSize"/> are kept for each power of two: the shared pool would keep 32 of each for every core, and
/// one for every thread, tens of megabytes that nobody uses.
/// </summary>
public static class BatchBuffers
{
    /// <summary>Large arrays of one length that wait to be lent again; further ones are left to the collector.</summary>
    private const int KeptOfEachSize = 4;

    private const int LargeBytes = 64 * 1024;

    /// <summary>Longer arrays are never kept.</summary>
    private const int LongestBytes = 16 * 1024 * 1024;

    /// <summary>Both pools lend powers of two, and nothing shorter.</summary>
    private const int Shortest = 16;

    /// <summary>An array of at least this length; what it holds is left over from who had it before.</summary>
    public static T[] Rent<T>(int length) =>
        PoolOf<T>(length <= Shortest ? Shortest : BitOperations.RoundUpToPowerOf2((uint)length)).Rent(length);

    /// <param name="clear">Where what it holds would keep other objects alive.</param>
    public static void Return<T>(T[] array, bool clear = false) => PoolOf<T>((uint)array.Length).Return(array, clear);

    private static ArrayPool<T> PoolOf<T>(uint length) =>
        (ulong)length * (uint)Unsafe.SizeOf<T>() < LargeBytes ? ArrayPool<T>.Shared : Large<T>.Pool;

    private static class Large<T>
    {
        public static readonly ArrayPool<T> Pool = ArrayPool<T>.Create(LongestBytes / Unsafe.SizeOf<T>(), KeptOfEachSize);
    }
}
