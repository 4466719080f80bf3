using Dashboard.Configuration;
using Dashboard.Core.Storage;
using Dashboard.Core.SystemHistory;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Live;

internal static class LiveSetup
{
    /// <summary>The feeds of figures and system samples, and the public hub.</summary>
    public static void AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOption<LiveOptions>(builder.Configuration, "Live");
        services.AddSingleton<BuildSnapshot>(provider => provider.GetRequiredService<Projection>().Build);
        services.AddSingleton<SnapshotFeed>();

        services.AddSingleton<SystemRollups>();
        services.AddSingleton<ICellSource>(provider => provider.GetRequiredService<SystemRollups>());
        services.AddSingleton(provider => SystemReaders.ForThisSystem(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SystemFeed>();
        services.AddSingleton<IServerReports, ServerReports>();

        services.AddHostedService<SelfMetrics>();
        services.AddSingleton<WatchRequest>();
        services.AddSingleton<ModelAnnouncer>();
        services.AddSingleton<HubCallLimit>();
        services.AddSignalR()
            .AddJsonProtocol(json => json.PayloadSerializerOptions.AddFiniteGuard())
            .AddHubOptions<MetricsHub>(hub => hub.AddFilter<HubCallLimit>());
    }

    public static void MapLive(this IEndpointRouteBuilder routes) => routes.MapHub<MetricsHub>(MetricsHub.Path);
}
