using System.Text;
using Bridge.Connectors;
using Bridge.Connectors.ClickUp;
using Bridge.Core.Model;

namespace Bridge.Tests.Connectors.ClickUp;

public sealed class ClickUpWebhookTests
{
    private const string Known =
        """{"webhook_id":"7689a169-a000-4985-8676-6902b96d6627","event":"taskCreated","task_id":"c0j"}""";

    public static TheoryData<string> Recorded()
    {
        var files = Directory.Exists(Fixtures()) ? Directory.GetFiles(Fixtures(), "*.json") : [];
        return [.. files.Select(f => Path.GetFileName(f)).DefaultIfEmpty("none.json").Order()];
    }

    [Theory]
    [InlineData("secret", "4830bf524f6e29a3e8da953936c6f21c1fea2b9669b825d3e1be293ef3416c8c")]
    [InlineData("other,secret", "4830bf524f6e29a3e8da953936c6f21c1fea2b9669b825d3e1be293ef3416c8c")]
    [InlineData(" secret , other", "4830BF524F6E29A3E8DA953936C6F21C1FEA2B9669B825D3E1BE293EF3416C8C")]
    public void A_signature_by_any_of_the_secrets_is_authentic(string secrets, string signature) =>
        Assert.Equal(SignatureVerdict.Authentic, ClickUpWebhook.Verify(Request(Known, signature), ClickUpSecrets.Split(secrets)));

    [Theory]
    [InlineData("4830bf524f6e29a3e8da953936c6f21c1fea2b9669b825d3e1be293ef3416c8d")]
    [InlineData("zz30bf524f6e29a3e8da953936c6f21c1fea2b9669b825d3e1be293ef3416c8c")]
    [InlineData("483")]
    [InlineData("４830bf524f6e29a3e8da953936c6f21c1fea2b9669b825d3e1be293ef3416c8c")]
    public void Any_other_signature_is_wrong(string signature) =>
        Assert.Equal(SignatureVerdict.Wrong, ClickUpWebhook.Verify(Request(Known, signature), ["secret"]));

    [Fact]
    public void No_signature_is_missing_and_no_secret_is_not_configured()
    {
        Assert.Equal(SignatureVerdict.Missing, ClickUpWebhook.Verify(Request(Known, null), ["secret"]));
        Assert.Equal(SignatureVerdict.NotConfigured, ClickUpWebhook.Verify(Request(Known, "00"), ClickUpSecrets.Split(" , ")));
    }

    [Fact]
    public void A_signal_says_what_happened_and_by_whom()
    {
        var signal = Single(
            """
            {"event":"taskUpdated","task_id":"c0j","history_items":[
              {"field":"custom_field","custom_field":{"name":"Severity"},"user":{"id":7,"username":"Dana","email":"d@x.example"}},
              {"field":"status","user":{"id":7,"username":"Dana","email":"d@x.example"}}]}
            """
        );
        Assert.Equal("taskUpdated Severity, status by Dana", signal.What);
        Assert.Equal(("c0j", null), (signal.ObjectId, signal.Version));
    }

    [Fact]
    public void An_email_address_is_not_shown()
    {
        var signal = Single(
            """{"event":"taskUpdated","task_id":"c0j","history_items":[{"user":{"id":7,"username":"d@x.example"}}]}"""
        );
        Assert.Equal("taskUpdated by user 7", signal.What);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"event\":7}")]
    [InlineData("{\"event\":\"taskUpdated\"}")]
    [InlineData("{\"event\":\"taskUpdated\",\"task_id\":{}}")]
    [InlineData("{\"event\":\"taskUpdated\",\"task_id\":\"\\ud800\"}")]
    [InlineData("{\"trigger_id\":\"x\",\"payload\":{}}")]
    [InlineData("{\"event\":\"taskUpd")]
    public void What_makes_no_sense_is_kept_with_a_reason(string body)
    {
        var reading = ClickUpWebhook.Understand("clickup", Request(body, null));
        Assert.NotEmpty(Assert.IsType<WebhookReading.NotUnderstood>(reading).Reason);
    }

    [Theory]
    [InlineData("""{"event":"taskUpdated","task_id":"x","history_items":7}""")]
    [InlineData("""{"event":"taskUpdated","task_id":"x","history_items":[1,null,{"user":3,"custom_field":[]}]}""")]
    [InlineData("""{"event":"taskDeleted","task_id":"x"}""")]
    public void Odd_histories_do_no_harm(string body) => Assert.Equal("x", Single(body).ObjectId);

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Recorded_payloads_are_understood(string file)
    {
        var path = Path.Combine(Fixtures(), file);
        Assert.SkipUnless(File.Exists(path), "the recorded payloads are not beside the repository");
        var body = File.ReadAllText(path);
        var reading = ClickUpWebhook.Understand("clickup", Request(body, null));
        if (file.StartsWith("docs.webhook.task", StringComparison.Ordinal))
        {
            Assert.Single(Assert.IsType<WebhookReading.Understood>(reading).Signals);
        }
        else if (file is "docs.webhook.listDeleted.json" or "docs.webhook.spaceUpdated.json")
        {
            Assert.Empty(Assert.IsType<WebhookReading.Understood>(reading).Signals);
        }
    }

    private static Signal Single(string body) =>
        Assert.Single(
            Assert.IsType<WebhookReading.Understood>(ClickUpWebhook.Understand("clickup", Request(body, null))).Signals
        );

    private static WebhookRequest Request(string body, string? signature)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (signature is not null)
        {
            headers["x-signature"] = signature;
        }

        return new WebhookRequest(headers, Encoding.UTF8.GetBytes(body));
    }

    internal static string Fixtures()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bridge.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? ".", "..", "shared", "fixtures", "clickup");
    }
}
