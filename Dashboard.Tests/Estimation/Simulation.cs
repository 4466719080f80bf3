using Dashboard.Core.Metrics;

namespace Dashboard.Tests.Estimation;

/// <summary>What made-up traffic is drawn from and held against.</summary>
internal static class Simulation
{
    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>1 when the estimate's band holds the value that turned out, else 0.</summary>
    public static int Holds(Figure estimate, double realised) =>
        realised >= estimate.Interval!.Value.Low && realised <= estimate.Interval.Value.High ? 1 : 0;
}
