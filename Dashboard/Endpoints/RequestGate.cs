using System.Threading.RateLimiting;

namespace Dashboard.Endpoints;

/// <summary>Lets a few requests of an expensive kind run at a time.</summary>
internal abstract class RequestGate(int places) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = places, QueueLimit = 0 });

    /// <summary>Takes a place until the request ends; false when all are taken.</summary>
    public bool TryEnter(HttpContext context)
    {
        var place = _limiter.AttemptAcquire();
        context.Response.RegisterForDispose(place);
        return place.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
