using System.Globalization;

namespace Dashboard.Components.Panels;

/// <summary>Numbers inside style attributes: invariant, finite, and coarse enough not to change for nothing.</summary>
internal static class Css
{
    /// <summary>A share as percent, clamped to 0 to 100, for example <c>26.4%</c>.</summary>
    public static string Percent(double share) => Number(Clamp(share) * 100) + "%";

    /// <summary>A share as it is, two decimals.</summary>
    public static string Share(double share) => Number(Math.Round(Clamp(share), 2));

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static double Clamp(double share) => double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0;
}
