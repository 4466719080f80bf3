using Dashboard.Core.Predictions;
using Dashboard.Core.Windowing;
using Dashboard.Queries;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Live;

/// <summary>Reads a hub client's arguments as strictly as the endpoints read theirs.</summary>
public sealed class WatchRequest(ModelCatalog catalog, TimeProvider time)
{
    private static readonly TimeSpan ShortestRange = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(400);

    /// <exception cref="HubException">An argument is missing, malformed or names something unknown.</exception>
    public SnapshotKey Read(string? model, string? version, string? range)
    {
        if (model is null || catalog.Find(model) is not { HasEvents: true } known)
        {
            throw new HubException("model: there is no such model.");
        }

        if (version is not null && ModelCatalog.FindVersion(known, version) is null)
        {
            throw new HubException("version: this model has no such version; null means all versions together.");
        }

        return new SnapshotKey(known.Name, version, ReadRange(range));
    }

    private TimeRange ReadRange(string? range)
    {
        try
        {
            return (range ?? "").Split('/') switch
            {
                [['-', .. var length]] => TimeRange.Last(Checked(QueryReader.ParseDuration("range", length))),
                [var from, var to] => Fixed(from, to),
                _ => throw new HubException("range: must be like -5m, or two instants with a / between them."),
            };
        }
        catch (QueryException problem)
        {
            throw new HubException($"range: {problem.Message}");
        }
    }

    private TimeRange Fixed(string from, string to)
    {
        var now = time.GetUtcNow();
        var (start, end) = (QueryReader.ParseInstant("range", from, now), QueryReader.ParseInstant("range", to, now));
        Checked(end - start);
        return TimeRange.Between(start, end);
    }

    private static TimeSpan Checked(TimeSpan length) => length >= ShortestRange && length <= LongestRange
        ? length
        : throw new HubException($"range: must be {ShortestRange.TotalSeconds:0} seconds to {LongestRange.TotalDays:0} days long.");
}
