namespace Dashboard.Core.Metrics;

/// <summary>Minutes of a span judged one by one. Silent ones, without traffic or sign of life, are neither up nor down.</summary>
public readonly record struct ServiceMinutes(long Up, long Down, long Silent)
{
    private const double DownFrom = 0.5; // Share of failed requests.

    /// <summary>Adds a minute: up when the service gave a sign of life, or had traffic of which less than half failed.</summary>
    public ServiceMinutes With(RequestCounts minute, bool hasHeartbeat) =>
        hasHeartbeat || (minute.Valid > 0 && minute.Bad < DownFrom * minute.Valid) ? this with { Up = Up + 1 }
        : minute.Valid > 0 ? this with { Down = Down + 1 }
        : this with { Silent = Silent + 1 };
}
