using Dashboard.Core.Predictions;

namespace Dashboard.Core.Metrics.Catalogue;

/// <summary>One entry of the catalogue: what a figure is, where its definition comes from and how it is computed.</summary>
/// <param name="Name">On wires and in files: small letters, digits and underscores; never changes its meaning.</param>
/// <param name="Title">For people.</param>
public sealed record Metric(string Name, string Title)
{
    public required MetricFamily Family { get; init; }

    public required MetricUnit Unit { get; init; }

    public required Better Better { get; init; }

    /// <summary>Plain text.</summary>
    public required string Formula { get; init; }

    /// <summary>The function of scikit-learn or numpy that gives the same number, or the publication that defines it.</summary>
    public required string Source { get; init; }

    /// <summary>When there is no value.</summary>
    public required string Undefined { get; init; }

    /// <summary>Where the 95 % interval comes from, or why there is none.</summary>
    public required string IntervalMethod { get; init; }

    public required Func<MetricInput, Figure> Compute { get; init; }

    /// <summary>What must be said beside the figure, such as what was left out; null when nothing.</summary>
    public Func<MetricInput, string?> Remark { get; init; } = _ => null;

    /// <summary>Whether cells tell it: otherwise only raw rows do.</summary>
    public bool IsLive => Family != MetricFamily.ClassScores;

    /// <summary>Whether models with such outcomes have this metric.</summary>
    public bool AppliesTo(OutcomeKind kind) => Family switch
    {
        MetricFamily.Traffic or MetricFamily.Latency or MetricFamily.Labels => true,
        MetricFamily.Regression => kind == OutcomeKind.Number,
        _ => kind is OutcomeKind.Text or OutcomeKind.Boolean,
    };

    public override string ToString() => Name;
}
