namespace Dashboard.Live;

/// <summary>What the server calls on hub clients: small, rare messages only. Figures come through <see cref="MetricsHub.Watch"/>.</summary>
public interface IMetricsClient
{
    /// <summary>A model or version appeared or was removed; the complete list.</summary>
    Task ModelsChanged(IReadOnlyList<ModelSummary> models);
}
