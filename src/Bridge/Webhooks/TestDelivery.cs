using System.Security.Cryptography;
using System.Text;
using Bridge.Connectors;

namespace Bridge.Webhooks;

/// <summary>A delivery that proves the way and the secret: it is checked like any other, and nothing of it is stored.</summary>
internal static class TestDelivery
{
    /// <summary>Marks it; it counts only when the signature is right.</summary>
    public const string Header = "x-bridge-test";

    /// <summary>What the bridge answers to it, with 202.</summary>
    public const string Taken = "A signed test delivery was taken. Nothing is stored.";

    private static readonly byte[] Body = "{\"bridge\":\"test\"}"u8.ToArray();

    /// <summary>A request to this address as the tool would sign it.</summary>
    public static HttpRequestMessage To(Uri address, ToolKind kind, string secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation(Header, "1");
        var (name, value) = Signature(kind, secret);
        request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static (string Name, string Value) Signature(ToolKind kind, string secret)
    {
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body));
        return kind switch
        {
            ToolKind.Freshdesk => ("X-Bridge-Secret", secret),
            ToolKind.Jira => ("X-Hub-Signature", $"sha256={hash}"),
            _ => ("X-Signature", hash),
        };
    }
}
