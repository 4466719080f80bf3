using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Demo;

/// <summary>Where the application reaches itself.</summary>
internal sealed class DemoAddress(IServer server)
{
    /// <summary>The first bound address, as seen from this machine. Valid once the server has started.</summary>
    public Uri Loopback()
    {
        var bound = BindingAddress.Parse(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        var host = bound.Host is "localhost" or "127.0.0.1" or "[::1]" ? bound.Host : "127.0.0.1";
        return new UriBuilder(bound.Scheme, host, bound.Port).Uri;
    }
}
