namespace Dashboard.Demo;

/// <summary>The distributions real traffic is made of, from one seeded source.</summary>
internal sealed class DemoChance(int seed)
{
    private readonly Random _random = new(seed);

    public double Uniform() => _random.NextDouble();

    public double Between(double low, double high) => low + ((high - low) * _random.NextDouble());

    public bool Happens(double probability) => _random.NextDouble() < probability;

    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Normal());

    /// <summary>Box-Muller, the cosine half.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>One of the items; weights need not sum to 1.</summary>
    public T Pick<T>(ReadOnlySpan<(T Item, double Weight)> items)
    {
        var total = 0.0;
        foreach (var (_, weight) in items)
        {
            total += weight;
        }

        var left = Uniform() * total;
        foreach (var (item, weight) in items)
        {
            left -= weight;
            if (left < 0)
            {
                return item;
            }
        }

        return items[^1].Item;
    }

    /// <summary>Latency in ms of a service that is mostly quick and sometimes, for 2 % of calls, slow.</summary>
    public double Latency(double medianMs)
    {
        var usual = LogNormal(medianMs, 0.4);
        return Math.Round(Happens(0.02) ? usual * Between(4, 15) : usual, 3);
    }
}
