namespace Dashboard.Security;

/// <summary>Section <c>Security</c> of the configuration. Which host names are answered is the framework's own <c>AllowedHosts</c>.</summary>
public sealed class SecurityOptions
{
    /// <summary>Names under which a server without a public address is reached, when <c>AllowedHosts</c> is not configured.</summary>
    public static readonly IReadOnlyList<string> LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Origins besides our own whose pages may send requests, for example <c>https://dashboard.example.com</c> of a reverse proxy.</summary>
    public IList<string> AllowedOrigins { get; } = [];
}
