using Dashboard.Core.Baselines;
using Dashboard.Core.Ingestion;
using Dashboard.Core.Predictions;
using Dashboard.Core.Storage;
using Dashboard.Core.Windowing;
using Microsoft.Extensions.Options;

namespace Dashboard.Configuration;

/// <summary>Registers the rooms of Core that every door needs, as singletons.</summary>
internal static class CoreSetup
{
    public static void AddCore(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOption<StorageOptions>(builder.Configuration, "Storage");
        services.AddOption<IngestOptions>(builder.Configuration, "Ingest");
        services.AddOption<CatalogLimits>(builder.Configuration, "Limits");
        services.AddOption<WindowingOptions>(builder.Configuration, "Windowing");
        services.AddSingleton(provider => new ModelCatalog(
            provider.GetRequiredService<CatalogLimits>(),
            model => provider.GetRequiredService<DeclaredModels>().GetValueOrDefault(model)?.PositiveLabel));
        services.AddSingleton(provider => new SettingsReader(provider.GetServices<SettingSection>(), provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<StorageSession>();
        services.AddSingleton<Projection>();
        services.AddSingleton<ILearner, LossLearner>();
        services.AddSingleton<ILearner, FeatureLearner>();
        services.AddSingleton<EventWriter>();
        services.AddSingleton<IEventIntake>(provider => provider.GetRequiredService<EventWriter>());
    }

    /// <summary>Options as a plain singleton: Core takes the object, not a wrapper.</summary>
    public static void AddOption<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class, new()
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
        services.AddSingleton(provider => new SettingSection(section, provider.GetRequiredService<T>, () => new T()));
    }
}
