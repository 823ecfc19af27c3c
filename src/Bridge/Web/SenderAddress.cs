using System.Net;
using System.Net.Sockets;

namespace Bridge.Web;

/// <summary>Who sends a request, for counting: an IPv4 address, or the network of an IPv6 one, since one sender has all of it.</summary>
internal static class SenderAddress
{
    /// <summary>A proxy on this machine is believed what it says of the last hop; nobody else is.</summary>
    public static string Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var hops = context.Request.Headers["X-Forwarded-For"].ToString();
        if (
            IPAddress.IsLoopback(address)
            && IPAddress.TryParse(hops[(hops.LastIndexOf(',') + 1)..].Trim(), out var before)
        )
        {
            address = before;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
