namespace Dashboard.Core.Metrics;

/// <summary>How errors (prediction minus ground truth) are distributed: from a sketch, or exactly from the rows.</summary>
public interface IErrorDistribution
{
    /// <summary>A quantile of the errors with their sign.</summary>
    /// <param name="q">0 to 1.</param>
    Figure Quantile(double q);

    /// <summary>A quantile of |error|.</summary>
    /// <param name="q">0 to 1.</param>
    Figure MagnitudeQuantile(double q);
}
