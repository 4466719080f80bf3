namespace Dashboard.Components;

/// <summary>One start of the server: a page that was loaded anew tells a restart by another id.</summary>
public sealed class ServerRun
{
    public string Id { get; } = Guid.NewGuid().ToString("N");
}
