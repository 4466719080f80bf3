using Dashboard.Core.Windowing;
using Dashboard.Workers;
using Microsoft.Extensions.Options;

namespace Dashboard.Live;

internal static class LiveSetup
{
    /// <summary>The feed, its publisher and the hub. Needs a <see cref="Projection"/>.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddOptions<LiveOptions>().BindConfiguration("Live").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<LiveOptions>>().Value);
        services.AddSingleton(provider => new SnapshotFeed(
            provider.GetRequiredService<Projection>().Build,
            provider.GetRequiredService<LiveOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SnapshotFeed>>()));
        services.AddHostedService<SnapshotPublisher>();
        return services;
    }
}
