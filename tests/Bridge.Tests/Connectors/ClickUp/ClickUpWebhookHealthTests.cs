using System.Text;
using Bridge.Connectors;
using Bridge.Connectors.ClickUp;
using Bridge.Sandbox.Hosting;
using Bridge.Tests.Sandbox.ClickUp;

namespace Bridge.Tests.Connectors.ClickUp;

/// <summary>The webhook of a connection: registered, watched and brought back to life.</summary>
public sealed class ClickUpWebhookHealthTests
{
    [Fact]
    public async Task A_missing_webhook_is_registered_once_and_its_secret_verifies_at_once_on_every_node()
    {
        await using var receiver = await ClickUpReceiver.OpenAsync();
        var memory = new LocalWebhookMemory();
        await using var rig = await ClickUpRig.StartAsync(set: o => o.WebhookSecret = null, memory: memory);
        var address = new Uri(receiver.Url);
        var missing = await rig.Connector.LookAsync(address, ClickUpRig.None);
        Assert.Equal((WebhookCondition.Missing, false), (missing.Condition, missing.ByBridge));
        Assert.Contains("doctor --fix", missing.Cure, StringComparison.Ordinal);

        var made = await rig.Connector.MendAsync(address, ClickUpRig.None);
        Assert.Equal((WebhookCondition.Healthy, true, true), (made.Condition, made.Mended, made.ByBridge));
        Assert.False((await rig.Connector.MendAsync(address, ClickUpRig.None)).Mended);
        Assert.Single(rig.Server.GetWebhooks());

        rig.Task();
        await rig.Server.Webhooks.IdleAsync();
        var delivery = Assert.IsType<Delivery>(receiver.All[0]);
        using var other = OtherNode(rig, memory);
        Assert.Equal(SignatureVerdict.NotConfigured, other.Verify(Request(delivery)));
        Assert.True(await other.LearnAsync(ClickUpRig.None));
        Assert.Equal(SignatureVerdict.Authentic, other.Verify(Request(delivery)));
        Assert.Equal(SignatureVerdict.Authentic, rig.Connector.Verify(Request(delivery)));
    }

