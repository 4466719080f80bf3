namespace Dashboard.Core.Metrics;

/// <summary>A sum that keeps what rounding takes from it (A. Neumaier, ZAMM 54, 1974): as good as twice the digits.</summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _rest;

    public readonly double Value => _sum + _rest;

    public void Add(double x)
    {
        var sum = _sum + x;
        _rest += Math.Abs(_sum) >= Math.Abs(x) ? _sum - sum + x : x - sum + _sum;
        _sum = sum;
    }

    /// <summary>The mean of the n numbers added, in two doubles.</summary>
    public readonly (double Head, double Tail) Mean(long n)
    {
        var mean = Value / n;
        return (mean, (Math.FusedMultiplyAdd(-mean, n, _sum) + _rest) / n);
    }
}
