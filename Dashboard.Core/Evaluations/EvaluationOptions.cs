using System.ComponentModel.DataAnnotations;

namespace Dashboard.Core.Evaluations;

/// <summary>Section <c>Evaluations</c> of the configuration.</summary>
public sealed class EvaluationOptions
{
    /// <summary>Largest upload, compressed or not.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBodyBytes { get; set; } = 1L << 30;

    /// <summary>Most rows of one file; more are refused, not cut off.</summary>
    [Range(1, 1_000_000_000)]
    public int MaxRows { get; set; } = 20_000_000;

    /// <summary>Most memory of one evaluation at its peak, estimated from its columns; a file that needs more is refused.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long MaxMemoryBytes { get; set; } = 1L << 30;

    /// <summary>Evaluations running at the same time; one more is answered 429.</summary>
    [Range(1, 100)]
    public int MaxConcurrent { get; set; } = 2;

    /// <summary>Different labels of one file.</summary>
    [Range(2, 10_000)]
    public int MaxLabels { get; set; } = 1_000;

    /// <summary>Rejected rows listed one by one; all are counted.</summary>
    [Range(0, 10_000)]
    public int MaxRejectedListed { get; set; } = 1_000;

    /// <summary>Evaluations kept of a model; the oldest go first, the baseline stays.</summary>
    [Range(2, 10_000)]
    public int MaxPerModel { get; set; } = 500;

    /// <summary>Models with evaluations; another one is refused.</summary>
    [Range(1, 10_000)]
    public int MaxModels { get; set; } = 1_000;
}
