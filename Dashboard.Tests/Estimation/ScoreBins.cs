using Dashboard.Core.Estimation;

namespace Dashboard.Tests.Estimation;

/// <summary>Score bins from rows, spaced by the log odds of the score: floor(32 logit), as the golden data.</summary>
internal static class ScoreBins
{
    private const double PerLogit = 32;

    public static int BinOf(double score) => score <= 0 ? -1_000_000 : score >= 1 ? 1_000_000 : (int)Math.Floor(PerLogit * Logit(score));

    public static List<BinOutcomes> Of(IEnumerable<(double Score, bool Said, bool? Truth)> rows) =>
    [
        .. rows.GroupBy(row => BinOf(row.Score)).Select(bin => new BinOutcomes(
            ScoreOf(bin.Key),
            Count(bin, true, true), Count(bin, true, false), Count(bin, false, true), Count(bin, false, false),
            Count(bin, true, null), Count(bin, false, null))),
    ];

    public static double Logit(double score) => Math.Log(score) - Math.Log(1 - score);

    public static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private static double ScoreOf(int bin) => bin switch { -1_000_000 => 0, 1_000_000 => 1, _ => Sigmoid((bin + 0.5) / PerLogit) };

    private static long Count(IEnumerable<(double Score, bool Said, bool? Truth)> bin, bool said, bool? truth) =>
        bin.Count(row => row.Said == said && row.Truth == truth);
}
