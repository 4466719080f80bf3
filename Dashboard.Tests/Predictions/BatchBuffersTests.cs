using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Predictions;

public class BatchBuffersTests
{
    [Fact]
    public void Of_large_buffers_four_of_a_size_are_kept()
    {
        var lent = Lend<Large>(12, 100_000); // Where one size is used up, one of the next is lent.
        lent.ForEach(array => BatchBuffers.Return(array));

        var again = Lend<Large>(12, 100_000).Where(lent.Contains).ToLookup(array => array.Length);
        Assert.Equal([4, 4], again.Select(size => size.Count()));
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
        Assert.InRange(lent.Length, length, int.MaxValue);
        BatchBuffers.Return(lent);
    }

    private static List<T[]> Lend<T>(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => BatchBuffers.Rent<T>(length))];

    // Types of these tests alone, and so pools of their own.
    private readonly record struct Large(long Value);

    private readonly record struct Any(int Value, short More);
}
