namespace Dashboard.Workers;

internal static class WorkersSetup
{
    /// <summary>The loops that keep the process going. The host stops them in the reverse order, so the writer goes last.</summary>
    public static void AddWorkers(this IServiceCollection services)
    {
        services.AddHostedService<EventWriting>();
        services.AddHostedService<SnapshotPublisher>();
        services.AddHostedService<SystemSampling>();
        services.AddHostedService<Learning>();
    }
}
