using System.Globalization;
using Dashboard.Core.Metrics.Catalogue;

namespace Dashboard.ViewState;

/// <summary>The availability a viewer compares with, as <c>slo=99.9</c> (percent) in the address.</summary>
public static class AvailabilityTarget
{
    public static readonly double Default = MetricParameters.Default.SloTarget;

    /// <summary>Shares of good requests, the easiest first.</summary>
    public static readonly IReadOnlyList<double> Choices = [0.99, 0.995, 0.999, 0.9995, 0.9999];

    /// <summary>Reads a percentage from 50 to below 100; anything else is the default.</summary>
    public static double Parse(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 50 and < 100
            ? Math.Round(percent / 100, 8)
            : Default;

    /// <summary>What <see cref="Parse"/> reads; null for the default, which the address need not carry.</summary>
    public static string? Print(double target) => target == Default ? null : Digits(target);

    /// <summary>"99.9 %", with all digits it has.</summary>
    public static string Words(double target) => $"{Digits(target)}\u00A0%";

    private static string Digits(double target) => Math.Round(target * 100, 6).ToString("0.######", CultureInfo.InvariantCulture);
}
