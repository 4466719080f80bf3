using System.Globalization;
using System.Text;

namespace Dashboard.Components.Charts;

/// <summary>A small trend as SVG path data, in a box of 100 x 26: the line, and the area below it. Gaps stay open.</summary>
internal sealed record SparkPath(string Line, string Area)
{
    private const double Width = 100;
    private const double Top = 2;
    private const double Bottom = 24;
    private const string Base = "26";

    public static readonly SparkPath Empty = new("", "");

    /// <param name="shares">0 to 1, evenly spaced; null where nothing is known.</param>
    public static SparkPath Of(IReadOnlyList<double?> shares)
    {
        var (line, area) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < shares.Count; i++)
        {
            if (shares[i] is not { } share)
            {
                continue;
            }

            var x = Number(shares.Count == 1 ? Width : Width * i / (shares.Count - 1));
            var y = Number(Bottom - (Math.Clamp(share, 0, 1) * (Bottom - Top)));
            var begins = i == 0 || shares[i - 1] is null;
            var ends = i == shares.Count - 1 || shares[i + 1] is null;
            line.Append(begins ? $"M{x},{y}L{x},{y}" : $" {x},{y}"); // To itself: a single point is a dot.
            area.Append(begins ? $"M{x},{Base}L{x},{y}" : $" {x},{y}").Append(ends ? $" {x},{Base}Z" : "");
        }

        return new SparkPath(line.ToString(), area.ToString());
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
