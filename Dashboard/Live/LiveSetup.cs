using Dashboard.Configuration;
using Dashboard.Core.SystemMetrics;
using Dashboard.Core.Windowing;
using Dashboard.Workers;

namespace Dashboard.Live;

internal static class LiveSetup
{
    /// <summary>The feeds of figures and system samples, and the workers that fill them.</summary>
    public static void AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOption<LiveOptions>(builder.Configuration, "Live");
        services.AddOptions<LiveOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BuildSnapshot>(provider => provider.GetRequiredService<Projection>().Build);
        services.AddSingleton<SnapshotFeed>();
        services.AddHostedService<SnapshotPublisher>();

        services.AddOption<SystemHistoryOptions>(builder.Configuration, "System");
        services.AddSingleton<SystemHistory>();
        services.AddSingleton(provider => SystemReaders.ForThisSystem(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SystemFeed>();
        services.AddHostedService<SystemSampling>();
    }
}
