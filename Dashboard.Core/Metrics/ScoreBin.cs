namespace Dashboard.Core.Metrics;

/// <summary>
/// Numbers of score bins, in the order of the scores. Between 0 and 1 a bin is floor(ln(p / (1 - p)) 2^scale): as fine near 0
/// and 1 as in the middle, so that rare classes and over-confident models keep their resolution. 0 and 1 have a bin each.
/// Scores below 0 or above 1 (margins, not probabilities) have the exponential buckets of <see cref="ExpSketch"/>. Two
/// neighbours at one scale are one bin at the next coarser.
/// </summary>
public static class ScoreBin
{
    /// <summary>Finest scale: every finite score still has a number of its region.</summary>
    public const int MaxScale = 17;

    /// <summary>The bin of the score 0.</summary>
    public const int Zero = -(1 << 29);

    /// <summary>The bin of the score 1.</summary>
    public const int One = 1 << 29;

    /// <summary>The margin bucket i has number 2^30 + i, negated for margins below 0.</summary>
    private const int Margins = 1 << 30;

    /// <param name="score">Finite.</param>
    /// <param name="scale">0 to <see cref="MaxScale"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The score is not finite.</exception>
    public static int Of(double score, int scale) => score switch
    {
        > 0 and < 1 => (int)Math.Floor(Math.Log(score / (1 - score)) * (1 << scale)),
        0 => Zero,
        1 => One,
        > 1 => Margins + ExpSketch.BucketOf(score, scale),
        _ => -(Margins + ExpSketch.BucketOf(-score, scale)),
    };

    /// <summary>The bin that holds this bin when the scale falls.</summary>
    public static int Coarser(int bin, int by) => bin switch
    {
        Zero or One => bin,
        > One => Margins + ((bin - Margins) >> by),
        < Zero => -(Margins + ((-bin - Margins) >> by)),
        _ => bin >> by,
    };

    /// <summary>Whether the scores of a bin are from 0 to 1.</summary>
    public static bool IsProbability(int bin) => bin is >= Zero and <= One;

    /// <summary>
    /// The smallest double whose bin this is: as a threshold ("at least") it cuts exactly between this bin and the one below.
    /// </summary>
    /// <param name="bin">A bin that some double falls into.</param>
    public static double SmallestScore(int bin, int scale)
    {
        var score = bin switch
        {
            Zero => 0,
            One => 1,
            > One => ExpSketch.UpperBound(bin - Margins - 1, scale),
            < Zero => -ExpSketch.UpperBound(-bin - Margins, scale),
            _ => Logistic((double)bin / (1 << scale)),
        };
        while (Of(score, scale) < bin) // The bound is good to a few units in the last place.
        {
            score = Math.BitIncrement(score);
        }

        while (Of(Math.BitDecrement(score), scale) >= bin)
        {
            score = Math.BitDecrement(score);
        }

        return score;
    }

    /// <summary>A score inside the bin: the middle of its logits, for margins the geometric middle of its bucket.</summary>
    public static double Middle(int bin, int scale) => bin switch
    {
        Zero => 0,
        One => 1,
        > One => MarginMiddle(bin - Margins, scale),
        < Zero => -MarginMiddle(-bin - Margins, scale),
        _ => Logistic((bin + 0.5) / (1 << scale)),
    };

    /// <summary>Where the bucket splits in two at the next finer scale.</summary>
    private static double MarginMiddle(int bucket, int scale) => ExpSketch.UpperBound(2 * bucket, scale + 1);

    private static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}
