using Dashboard.Core.Predictions;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Live;

/// <summary>Tells hub clients when models or versions come and go.</summary>
internal sealed class ModelAnnouncer(IHubContext<MetricsHub, IMetricsClient> hub, ModelCatalog catalog)
{
    private int _announced;
    private Task _sending = Task.CompletedTask;

    /// <summary>
    /// Called once per tick. The send is not awaited, because one slow client would hold up the tick, and at most one is
    /// under way; a change meanwhile is announced by a later tick.
    /// </summary>
    public void Tick()
    {
        var models = ModelSummary.All(catalog);
        var fingerprint = Fingerprint(models);
        if (fingerprint != _announced && _sending.IsCompleted)
        {
            _announced = fingerprint;
            _sending = hub.Clients.All.ModelsChanged(models);
        }
    }

    private static int Fingerprint(IReadOnlyList<ModelSummary> models)
    {
        var hash = default(HashCode);
        foreach (var model in models)
        {
            hash.Add(model.Name, StringComparer.Ordinal);
            hash.Add(model.Kind, StringComparer.Ordinal);
            hash.Add(model.Versions.Count);
        }

        return hash.ToHashCode();
    }
}
