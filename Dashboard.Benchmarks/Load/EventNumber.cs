using System.Buffers.Text;

namespace Dashboard.Benchmarks.Load;

/// <summary>Makes an event's id of its number, so that its ground truth finds it again without a list of ids.</summary>
internal static class EventNumber
{
    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): a bijection, so different numbers give different ids.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>36 characters with 128 bits that no compression can guess.</summary>
    public static void WriteUuid(Span<byte> target, long number)
    {
        var high = Mix((ulong)number);
        Span<ulong> bits = [high, Mix(high)];
        Utf8Formatter.TryFormat(System.Runtime.InteropServices.MemoryMarshal.Read<Guid>(System.Runtime.InteropServices.MemoryMarshal.AsBytes(bits)), target, out _);
    }
}
