using System.Globalization;
using System.Text;

namespace Dashboard.Components.Charts;

/// <summary>Columns of equal width side by side as SVG path data, in a box of 100 x 26.</summary>
internal static class BinPath
{
    private const double Width = 100;
    private const double Height = 26;

    /// <param name="shares">0 to 1; null draws nothing.</param>
    /// <param name="highest">Share as high as the box.</param>
    public static string Of(IReadOnlyList<double?> shares, double highest)
    {
        var path = new StringBuilder();
        for (var i = 0; i < shares.Count && highest > 0; i++)
        {
            if (shares[i] is > 0 and var share)
            {
                var top = Height * (1 - Math.Clamp(share / highest, 0, 1));
                path.Append(CultureInfo.InvariantCulture, $"M{X(i)},{Height}V{top:0.#}H{X(i + 1)}V{Height}Z");
            }
        }

        return path.ToString();

        string X(int bin) => (Width * bin / shares.Count).ToString("0.#", CultureInfo.InvariantCulture);
    }
}
