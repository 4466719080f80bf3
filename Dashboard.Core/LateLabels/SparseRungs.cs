using System.Numerics;

namespace Dashboard.Core.LateLabels;

/// <summary>
/// A value for each rung of a ladder that has one, in one array in order of rung. Bounded by <see cref="MaxRungs"/>.
/// A rung is made once; from then on reading and changing it allocate nothing.
/// </summary>
internal struct SparseRungs<T>
{
    public const int MaxRungs = 32;

    private uint _held; // Bit r: rung r has a value.
    private T[] _values = [];

    public SparseRungs()
    {
    }

    public readonly int Count => BitOperations.PopCount(_held);

    public readonly bool Holds(int rung) => ((_held >> rung) & 1) != 0;

    /// <summary>The first rung that has a value, from the given one on; <see cref="MaxRungs"/> when there is none.</summary>
    public readonly int Next(int from) =>
        from >= MaxRungs ? MaxRungs : from + BitOperations.TrailingZeroCount(_held >> from) is var rung && rung < MaxRungs ? rung : MaxRungs;

    /// <summary>The value of a rung that has one.</summary>
    public readonly ref T Held(int rung) => ref _values[IndexOf(rung)];

    /// <summary>The value of a rung; the default value takes its place where there was none.</summary>
    public ref T At(int rung)
    {
        var index = IndexOf(rung);
        if (!Holds(rung))
        {
            var count = Count;
            if (count == _values.Length)
            {
                Array.Resize(ref _values, count + 2);
            }

            Array.Copy(_values, index, _values, index + 1, count - index);
            _values[index] = default!;
            _held |= 1u << rung;
        }

        return ref _values[index];
    }

    private readonly int IndexOf(int rung) => BitOperations.PopCount(_held & ((1u << rung) - 1));
}
