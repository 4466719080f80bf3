using CsCheck;
using Dashboard.Core.Predictions;
using Xunit;

namespace Dashboard.Tests.Predictions;

public class ShortNumberTests
{
    [Fact]
    public void It_holds_every_number_of_32_bits() => Gen.Float.Sample(number => ComesBack(number) || float.IsNaN(number));

    [Fact]
    public void It_holds_every_fraction_of_one_with_up_to_six_decimals() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 6]).Sample((millionths, decimals) =>
            ComesBack(double.Parse((millionths / 1e6).ToString($"F{decimals}", null), null)));

    [Fact]
    public void It_refuses_what_it_would_change() => Gen.Double.Sample(number => double.IsNaN(number) || ComesBack(number) || !ShortNumber.TryPack(number, out _));

    [Theory]
    [InlineData(1.0 / 3)]
    [InlineData(0.1234567)]
    [InlineData(-0.1)]
    [InlineData(8.4)]
    [InlineData(1e300)]
    public void It_refuses_what_takes_more_digits(double number) => Assert.False(ShortNumber.TryPack(number, out _));

    [Fact]
    public void Nothing_is_a_code_of_its_own()
    {
        Assert.True(ShortNumber.TryPack(double.NaN, out var code));
        Assert.Equal(double.NaN, ShortNumber.Unpack(code));
    }

    private static bool ComesBack(double number) => ShortNumber.TryPack(number, out var code) && ShortNumber.Unpack(code).Equals(number);
}
