using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Bridge.Sandbox.Hosting;

/// <summary>
/// Two loopback addresses behind which no tool can be reached: one refuses every connection, the other shows a certificate
/// that nobody trusts.
/// </summary>
public sealed class BarredDoors : IAsyncDisposable
{
    private readonly Socket shut = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 certificate = SelfSigned();
    private readonly CancellationTokenSource stop = new();
    private readonly Task greeting;

    /// <summary>Takes both addresses.</summary>
    public BarredDoors()
    {
        // Bound and not listening: the port is nobody else's, and every connection to it is refused.
        this.shut.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        this.Refusing = Address("http", (IPEndPoint)this.shut.LocalEndPoint!);
        this.listener.Start();
        this.Untrusted = Address("https", (IPEndPoint)this.listener.LocalEndpoint);
        this.greeting = Task.Run(this.GreetAsync);
    }

    /// <summary>Nobody listens here.</summary>
    public Uri Refusing { get; }

    /// <summary>TLS with a certificate of the machine's own.</summary>
    public Uri Untrusted { get; }

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        this.listener.Stop();
        await this.greeting;
        this.shut.Dispose();
        this.certificate.Dispose();
        this.stop.Dispose();
    }

    private static Uri Address(string scheme, IPEndPoint at) =>
        new UriBuilder(scheme, at.Address.ToString(), at.Port).Uri;

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=somebody else", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
    }

    private async Task GreetAsync()
    {
        try
        {
            while (true)
            {
                using var client = await this.listener.AcceptTcpClientAsync(this.stop.Token);
                await this.GreetAsync(client);
            }
        }
        catch (OperationCanceledException) when (this.stop.IsCancellationRequested)
        {
            // The doors are taken away.
        }
    }

    private async Task GreetAsync(TcpClient client)
    {
        await using var talk = new SslStream(client.GetStream());
        try
        {
            await talk.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = this.certificate },
                this.stop.Token
            );
            await talk.ReadExactlyAsync(new byte[1], this.stop.Token);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // The caller does not trust the certificate: that is what the door is for.
        }
    }
}
