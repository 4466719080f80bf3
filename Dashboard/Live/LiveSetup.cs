using Dashboard.Configuration;
using Dashboard.Core.Windowing;
using Dashboard.Workers;

namespace Dashboard.Live;

internal static class LiveSetup
{
    /// <summary>The feed and its publisher.</summary>
    public static void AddLive(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOption<LiveOptions>(builder.Configuration, "Live");
        services.AddOptions<LiveOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BuildSnapshot>(provider => provider.GetRequiredService<Projection>().Build);
        services.AddSingleton<SnapshotFeed>();
        services.AddHostedService<SnapshotPublisher>();
    }
}
