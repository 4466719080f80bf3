namespace Dashboard.Core.Predictions;

/// <summary>
/// A number in four bytes where they hold all of it: what models of 32-bit floats give, and what was written with up to six
/// decimals. The decimals lie where the bits of a float mean "not a number".
/// </summary>
internal static class ShortNumber
{
    /// <summary>Stands for <see cref="double.NaN"/>.</summary>
    public const uint None = uint.MaxValue;

    private const uint FirstDecimal = 0x7F80_0001; // The first float that is no number.
    private const uint LastDecimal = 0x7FFF_FFFF;
    private const double Fractions = 1e6;

    /// <returns>False when it takes eight bytes.</returns>
    public static bool TryPack(double number, out uint code)
    {
        if (double.IsNaN(number))
        {
            code = None;
            return true;
        }

        var single = (float)number;
        code = BitConverter.SingleToUInt32Bits(single);
        if (single == number)
        {
            return true;
        }

        var fractions = Math.Round(number * Fractions);
        code = FirstDecimal + (uint)Math.Clamp(fractions, 0, LastDecimal - FirstDecimal);
        return Unpack(code) == number; // A quotient is rounded like the decimal that was read: to the nearest double.
    }

    public static double Unpack(uint code) => code switch
    {
        None => double.NaN,
        >= FirstDecimal and <= LastDecimal => (code - FirstDecimal) / Fractions,
        _ => BitConverter.UInt32BitsToSingle(code),
    };
}
