namespace Dashboard.Core.LateLabels;

/// <summary>
/// F(a): of the labels (or of their loss) that ever come, the share that has come by age a. Known at the edges of the
/// delay ladder; between them the hazard is taken to be constant (the piecewise exponential model, Friedman 1982, Annals
/// of Statistics 10), after the last one the tail goes on as it ended.
/// </summary>
public sealed class ArrivalCurve
{
    private readonly double[] _left; // 1 - F at the start of each rung and at the end of the last one.
    private readonly double[] _area; // Integral of 1 - F from 0 to there, in ticks.
    private readonly double _tailRate;

    private ArrivalCurve(double[] left, double tailRate)
    {
        (_left, _tailRate, _area) = (left, tailRate, new double[left.Length]);
        for (var rung = 0; rung < left.Length - 1; rung++)
        {
            _area[rung + 1] = _area[rung] + AreaWithin(rung, DelayLadder.UpperEdge(rung));
        }
    }

    /// <summary>Estimated share of what ever comes that comes after the oldest age the history knows.</summary>
    public double Tail => _left[^1];

    /// <param name="arrived">Amount that came in each rung, per prediction; the last rungs must be known. At least 2 rungs, sum above 0.</param>
    internal static ArrivalCurve Of(ReadOnlySpan<double> arrived)
    {
        var (tail, rate) = TailAfter(arrived);
        var total = tail;
        foreach (var amount in arrived)
        {
            total += amount;
        }

        var left = new double[arrived.Length + 1];
        left[^1] = tail / total;
        for (var rung = arrived.Length - 1; rung >= 0; rung--)
        {
            left[rung] = Math.Min(1, left[rung + 1] + (Math.Max(0, arrived[rung]) / total));
        }

        return new ArrivalCurve(left, rate);
    }

    /// <summary>F at an age.</summary>
    public double ShareBy(long ageTicks) => 1 - LeftAt(Math.Max(0, ageTicks));

    /// <summary>Mean of F over predictions whose ages spread evenly from the youngest to the oldest.</summary>
    public double ShareBy(long youngestTicks, long oldestTicks) =>
        oldestTicks <= youngestTicks ? ShareBy(youngestTicks) : 1 - ((AreaTo(oldestTicks) - AreaTo(youngestTicks)) / (oldestTicks - youngestTicks));

    /// <summary>The age by which a share of what ever comes has come; null when that lies beyond what the history knows.</summary>
    public TimeSpan? AgeOf(double share)
    {
        for (var rung = 0; rung < _left.Length - 1; rung++)
        {
            if (_left[rung + 1] <= 1 - share)
            {
                var (from, to) = (DelayLadder.LowerEdge(rung), DelayLadder.UpperEdge(rung));
                var part = _left[rung + 1] > 0
                    ? Math.Log(_left[rung] / (1 - share)) / Math.Log(_left[rung] / _left[rung + 1])
                    : (_left[rung] - (1 - share)) / _left[rung];
                return TimeSpan.FromTicks(from + (long)(part * (to - from)));
            }
        }

        return null;
    }

    /// <summary>
    /// What is still to come: an exponential tail through the last two rungs, D1 / D2 = (e^(r w1) - 1) / (1 - e^(-r w2)),
    /// tail = D2 / (e^(r w2) - 1). For equal widths this is Aitken's extrapolation; for the family of such estimators
    /// when follow-up is insufficient see Beirlant, Bladt and Van Keilegom (Scandinavian Journal of Statistics 53, 2026).
    /// The rate is at least one over the oldest age known, so that a trickle is not taken for a flood.
    /// </summary>
    private static (double Tail, double Rate) TailAfter(ReadOnlySpan<double> arrived)
    {
        var last = arrived.Length - 1;
        double before = Math.Max(0, arrived[last - 1]), final = Math.Max(0, arrived[last]);
        double widthBefore = WidthOf(last - 1), width = WidthOf(last);
        var (low, high) = (1.0 / DelayLadder.UpperEdge(last), 40 / Math.Min(widthBefore, width));
        for (var halving = 0; halving < 60 && final > 0; halving++)
        {
            var rate = (low + high) / 2;
            var isTooSlow = (Math.Exp(rate * widthBefore) - 1) / (1 - Math.Exp(-rate * width)) < before / final;
            (low, high) = isTooSlow ? (rate, high) : (low, rate);
        }

        return final > 0 ? (final / (Math.Exp(low * width) - 1), low) : (0, high);
    }

    private static double WidthOf(int rung) => DelayLadder.UpperEdge(rung) - DelayLadder.LowerEdge(rung);

    private int RungAt(long ticks) => Math.Min(DelayLadder.RungOf(ticks), _left.Length - 1);

    /// <summary>1 - F at an age.</summary>
    private double LeftAt(long ticks)
    {
        var rung = RungAt(ticks);
        var into = (double)(ticks - DelayLadder.LowerEdge(rung));
        return _left[rung] == 0 ? 0
            : IsEmptiedIn(rung) ? _left[rung] * (1 - (into / WidthOf(rung)))
            : _left[rung] * Math.Exp(-Hazard(rung) * into);
    }

    private double AreaTo(long ticks) => _area[RungAt(ticks)] + AreaWithin(RungAt(ticks), ticks);

    /// <summary>Integral of 1 - F from the start of a rung to an age in it: (left there - left here) / hazard.</summary>
    private double AreaWithin(int rung, long ticks)
    {
        var into = (double)(ticks - DelayLadder.LowerEdge(rung));
        if (_left[rung] == 0)
        {
            return 0;
        }

        if (IsEmptiedIn(rung))
        {
            return _left[rung] * into * (1 - (into / (2 * WidthOf(rung))));
        }

        var fallen = Hazard(rung) * into;
        return fallen < 1e-9 ? _left[rung] * into : _left[rung] * (1 - Math.Exp(-fallen)) / fallen * into;
    }

    /// <summary>Per tick; after the last rung that of the tail.</summary>
    private double Hazard(int rung) =>
        rung == _left.Length - 1 ? _tailRate : Math.Log(_left[rung] / _left[rung + 1]) / WidthOf(rung);

    /// <summary>The last labels of all come in this rung: its hazard has no end, so they are taken to come evenly.</summary>
    private bool IsEmptiedIn(int rung) => rung < _left.Length - 1 && _left[rung + 1] == 0;
}
