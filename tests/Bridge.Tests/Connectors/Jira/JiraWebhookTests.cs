using System.Security.Cryptography;
using System.Text;
using Bridge.Connectors;
using Bridge.Connectors.Jira;
using Bridge.Core.Model;

namespace Bridge.Tests.Connectors.Jira;

public sealed class JiraWebhookTests
{
    private const string Secret = "It's a Secret to Everybody";

    public static TheoryData<string> Recorded
    {
        get
        {
            var folder = Fixtures();
            return Directory.Exists(folder)
                ?
                [
                    .. Directory
                        .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
                        .Where(f =>
                            Path.GetFileName(Path.GetDirectoryName(f)!)
                                .StartsWith("webhooks-", StringComparison.Ordinal)
                        )
                        .Select(f => Path.GetRelativePath(folder, f))
                        .Order(StringComparer.Ordinal),
                ]
                : [""];
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Every_recorded_payload_is_understood(string file)
    {
        Assert.SkipWhen(file.Length == 0, "the recorded payloads are not there");
        var reading = Understand(await File.ReadAllBytesAsync(Path.Combine(Fixtures(), file)));
        var understood = Assert.IsType<WebhookReading.Understood>(reading);
        if (!file.Contains("issuelink", StringComparison.Ordinal))
        {
            var signal = Assert.Single(understood.Signals);
            Assert.True(long.TryParse(signal.ObjectId, out _));
            Assert.Equal(Side.Tracker, signal.Side);
        }
    }

    [Fact]
    public void The_signature_of_the_documents_is_authentic()
    {
        const string Signature = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";
        Assert.Equal(SignatureVerdict.Authentic, Verify("Hello World!", Signature));
        Assert.Equal(SignatureVerdict.Wrong, Verify("Hello World?", Signature));
    }

    [Fact]
    public void The_sender_names_the_method_of_the_signature()
    {
        var mac = HMACSHA512.HashData(Encoding.UTF8.GetBytes(Secret), "body"u8);
        Assert.Equal(SignatureVerdict.Authentic, Verify("body", "sha512=" + Convert.ToHexStringLower(mac)));
        Assert.Equal(SignatureVerdict.Wrong, Verify("body", "crc=" + Convert.ToHexStringLower(mac)));
    }

    [Theory]
    [InlineData("sha256=")]
    [InlineData("sha256=xyz")]
    [InlineData("sha256=abc")]
    [InlineData("nonsense")]
    [InlineData("=")]
    public void A_malformed_signature_is_wrong(string signature) =>
        Assert.Equal(SignatureVerdict.Wrong, Verify("body", signature));

    [Fact]
    public void No_signature_is_missing_and_no_secret_is_not_configured()
    {
        var request = new WebhookRequest(new Dictionary<string, string>(StringComparer.Ordinal), "{}"u8.ToArray());
        Assert.Equal(SignatureVerdict.Missing, JiraWebhook.Verify(request, Secret));
        Assert.Equal(SignatureVerdict.NotConfigured, JiraWebhook.Verify(request, null));
    }

    [Fact]
    public void An_updated_issue_states_its_version()
    {
        var signal = Signal(
            """
            {"webhookEvent":"jira:issue_updated","user":{"displayName":"Dana"},
             "issue":{"id":10007,"key":"S2-7","fields":{"updated":"2026-05-07T12:00:00.123+0530"}}}
            """
        );
        Assert.Equal("10007", signal.ObjectId);
        Assert.Equal(
            new DateTimeOffset(2026, 5, 7, 6, 30, 0, 123, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            signal.Version
        );
        Assert.Equal("issue_updated S2-7 by Dana", signal.What);
    }

    [Fact]
    public void A_comment_without_an_issue_is_known_by_its_address()
    {
        var signal = Signal(
            """
            {"webhookEvent":"comment_created",
             "comment":{"self":"http://host/rest/api/2/issue/10013/comment/10082","id":"10082"}}
            """
        );
        Assert.Equal("10013", signal.ObjectId);
        Assert.Null(signal.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"webhookEvent":7}""")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","issue":null}""")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","issue":{"id":{}}}""")]
    [InlineData("""{"webhookEvent":"comment_created","comment":"x"}""")]
    [InlineData("""{"webhookEvent":"jira:coffee_made"}""")]
    public void What_nobody_knows_is_not_understood(string body) =>
        Assert.IsType<WebhookReading.NotUnderstood>(Understand(Encoding.UTF8.GetBytes(body)));

    private static Signal Signal(string body) =>
        Assert.Single(Assert.IsType<WebhookReading.Understood>(Understand(Encoding.UTF8.GetBytes(body))).Signals);

    private static WebhookReading Understand(byte[] body) =>
        JiraWebhook.Understand(
            "jira",
            new WebhookRequest(new Dictionary<string, string>(StringComparer.Ordinal), body)
        );

    private static SignatureVerdict Verify(string body, string signature) =>
        JiraWebhook.Verify(
            new WebhookRequest(
                new Dictionary<string, string>(StringComparer.Ordinal) { ["x-hub-signature"] = signature },
                Encoding.UTF8.GetBytes(body)
            ),
            Secret
        );

    /// <summary>Beside the repository; a copy elsewhere has none.</summary>
    internal static string Fixtures()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bridge.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? "", "..", "shared", "fixtures", "jira");
    }
}
