using System.Threading.RateLimiting;
using Dashboard.Core.Exchange;

namespace Dashboard.Endpoints;

/// <summary>Lets a few exports run at a time: each reads the whole log, and holds some memory for as long as its reader takes.</summary>
internal sealed class ExportGate(ExportOptions options) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = options.MaxConcurrent, QueueLimit = 0 });

    /// <summary>Takes a place until the request ends; false when all are taken.</summary>
    public bool TryEnter(HttpContext context)
    {
        var place = _limiter.AttemptAcquire();
        context.Response.RegisterForDispose(place);
        return place.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
