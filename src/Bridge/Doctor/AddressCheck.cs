using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Bridge.Connectors;

namespace Bridge.Doctor;

/// <summary>Whether an address is reached, and whether its certificate is good.</summary>
internal static class AddressCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(
        Uri address,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var at = address.GetLeftPart(UriPartial.Authority);
        if (!HttpClient.DefaultProxy.IsBypassed(address) && HttpClient.DefaultProxy.GetProxy(address) is { } proxy)
        {
            return
            [
                new Diagnosis(
                    Mark.Note,
                    $"{at} is reached through the proxy {proxy.Host}; its certificate is not looked at"
                ),
            ];
        }

        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(address.IdnHost, address.Port, cancel);
            return address.Scheme == Uri.UriSchemeHttps
                ? [await TlsAsync(tcp, address.IdnHost, at, time, cancel)]
                : [new Diagnosis(Mark.Good, $"{at} answers, without TLS as only this machine may")];
        }
        catch (SocketException e)
        {
            return [Unreached(at, e)];
        }
    }

    private static Diagnosis Unreached(string at, SocketException e) =>
        e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
            ? new Diagnosis(
                Mark.Problem,
                $"the host name of {at} is not known",
                "Correct BaseUrl, or this machine's DNS"
            )
            : new Diagnosis(
                Mark.Problem,
                $"{at} cannot be reached: {e.Message}",
                "Correct BaseUrl, and see whether a firewall is between"
            );

    private static async Task<Diagnosis> TlsAsync(
        TcpClient tcp,
        string host,
        string at,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var wrong = SslPolicyErrors.None;
        DateTimeOffset? ends = null;
        await using var tls = new SslStream(
            tcp.GetStream(),
            leaveInnerStreamOpen: false,
            (_, certificate, _, errors) =>
            {
                wrong = errors;
                ends = (certificate as X509Certificate2)?.NotAfter;
                return errors == SslPolicyErrors.None;
            }
        );
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancel);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            var expired = ends < time.GetUtcNow() ? ": it has expired" : "";
            return new Diagnosis(
                Mark.Problem,
                wrong == SslPolicyErrors.None ? $"{at} speaks no TLS: {e.Message}"
                    : wrong == SslPolicyErrors.RemoteCertificateNameMismatch
                        ? $"the certificate of {at} is for another name"
                    : $"the certificate of {at} is not trusted{expired}",
                "Correct BaseUrl, renew the certificate, or add its authority to this machine's trusted ones"
            );
        }

        return Ending(at, ends, time.GetUtcNow());
    }

    /// <summary>What to say of a certificate that is trusted.</summary>
    internal static Diagnosis Ending(string at, DateTimeOffset? ends, DateTimeOffset now)
    {
        var day = ends?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return ends - now < Soon
            ? new Diagnosis(Mark.Note, $"{at} answers; its certificate ends on {day}", "See that it is renewed")
            : new Diagnosis(Mark.Good, $"{at} answers; its certificate is trusted and good until {day}");
    }
}
