using Dashboard.Components.Gallery;
using Dashboard.Components.Layout;
using Dashboard.Configuration;
using Dashboard.ViewState;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace Dashboard.Components;

/// <summary>The pages: what they need and where they are.</summary>
internal static class ComponentsSetup
{
    public static void AddDashboardComponents(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DisconnectedCircuitMaxRetained = 50;
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2);
            options.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(15);
        });
        services.AddMudServices();
        services.TryAddSingleton<IServerStatus, ServerStatusMeter>();
        services.AddSingleton<HeavyReadings>();
        services.AddSingleton<ModelRows>();
        services.AddSingleton<StoredRows>();
        services.AddSingleton<ShadowReadings>();
        services.AddOption<GalleryOptions>(builder.Configuration, "Gallery");
        services.AddSingleton<GalleryFigures>();
        services.AddSingleton<ServerRun>();
        services.AddScoped<PageTick>();
        services.AddScoped<CircuitConnection>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitConnection>());
    }

    public static void MapDashboardComponents(this WebApplication web)
    {
        web.UseAntiforgery();
        web.MapStaticAssets();
        web.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
