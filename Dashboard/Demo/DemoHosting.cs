namespace Dashboard.Demo;

/// <summary>Ties the demo to the life of the application: starts it when asked to, stops it before the server stops.</summary>
internal sealed class DemoHosting(DemoControl demo, DemoOptions options) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken) => options.Start ? demo.StartAsync() : Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => demo.StopAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