    [Fact]
    public async Task A_secret_of_the_settings_stays_valid_beside_those_that_were_learned()
    {
        var memory = new LocalWebhookMemory();
        await memory.KeepAsync("clickup", new OwnWebhook("w", "https://bridge.example", "learned"), ClickUpRig.None);
        await using var rig = await ClickUpRig.StartAsync(memory: memory);
        await rig.Connector.LearnAsync(ClickUpRig.None);
        foreach (var secret in new[] { "first", "second", "learned" })
        {
            Assert.Equal(SignatureVerdict.Authentic, rig.Connector.Verify(Request("{}", secret)));
        }

        Assert.Equal(SignatureVerdict.Wrong, rig.Connector.Verify(Request("{}", "third")));
        Assert.DoesNotContain(
            "learned",
            (await memory.OwnAsync("clickup", default))[0].ToString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(401)]
    [InlineData(410)]
    public async Task A_suspended_webhook_is_seen_and_woken(int status)
    {
        await using var receiver = await ClickUpReceiver.OpenAsync();
        await using var rig = await ClickUpRig.StartAsync();
        var address = new Uri(receiver.Url);
        await rig.Connector.MendAsync(address, ClickUpRig.None);
        receiver.Answer = () => status;
        rig.Task();
        await rig.Server.Webhooks.IdleAsync();

        var look = await rig.Connector.LookAsync(address, ClickUpRig.None);
        Assert.Equal((WebhookCondition.Suspended, true), (look.Condition, look.ByBridge));
        Assert.Contains("answers 2xx within 7 seconds", look.Cure, StringComparison.Ordinal);

        var woken = await rig.Connector.MendAsync(address, ClickUpRig.None);
        Assert.Equal((WebhookCondition.Healthy, true), (woken.Condition, woken.Mended));
        Assert.Equal("active", Assert.Single(rig.Server.GetWebhooks()).Status);
    }

    [Fact]
    public async Task Failing_deliveries_are_told_with_their_count()
    {
        await using var receiver = await ClickUpReceiver.OpenAsync();
        await using var rig = await ClickUpRig.StartAsync(clickUp: new() { WebhookRetryWaits = [] });
        var address = new Uri(receiver.Url);
        await rig.Connector.MendAsync(address, ClickUpRig.None);
        receiver.Answer = static () => 503;
        rig.Task();
        await rig.Server.Webhooks.IdleAsync();

        var look = await rig.Connector.LookAsync(address, ClickUpRig.None);
        Assert.Equal(WebhookCondition.Failing, look.Condition);
        Assert.Equal(3, look.FailCount);
        Assert.Contains("gives it up at 100", look.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_without_the_events_that_the_bridge_must_hear_is_given_them()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var address = new Uri("https://bridge.example/webhooks/clickup");
        await rig.RegisterAsync(address, """["taskTagUpdated","taskCreated"]""");

        var look = await rig.Connector.LookAsync(address, ClickUpRig.None);
        Assert.Equal((WebhookCondition.WrongEvents, false), (look.Condition, look.ByBridge));
        Assert.Contains("taskCommentUpdated", look.Words, StringComparison.Ordinal);

        Assert.Equal(WebhookCondition.Healthy, (await rig.Connector.MendAsync(address, ClickUpRig.None)).Condition);
        var events = Assert.Single(rig.Server.GetWebhooks()).Events;
        Assert.Contains("taskTagUpdated", events);
        Assert.Contains("taskMoved", events);
    }

    [Fact]
    public async Task A_bound_list_that_no_webhook_tells_of_gets_one()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var address = new Uri("https://bridge.example/webhooks/clickup");
        var other = rig.Server.AddList(rig.Space, "Other");
        await rig.RegisterAsync(address, "\"*\"", $",\"list_id\":{other.Id}");

        var look = await rig.Connector.LookAsync(address, ClickUpRig.None);
        Assert.Equal(WebhookCondition.Missing, look.Condition);
        Assert.Contains(rig.List, look.Words, StringComparison.Ordinal);

        Assert.Equal(WebhookCondition.Healthy, (await rig.Connector.MendAsync(address, ClickUpRig.None)).Condition);
        Assert.Equal(2, rig.Server.GetWebhooks().Count);
    }

    [Fact]
    public async Task When_the_bridge_has_moved_its_own_webhook_follows_it()
    {
        await using var rig = await ClickUpRig.StartAsync(memory: new LocalWebhookMemory());
        await rig.Connector.MendAsync(new Uri("https://old.example/webhooks/clickup"), ClickUpRig.None);
        var address = new Uri("https://new.example/webhooks/clickup");

        var look = await rig.Connector.LookAsync(address, ClickUpRig.None);
        Assert.Equal((WebhookCondition.Missing, true), (look.Condition, look.ByBridge));
        Assert.Contains("https://old.example", look.Words, StringComparison.Ordinal);

        await rig.Connector.MendAsync(address, ClickUpRig.None);
        Assert.Equal(address.AbsoluteUri, Assert.Single(rig.Server.GetWebhooks()).Endpoint);
    }

    [Fact]
    public async Task One_that_somebody_else_made_first_is_no_failure()
    {
        await using var rig = await ClickUpRig.StartAsync();
        var address = new Uri("https://bridge.example/webhooks/clickup");
        await rig.RegisterAsync(address, "\"*\"");
        rig.Server.Faults.Next(new Fault.Answer(200, """{"webhooks":[]}"""), "GET", "/webhook");
        var mended = await rig.Connector.MendAsync(address, ClickUpRig.None);
        Assert.Equal((WebhookCondition.Healthy, false), (mended.Condition, mended.Mended));
        Assert.Single(rig.Server.GetWebhooks());
    }

    [Fact]
    public async Task A_dead_token_cannot_tell_and_says_what_to_check()
    {
        await using var rig = await ClickUpRig.StartAsync();
        rig.Server.RevokeToken(rig.Server.Options.Token);
        var look = await rig.Connector.LookAsync(new Uri("https://bridge.example/x"), ClickUpRig.None);
        Assert.Equal(WebhookCondition.CannotTell, look.Condition);
        Assert.Equal("Check Token and WorkspaceId", look.Cure);
    }

    [Theory]
    [InlineData("https://bridge.example.com/", "https://bridge.example.com/webhooks/clickup")]
    [InlineData("https://bridge.example.com/sub", "https://bridge.example.com/sub/webhooks/clickup")]
    [InlineData(null, null)]
    [InlineData("bridge", null)]
    public void The_address_is_the_public_one_and_the_connections_name(string? publicUrl, string? address) =>
        Assert.Equal(address, WebhookAddress.Of(publicUrl, "clickup")?.AbsoluteUri);

    private static ClickUpConnector OtherNode(ClickUpRig rig, IWebhookMemory memory) =>
        new(
            "clickup",
            rig.Options,
            new HttpClient(),
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            memory: memory
        );

    private static WebhookRequest Request(Delivery delivery) =>
        new(new Dictionary<string, string> { ["x-signature"] = delivery.Signature }, delivery.Body);

    private static WebhookRequest Request(string body, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var signature = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes);
        return new WebhookRequest(
            new Dictionary<string, string> { ["x-signature"] = Convert.ToHexStringLower(signature) },
            bytes
        );
    }
}
