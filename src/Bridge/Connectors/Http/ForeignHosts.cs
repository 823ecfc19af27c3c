using System.Net;
using System.Net.Sockets;

namespace Bridge.Connectors.Http;

/// <summary>
/// Clients for addresses that a tool's answer names and that are not the tool's own: no key goes there, redirects are
/// followed by hand, and an address of a private network is refused at the moment of connecting, whatever name led to it.
/// </summary>
internal static class ForeignHosts
{
    private static readonly HttpClient Guarded = Client(OnlyPublicAsync);
    private static readonly HttpClient Local = Client(null);

    /// <summary>The client for a connection at this address: one that is on this machine itself may name others on it.</summary>
    public static HttpClient For(Uri own) => own.IsLoopback ? Local : Guarded;

    /// <summary>True for addresses that are reached from everywhere: not loopback, private, link-local, shared or multicast.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any))
        {
            return false;
        }

        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !plain.IsIPv6LinkLocal
                && !plain.IsIPv6SiteLocal
                && !plain.IsIPv6UniqueLocal
                && !plain.IsIPv6Multicast
                && !Embedded(plain.GetAddressBytes());
        }

        var b = plain.GetAddressBytes();
        return (b[0], b[1]) switch
        {
            (0 or 10 or 127 or >= 224, _) => false,
            (100, >= 64 and <= 127) => false,
            (169, 254) => false,
            (172, >= 16 and <= 31) => false,
            (192, 168) => false,
            (192, 0) when b[2] is 0 or 2 => false,
            (192, 88) when b[2] == 99 => false,
            (198, 18 or 19) => false,
            (198, 51) when b[2] == 100 => false,
            (203, 0) when b[2] == 113 => false,
            _ => true,
        };
    }

    /// <summary>
    /// True for the ways to write an IPv4 address as an IPv6 one that a gateway may undo (the old compatible form, NAT64,
    /// 6to4, Teredo, ISATAP), and for the ranges of documentation and discarding.
    /// </summary>
    private static bool Embedded(byte[] b) =>
        b is [0, 0x64, 0xff, 0x9b, ..] or [0x20, 0x02, ..] or [0x20, 0x01, 0, 0, ..] or [0x20, 0x01, 0x0d, 0xb8, ..]
        || b is [0x01, 0, 0, 0, 0, 0, 0, 0, ..]
        || b.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0
        || (b[8] & 0xfd, b[9], b[10], b[11]) is (0, 0, 0x5e, 0xfe);

    private static HttpClient Client(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect
    ) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
                UseCookies = false,
                UseProxy = connect is null,
                ConnectCallback = connect,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    private static async ValueTask<Stream> OnlyPublicAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancel
    )
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancel);
        if (Array.Find(addresses, IsPublic) is not { } address)
        {
            throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                $"{host} is in a private network: files are only read from there when BaseUrl is there too"
            );
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
