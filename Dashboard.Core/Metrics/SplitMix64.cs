namespace Dashboard.Core.Metrics;

/// <summary>
/// A small generator whose numbers depend on the seed alone, on every machine and in every release (Steele, Lea, Flood,
/// OOPSLA 2014). For resampling, not for secrets.
/// </summary>
/// <param name="seed">Any value.</param>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number of [0, 1), in steps of 2^-53.</summary>
    public double NextShare() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
