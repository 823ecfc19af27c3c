using System.Text;
using System.Text.Json;
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
        Assert.Equal(
            SignatureVerdict.Authentic,
            ClickUpWebhook.Verify(Request(Known, signature), ClickUpSecrets.Split(secrets))
        );

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
        Assert.Equal(
            SignatureVerdict.NotConfigured,
            ClickUpWebhook.Verify(Request(Known, "00"), ClickUpSecrets.Split(" , "))
        );
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
            var signal = Assert.Single(Assert.IsType<WebhookReading.Understood>(reading).Signals);
            using var recorded = JsonDocument.Parse(body);
            Assert.Equal(recorded.RootElement.GetProperty("task_id").GetString(), signal.ObjectId);
            Assert.StartsWith(
                recorded.RootElement.GetProperty("event").GetString()!,
                signal.What,
                StringComparison.Ordinal
            );
            var items = recorded.RootElement.TryGetProperty("history_items", out var history) ? history : default;
            foreach (var item in items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().ToArray() : [])
            {
                var field = item.TryGetProperty("custom_field", out var custom)
                    ? custom.GetProperty("name").GetString()!
                    : item.GetProperty("field").GetString()!;
                Assert.Contains(field, signal.What, StringComparison.Ordinal);
                Assert.Contains(
                    item.GetProperty("user").GetProperty("username").GetString()!,
                    signal.What,
                    StringComparison.Ordinal
                );
            }
        }
        else if (file is "docs.webhook.listDeleted.json" or "docs.webhook.spaceUpdated.json")
        {
            Assert.Empty(Assert.IsType<WebhookReading.Understood>(reading).Signals);
        }
    }

    [Fact]
    public void The_specific_event_and_its_twin_tell_of_the_same_change()
    {
        var item = """{"id":"28","field":"status","after":{"status":"fixing"},"user":{"id":7}}""";
        var first = Keys(
            $$"""{"event":"taskStatusUpdated","task_id":"c0j","webhook_id":"a","history_items":[{{item}}]}"""
        );
        var twin = Keys($$"""{"event":"taskUpdated","task_id":"c0j","webhook_id":"b","history_items":[{{item}}]}""");
        Assert.Equal(Assert.Single(first), Assert.Single(twin));
        Assert.NotEqual(
            first,
            Keys(
                $$"""{"event":"x","task_id":"c0j","history_items":[{{item.Replace("fixing", "done", StringComparison.Ordinal)}}]}"""
            )
        );
    }

    [Theory]
    [InlineData("""{"event":"taskDeleted","task_id":"x","history_items":[]}""")]
    [InlineData(
        """{"event":"taskUpdated","task_id":"x","history_items":[{"id":"1","field":"name"},{"field":"tag"}]}"""
    )]
    [InlineData(
        """{"event":"taskCommentUpdated","task_id":"x","history_items":[{"id":"1","field":"comment","after":"9"}]}"""
    )]
    public void Deletions_edits_of_comments_and_items_without_id_always_count(string body) => Assert.Empty(Keys(body));

    [Fact]
    public void A_comment_edit_that_reuses_the_id_and_date_of_its_posting_is_heard()
    {
        var posted = Path.Combine(Fixtures(), "docs.webhook.taskCommentPosted.json");
        var edited = Path.Combine(Fixtures(), "docs.webhook.taskCommentUpdated.json");
        Assert.SkipUnless(File.Exists(posted), "the recorded payloads are not beside the repository");
        Assert.Empty(Keys(File.ReadAllText(posted)));
        Assert.Equal("taskCommentUpdated comment by Person 5753", Single(File.ReadAllText(edited)).What);
    }

    private static System.Collections.Immutable.ImmutableArray<string> Keys(string body) =>
        Assert.IsType<WebhookReading.Understood>(ClickUpWebhook.Understand("clickup", Request(body, null))).Keys;

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
