using Dashboard.Configuration;

namespace Dashboard.Demo;

/// <summary>Registers the demo.</summary>
internal static class DemoSetup
{
    private const string Switch = "--demo";

    /// <summary>
    /// The command line with <c>--demo</c> written as a setting: the configuration's parser would take the argument after
    /// the bare switch for its value.
    /// </summary>
    public static string[] ReadSwitch(string[] args) => [.. args.Select(arg => arg == Switch ? "--Demo:Start=true" : arg)];

    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddOption<DemoOptions>(builder.Configuration, "Demo");
        builder.Services.AddSingleton<DemoAddress>();
        builder.Services.AddSingleton<DemoStream>();
        builder.Services.AddSingleton<DemoControl>();
        builder.Services.AddHostedService<DemoHosting>();
    }
}
