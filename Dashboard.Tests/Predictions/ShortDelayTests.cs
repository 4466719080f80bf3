using CsCheck;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Predictions;

public class ShortDelayTests
{
    private static readonly long Wide = (1L << 31) * TimeSpan.TicksPerMillisecond;

    [Fact]
    public void Whole_milliseconds_come_back_up_to_24_days_and_whole_seconds_from_there() => Gen.OneOf(
        Gen.Long[0, Wide - 1], Gen.Long[Wide, 68 * 365 * TimeSpan.TicksPerDay]).Sample(ticks =>
    {
        var step = ticks < Wide ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond;
        var kept = ShortDelay.Unpack(ShortDelay.Pack(ticks));
        return kept == ticks - (ticks % step) && ShortDelay.Pack(kept) == ShortDelay.Pack(ticks);
    });

    [Fact]
    public void What_is_longer_than_68_years_is_the_longest() =>
        Assert.Equal(ShortDelay.Unpack(uint.MaxValue), ShortDelay.Unpack(ShortDelay.Pack(long.MaxValue)));
}
