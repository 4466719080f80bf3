using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dashboard.Configuration;

/// <summary>Bounds on what one connection and all of them may cost.</summary>
internal static class KestrelLimits
{
    /// <summary>Body limit of everything but the event endpoint, which sets its own.</summary>
    private const long MaxBodyBytes = 64 * 1024;

    public static void AddKestrelLimits(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MaxConcurrentConnections = 2_000;
        limits.MaxConcurrentUpgradedConnections = 1_000;
    });
}
