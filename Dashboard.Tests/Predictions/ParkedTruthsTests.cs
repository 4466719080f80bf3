using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Predictions;

public class ParkedTruthsTests
{
    private static readonly Model Model = new ModelCatalog(new CatalogLimits()).GetOrAdd("m")!;

    [Fact]
    public void Beyond_the_capacity_the_oldest_is_dropped_and_counted()
    {
        var parked = new ParkedTruths(3, TimeSpan.FromDays(7));
        for (ulong key = 1; key <= 5; key++)
        {
            parked.Park(key, Truth(1, (long)key), out _);
        }

        Assert.Equal((3L, 2L, 3L), (parked.Count, parked.Dropped, parked.CountOf(Model)));
        Assert.False(parked.TryTake(2, 6, out _));
        Assert.True(parked.TryTake(3, 6, out _));
    }

    [Fact]
    public void What_waits_too_long_expires_and_is_counted()
    {
        var parked = new ParkedTruths(10, TimeSpan.FromTicks(100));
        parked.Park(1, Truth(1, received: 0), out _);
        parked.Park(2, Truth(1, received: 50), out _);

        Assert.False(parked.TryTake(1, receivedTicks: 101, out _));
        Assert.True(parked.TryTake(2, receivedTicks: 150, out _));
        Assert.Equal((0L, 1L), (parked.Count, parked.Expired));
    }

    [Fact]
    public void A_correction_replaces_the_value_and_keeps_the_first_time()
    {
        var parked = new ParkedTruths(10, TimeSpan.FromDays(7));
        Assert.Equal(Verdict.Accepted, parked.Park(1, Truth(1, 10), out _));
        Assert.Equal(Verdict.Duplicate, parked.Park(1, Truth(1, 20), out _));
        Assert.Equal(Verdict.Accepted, parked.Park(1, Truth(2, 30), out var corrected));

        Assert.True(corrected);
        Assert.True(parked.TryTake(1, 40, out var truth));
        Assert.Equal((Outcome.FromLabelCode(2), 10L), (truth.Truth, truth.EventTicks));
    }

    [Fact]
    public void Millions_that_come_and_go_leave_the_order_of_the_waiting_and_no_memory()
    {
        var parked = new ParkedTruths(100, TimeSpan.FromDays(7));
        parked.Park(ulong.MaxValue, Truth(1, 0), out _);
        for (ulong key = 1; key <= 100_000; key++)
        {
            parked.Park(key, Truth(1, (long)key), out _);
            Assert.True(parked.TryTake(key, (long)key, out _));
        }

        Assert.Equal((1L, 0L), (parked.Count, parked.Dropped));
        Assert.True(parked.QueueLength <= 2_000, $"{parked.QueueLength} entries are kept for 1 waiting truth");
        Assert.True(parked.TryTake(ulong.MaxValue, 100_001, out _));
    }

    private static ParkedTruth Truth(int label, long received) => new(Model, Outcome.FromLabelCode(label), received, received);
}
