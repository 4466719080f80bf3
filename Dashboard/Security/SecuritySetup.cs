using Dashboard.Configuration;
using Microsoft.AspNetCore.HostFiltering;

namespace Dashboard.Security;

internal static class SecuritySetup
{
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOption<SecurityOptions>(builder.Configuration, "Security");
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, SecurityHeaders>()); // The first filter is the outermost.
        services.Configure<HostFilteringOptions>(hosts =>
        {
            // Without this the framework answers any Host, and a rebound DNS name reaches a server on loopback.
            var configured = builder.Configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
            hosts.AllowedHosts = configured.Length > 0 ? configured : [.. SecurityOptions.LoopbackHosts];
            hosts.AllowEmptyHosts = false;
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(LoopbackOnly.Demand));
    }

    public static void UseSecurity(this WebApplication web) => web.UseMiddleware<OriginCheck>();
}
