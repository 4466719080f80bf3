using CsCheck;
using Dashboard.Core.Metrics;
using Xunit;

namespace Dashboard.Tests.Metrics;

public class ScoreSortTests
{
    [Fact]
    public void Sorts_as_the_library_does() =>
        Gen.Select(Gen.Int[1_000, 6_000], Gen.Int[0, 3], Gen.Int[0, int.MaxValue]).Sample((count, kind, seed) =>
        {
            var random = new Random(seed);
            double[] values = [.. Enumerable.Range(0, count).Select(_ => Value(random, kind))];
            var expected = values.Select(v => v + 0.0).Order().ToArray();
            ScoreSort.Sort(values);
            Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), values.Select(BitConverter.DoubleToInt64Bits));
        }, iter: 40);

    /// <summary>Any bits, few distinct, equal in all but the lowest bits (what radix passes leave), mixed signs with zeros.</summary>
    private static double Value(Random random, int kind) => kind switch
    {
        0 => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-1_000, 1_000)),
        1 => random.Next(11) / 10.0,
        2 => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(0.7) + random.Next(1 << 20)),
        _ => random.Next(3) switch { 0 => 0.0, 1 => -0.0, _ => random.Next(-5, 5) / 3.0 },
    };
}
