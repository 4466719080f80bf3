namespace Dashboard.Core.Metrics;

/// <summary>
/// Moments of everything a regression figure is a mean of, for pairs of prediction and ground truth. Error = prediction
/// minus ground truth. Linear up to rounding: pairs can be removed again.
/// </summary>
public sealed class PairMoments
{
    /// <summary>A ground truth at or below this magnitude counts as 0 where it would be divided by: squares of the ratio stay finite.</summary>
    public const double Zero = 1e-72;

    private const int TermCount = 9;
    private const double Absent = double.NaN;

    private readonly Moments[] _terms = new Moments[TermCount]; // In the order of Terms.

    public long Count => _terms[0].Count;

    public Moments Truth => _terms[0];

    /// <summary>error where the prediction is too high, else 0.</summary>
    public Moments Over => _terms[1];

    /// <summary>-error where the prediction is too low, else 0.</summary>
    public Moments Under => _terms[2];

    public Moments SquaredError => _terms[3];

    public Moments AbsoluteTruth => _terms[4];

    /// <summary>|error| + |ground truth|: its variance gives their covariance.</summary>
    public Moments ErrorAndTruth => _terms[5];

    /// <summary>|error / ground truth| where the ground truth is not 0.</summary>
    public Moments Percentage => _terms[6];

    /// <summary>2 |error| / (|ground truth| + |prediction|), 0 where both are 0.</summary>
    public Moments SymmetricPercentage => _terms[7];

    /// <summary>(ln(1 + prediction) - ln(1 + ground truth))^2 where neither is negative.</summary>
    public Moments SquaredLog => _terms[8];

    public Moments Error => Weighted(1, -1);

    public Moments AbsoluteError => Weighted(1, 1);

    /// <summary>From all rows at once, exactly (<see cref="Moments.Of"/>).</summary>
    public static PairMoments Of(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        var columns = new double[TermCount][];
        var used = new int[TermCount];
        for (var i = 0; i < TermCount; i++)
        {
            columns[i] = new double[predicted.Length];
        }

        Span<double> terms = stackalloc double[TermCount];
        for (var row = 0; row < predicted.Length; row++)
        {
            Terms(predicted[row], truth[row], terms);
            for (var i = 0; i < TermCount; i++)
            {
                columns[i][used[i]] = terms[i];
                used[i] += double.IsNaN(terms[i]) ? 0 : 1;
            }
        }

        var moments = new PairMoments();
        for (var i = 0; i < TermCount; i++)
        {
            moments._terms[i] = Moments.Of(columns[i].AsSpan(0, used[i]));
        }

        return moments;
    }

    /// <summary>
    /// Moments of over x <see cref="Over"/> + under x <see cref="Under"/>. Of each pair one of the two is 0, so their
    /// covariance is minus the product of their means.
    /// </summary>
    public Moments Weighted(double over, double under)
    {
        var (o, u) = (Over, Under);
        var squares = (over * over * o.SquaredDeviations) + (under * under * u.SquaredDeviations);
        return new Moments
        {
            Count = Count,
            Mean = (over * o.Mean) + (under * u.Mean),
            MeanRest = (over * o.MeanRest) + (under * u.MeanRest),
            SquaredDeviations = Math.Max(0, squares - (2 * over * under * Count * o.Mean * u.Mean)),
        };
    }

    /// <summary>Adds (<paramref name="sign"/> 1) or removes (-1) a pair.</summary>
    public void Add(double predicted, double truth, int sign)
    {
        Span<double> terms = stackalloc double[TermCount];
        Terms(predicted, truth, terms);
        for (var i = 0; i < TermCount; i++)
        {
            if (double.IsNaN(terms[i]))
            {
                continue;
            }

            if (sign > 0)
            {
                _terms[i].Add(terms[i]);
            }
            else
            {
                _terms[i].Remove(terms[i]);
            }
        }
    }

    public void Merge(PairMoments other)
    {
        for (var i = 0; i < TermCount; i++)
        {
            _terms[i].Merge(other._terms[i]);
        }
    }

    /// <summary>Takes off what was merged before.</summary>
    public void Unmerge(PairMoments part)
    {
        for (var i = 0; i < TermCount; i++)
        {
            _terms[i].Unmerge(part._terms[i]);
        }
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var term in _terms)
        {
            term.Write(writer);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        for (var i = 0; i < TermCount; i++)
        {
            _terms[i] = Moments.Read(reader);
        }
    }

    private static void Terms(double predicted, double truth, Span<double> terms)
    {
        var error = predicted - truth;
        var (magnitude, size) = (Math.Abs(error), Math.Abs(truth));
        terms[0] = truth;
        terms[1] = Math.Max(error, 0);
        terms[2] = Math.Max(-error, 0);
        terms[3] = error * error;
        terms[4] = size;
        terms[5] = magnitude + size;
        terms[6] = size <= Zero ? Absent : magnitude / size;
        terms[7] = magnitude == 0 ? 0 : 2 * magnitude / (size + Math.Abs(predicted));
        terms[8] = truth < 0 || predicted < 0 ? Absent : Square(LogDifference(predicted, truth));
    }

    private static double Square(double x) => x * x;

    /// <summary>ln(1 + a) - ln(1 + b), by one logarithm where the difference of two would lose its digits.</summary>
    private static double LogDifference(double a, double b)
    {
        var step = (a - b) / (1 + b);
        return Math.Abs(step) < 0.5 ? LogOnePlus(step) : LogOnePlus(a) - LogOnePlus(b);
    }

    /// <summary>ln(1 + x) for small x too (W. Kahan, as in HP-15C Advanced Functions Handbook, 1982).</summary>
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
