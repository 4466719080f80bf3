namespace Dashboard.Core.Metrics;

/// <summary>
/// A sum of terms of 0 to 2^31 in steps of 2^-64. Whole steps add up to the same bits in any order, and what was added can
/// be taken off without a trace: a sum of doubles does neither.
/// </summary>
internal struct FixedSum
{
    private const double StepsPerOne = 18446744073709551616.0; // 2^64

    private Int128 _steps;

    public readonly double Value => (double)_steps / StepsPerOne;

    /// <param name="sign">1 to add, -1 to take off.</param>
    public void Add(double term, int sign)
    {
        var whole = (ulong)term;
        var steps = new Int128(whole, (ulong)((term - whole) * StepsPerOne));
        _steps = sign > 0 ? _steps + steps : _steps - steps;
    }

    public void Add(FixedSum other, int sign) => _steps = sign > 0 ? _steps + other._steps : _steps - other._steps;

    public readonly void Write(BinaryWriter writer)
    {
        writer.Write((long)(_steps >> 64));
        writer.Write((ulong)(_steps & ulong.MaxValue));
    }

    public static FixedSum Read(BinaryReader reader)
    {
        var upper = (ulong)reader.ReadInt64();
        return new FixedSum { _steps = new Int128(upper, reader.ReadUInt64()) };
    }
}
