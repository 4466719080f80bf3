using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Predictions;

public class BatchBuffersTests
{
    [Fact]
    public void Of_large_buffers_four_of_a_size_are_kept()
    {
        var lent = Lend<Large>(6, 100_000);
        lent.ForEach(array => BatchBuffers.Return(array));
        Assert.Equal(4, Lend<Large>(6, 100_000).Count(lent.Contains));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(8_191)]
    [InlineData(100_000)]
    [InlineData(20_000_000)]
    public void A_buffer_has_room_for_what_was_asked_and_may_be_returned(int length)
    {
        var lent = BatchBuffers.Rent<Any>(length);
        Assert.InRange(lent.Length, Math.Max(1, length), int.MaxValue);
        BatchBuffers.Return(lent);
    }

    private static List<T[]> Lend<T>(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => BatchBuffers.Rent<T>(length))];

    // Types of these tests alone, and so pools of their own.
    private readonly record struct Large(long Value);

    private readonly record struct Any(int Value, short More);
}
