using System.Globalization;
using System.Text;
using Dashboard.Core.Windowing;

namespace Dashboard.Components.Charts;

/// <summary>The cells of one level as an SVG path: columns of width 1, rows by the logarithm of their edges, equal neighbours in one.</summary>
internal static class HeatPath
{
    public const int Height = 1_000;

    public static string Of(LatencyHeat heat, int level)
    {
        var path = new StringBuilder();
        for (var column = 0; column < heat.Counts.Count; column++)
        {
            for (var row = 0; row < heat.Rows; row++)
            {
                if (heat.LevelOf(column, row) != level)
                {
                    continue;
                }

                var first = row;
                while (row + 1 < heat.Rows && heat.LevelOf(column, row + 1) == level)
                {
                    row++;
                }

                var (top, bottom) = (PlaceOf(heat, row + 1), PlaceOf(heat, first));
                path.Append(CultureInfo.InvariantCulture, $"M{column} {top}h1V{bottom}h-1z");
            }
        }

        return path.ToString();
    }

    private static int PlaceOf(LatencyHeat heat, int edge)
    {
        var (low, high) = (Math.Log(heat.EdgesMs[0]), Math.Log(heat.EdgesMs[^1]));
        return (int)Math.Round(Height * (high - Math.Log(heat.EdgesMs[edge])) / (high - low));
    }
}
