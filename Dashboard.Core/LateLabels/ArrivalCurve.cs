using Dashboard.Core.Predictions;
using MathNet.Numerics.Interpolation;

namespace Dashboard.Core.LateLabels;

/// <summary>
/// F(a): of the labels (or of their loss) that ever come, the share that has come by age a. Known at the edges of the
/// delay ladder. Between them the cumulative hazard -ln(1 - F) is the monotone cubic of Fritsch and Carlson (SIAM Journal
/// on Numerical Analysis 17, 1980), which leaves exponential delays as they are; it is cut into steps of constant hazard,
/// whose integrals are known. After the last edge the tail goes on as it ended.
/// </summary>
public sealed class ArrivalCurve
{
    private const int StepsPerRung = 4;

    private readonly long[] _ages; // Where the steps begin and the last one ends, in ticks.
    private readonly double[] _left; // 1 - F there.
    private readonly double[] _area; // Integral of 1 - F from 0 to there, in ticks.
    private readonly double _tailRate;

    private ArrivalCurve(double[] edges, double tailRate)
    {
        (_ages, _left) = Refine(edges);
        (_tailRate, _area) = (tailRate, new double[_left.Length]);
        for (var step = 0; step < _left.Length - 1; step++)
        {
            _area[step + 1] = _area[step] + AreaWithin(step, _ages[step + 1]);
        }
    }

    /// <summary>Estimated share of what ever comes that comes after the oldest age the history knows.</summary>
    public double Tail => _left[^1];

    /// <param name="arrived">Amount that came in each rung, per prediction; the last rungs must be known. At least 2 rungs, sum above 0.</param>
    /// <param name="most">What can still come at most, per prediction.</param>
    internal static ArrivalCurve Of(ReadOnlySpan<double> arrived, double most)
    {
        var (estimate, rate) = TailAfter(arrived);
        var tail = Math.Min(estimate, most);
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
        for (var step = 0; step < _left.Length - 1; step++)
        {
            if (_left[step + 1] <= 1 - share)
            {
                var part = IsEmptiedIn(step)
                    ? (_left[step] - (1 - share)) / _left[step]
                    : Math.Log(_left[step] / (1 - share)) / Math.Log(_left[step] / _left[step + 1]);
                return TimeSpan.FromTicks(_ages[step] + (long)(part * (_ages[step + 1] - _ages[step])));
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
        var (low, high) = (1.0 / DelayRungs.UpperEdge(last), 40 / Math.Min(widthBefore, width));
        for (var halving = 0; halving < 60 && final > 0; halving++)
        {
            var rate = (low + high) / 2;
            var isTooSlow = (Math.Exp(rate * widthBefore) - 1) / (1 - Math.Exp(-rate * width)) < before / final;
            (low, high) = isTooSlow ? (rate, high) : (low, rate);
        }

        return final > 0 ? (final / (Math.Exp(low * width) - 1), low) : (0, high);
    }

    private static double WidthOf(int rung) => DelayRungs.UpperEdge(rung) - DelayRungs.LowerEdge(rung);

    /// <summary>Steps between the edges, as far as the cumulative hazard is finite.</summary>
    private static (long[] Ages, double[] Left) Refine(double[] edges)
    {
        var ages = Enumerable.Range(0, edges.Length).Select(DelayRungs.LowerEdge).ToArray();
        var finite = edges.TakeWhile(left => left > 0).Count();
        if (finite < 3)
        {
            return (ages, edges);
        }

        var hazard = CubicSpline.InterpolatePchipSorted([.. ages.Take(finite).Select(a => (double)a)], [.. edges.Take(finite).Select(left => -Math.Log(left))]);
        var steps = Enumerable.Range(0, (finite - 1) * StepsPerRung)
            .Select(step => (Rung: step / StepsPerRung, Part: step % StepsPerRung))
            .Select(at => ages[at.Rung] + ((ages[at.Rung + 1] - ages[at.Rung]) / StepsPerRung * at.Part)).ToArray();
        return ([.. steps, .. ages.Skip(finite - 1)], [.. steps.Select(age => Math.Exp(-hazard.Interpolate(age))), .. edges.Skip(finite - 1)]);
    }

    /// <summary>The step an age lies in; the last point for all ages after it.</summary>
    private int StepAt(long ticks)
    {
        var at = Array.BinarySearch(_ages, ticks);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>1 - F at an age.</summary>
    private double LeftAt(long ticks)
    {
        var step = StepAt(ticks);
        var into = (double)(ticks - _ages[step]);
        return _left[step] == 0 ? 0
            : IsEmptiedIn(step) ? _left[step] * (1 - (into / (_ages[step + 1] - _ages[step])))
            : _left[step] * Math.Exp(-Hazard(step) * into);
    }

    private double AreaTo(long ticks)
    {
        var step = StepAt(ticks);
        return _area[step] + AreaWithin(step, ticks);
    }

    /// <summary>Integral of 1 - F from the start of a step to an age in it: (left there - left here) / hazard.</summary>
    private double AreaWithin(int step, long ticks)
    {
        var into = (double)(ticks - _ages[step]);
        if (_left[step] == 0)
        {
            return 0;
        }

        if (IsEmptiedIn(step))
        {
            return _left[step] * into * (1 - (into / (2.0 * (_ages[step + 1] - _ages[step]))));
        }

        var fallen = Hazard(step) * into;
        return fallen < 1e-9 ? _left[step] * into : _left[step] * (1 - Math.Exp(-fallen)) / fallen * into;
    }

    /// <summary>Per tick; after the last step that of the tail.</summary>
    private double Hazard(int step) =>
        step == _left.Length - 1 ? _tailRate : Math.Log(_left[step] / _left[step + 1]) / (_ages[step + 1] - _ages[step]);

    /// <summary>The last labels of all come in this step: its hazard has no end, so they are taken to come evenly.</summary>
    private bool IsEmptiedIn(int step) => step < _left.Length - 1 && _left[step + 1] == 0;
}
