using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Live;

/// <summary>Bounds how many calls a connection makes per second; what it streams is bounded by the tick.</summary>
internal sealed class HubCallLimit(LiveOptions options) : IHubFilter
{
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        context.Context.Items[typeof(RateLimiter)] = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = options.HubCallsPerSecond,
            TokenLimit = 2 * options.HubCallsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
        return next(context);
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        using var call = LimiterOf(invocationContext.Context).AttemptAcquire();
        return call.IsAcquired
            ? next(invocationContext)
            : throw new HubException($"Too many calls: at most {options.HubCallsPerSecond} per second.");
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        LimiterOf(context.Context).Dispose();
        return next(context, exception);
    }

    private static RateLimiter LimiterOf(HubCallerContext connection) => (RateLimiter)connection.Items[typeof(RateLimiter)]!;
}
