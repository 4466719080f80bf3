using Microsoft.Extensions.Logging.Console;

namespace Dashboard.Configuration;

/// <summary>How the process behaves as a program: its address, its log, its end.</summary>
internal static class HostingSetup
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Stopping must be over within 10 s: this much for requests and workers, the rest for disposal.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        if (!HasAddress(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        AddLog(builder);
    }

    private static bool HasAddress(ConfigurationManager configuration) =>
        configuration["urls"] is not null
        || configuration["http_ports"] is not null
        || configuration["https_ports"] is not null
        || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static void AddLog(WebApplicationBuilder builder)
    {
        var isChosen = builder.Configuration["Logging:Console:FormatterName"] is not null;
        builder.Logging.ClearProviders();
        builder.Logging.AddConsoleFormatter<OneLineConsole, ConsoleFormatterOptions>();
        builder.Logging.AddConsole(console => console.FormatterName = isChosen ? console.FormatterName : OneLineConsole.FormatterName);

        // The address and a failure to start are told in one line of our own (DashboardApp.RunAsync).
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // Logs each refused hub call with its stack trace, so any client could fill the log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None);
    }
}
