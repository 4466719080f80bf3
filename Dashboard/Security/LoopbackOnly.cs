using System.Net;
using Dashboard.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dashboard.Security;

/// <summary>There is no sign-in yet, so nobody but this machine may reach the server.</summary>
internal static class LoopbackOnly
{
    /// <summary>Called by Kestrel for each address before it is bound, however the address was configured.</summary>
    /// <exception cref="StartupRefusedException">The address can be reached from other machines.</exception>
    public static void Demand(ListenOptions address)
    {
        if (address.IPEndPoint is { } endpoint && !IPAddress.IsLoopback(endpoint.Address))
        {
            throw new StartupRefusedException(
                $"Refusing to listen on {endpoint}: other machines could reach it, and sign-in is not available yet. "
                + "Use --urls http://127.0.0.1:5080, and an SSH tunnel or an authenticating reverse proxy on this machine for others.");
        }
    }
}
