using System.Net.Sockets;
using System.Text;

namespace Bridge.Tests.Security;

/// <summary>A request as bytes on a wire: what no well-behaved client sends.</summary>
internal static class RawRequest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The status that was answered; 0 when the connection was closed without an answer.</summary>
    public static async Task<int> SendAsync(string url, string head, CancellationToken cancel)
    {
        var address = new Uri(url);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), limit.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var line = await reader.ReadLineAsync(limit.Token);
            return line?.Split(' ') is [_, var status, ..] && int.TryParse(status, out var number) ? number : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
