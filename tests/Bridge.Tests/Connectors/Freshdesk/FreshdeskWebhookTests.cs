using System.Text;
using Bridge.Connectors;
using Bridge.Connectors.Freshdesk;
using Bridge.Core.Model;
using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskWebhookTests
{
    [Theory]
    [InlineData("open sesame", "open sesame", SignatureVerdict.Authentic)]
    [InlineData("open sesame", "open sesamE", SignatureVerdict.Wrong)]
    [InlineData("open sesame", "open", SignatureVerdict.Wrong)]
    [InlineData("open sesame", null, SignatureVerdict.Missing)]
    [InlineData("open sesame", "", SignatureVerdict.Missing)]
    [InlineData(null, "open sesame", SignatureVerdict.NotConfigured)]
    [InlineData("", "", SignatureVerdict.NotConfigured)]
    public void The_secret_header_proves_the_sender(string? configured, string? given, SignatureVerdict verdict)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (given is not null)
        {
            headers["x-bridge-secret"] = given;
        }

        Assert.Equal(verdict, FreshdeskWebhook.Verify(new WebhookRequest(headers, default), configured));
    }

    [Theory]
    [InlineData(
        """{"freshdesk_webhook":{"ticket_id":11,"triggered_event":"{status:{from:4,to:6}}"}}""",
        "status from 4 to 6"
    )]
    [InlineData(
        """{"freshdesk_webhook":{"ticket_id":"11","triggered_event":"{note_type:private}"}}""",
        "note_type private"
    )]
    [InlineData("""{"freshdesk_webhook":{"ticket_id":"INC-11","triggered_event":""}}""", "webhook")]
    [InlineData("""{"ticket_id":"11","triggered_event":"{ticket_action:created}"}""", "ticket_action created")]
    [InlineData("""{"id":"0011"}""", "webhook")]
    [InlineData("""{"ticket":{"id":11}}""", "webhook")]
    [InlineData("""{"subject":"x","url":"https://a.freshdesk.com/a/tickets/11"}""", "webhook")]
    [InlineData(
        """{"event":"onConversationCreate","data":{"conversation":{"id":5,"ticket_id":11}}}""",
        "onConversationCreate"
    )]
    [InlineData(
        """{"data":{"ticket":{"id":11,"changes":{"status":[2,3],"type":[null,"Bug"]}}}}""",
        "ticket changed: status, type"
    )]
    [InlineData(
        """{"ticket_id": 11, "agent": a@b.com, "triggered_event": {priority:{from:3,to:}}}""",
        "priority from 3 to nothing"
    )]
    [InlineData("""{"ticket_id": INC-11, "by": }""", "webhook")]
    [InlineData("ticket_id=11&status=Open", "webhook")]
    [InlineData("<freshdesk_webhook><ticket_id>11</ticket_id></freshdesk_webhook>", "webhook")]
    [InlineData("""{"ticket_id":"11","subject":"\ud800"}""", "webhook")]
    [InlineData("""{"triggered_event":"\ud800","ticket_id":"11"}""", "webhook")]
    public void The_ticket_is_found_in_every_layout(string body, string what)
    {
        var read = Assert.IsType<WebhookReading.Understood>(Understand(body));

        Assert.Equal(
            new Signal(SignalSource.Webhook, "desk", Side.Helpdesk, "11", null, what),
            Assert.Single(read.Signals)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"freshdesk_webhook\":{}}")]
    [InlineData("{\"data\":{}}")]
    [InlineData("{\"ticket_id\":\"\"}")]
    [InlineData("no json at all")]
    public void What_names_no_ticket_is_not_understood(string body)
    {
        var read = Assert.IsType<WebhookReading.NotUnderstood>(Understand(body));

        Assert.NotEqual("", read.Reason);
    }

    [Fact]
    public async Task What_the_rules_of_an_account_send_is_understood()
    {
        await using var desk = await Desk.StartAsync(new FreshdeskOptions { WebhookRetries = [] });
        var nowhere = new Uri("http://127.0.0.1:1/webhooks/desk");
        const string Unquoted =
            """{"ticket_id": {{ticket.id}}, "event": {{triggered_event}}, "by": {{ticket.agent.email}}}""";
        desk.Server.Setup.AddWebhookRule(new FreshdeskWebhookRule("simple", nowhere));
        desk.Server.Setup.AddWebhookRule(
            new FreshdeskWebhookRule("advanced", nowhere) { Layout = new FreshdeskWebhookLayout.Advanced(Unquoted) }
        );
        var id = desk.NewTicket();
        desk.Server.AsAgent(desk.Ana).SetStatus(id, 6);
        desk.Server.AsAgent(desk.Ana).PrivateNote(id, "<p>See ticket_id: 9</p>");
        await desk.Server.Webhooks.IdleAsync();

        var told = desk.Server.Webhooks.Attempts.Select(a => Understand(a.Body)).ToArray();

        Assert.Equal(6, told.Length);
        Assert.All(
            told,
            t => Assert.Equal(Desk.Text(id), Assert.IsType<WebhookReading.Understood>(t).Signals.Single().ObjectId)
        );
    }

    [Fact]
    public void A_contact_event_concerns_no_ticket()
    {
        var read = Assert.IsType<WebhookReading.Understood>(Understand("""{"data":{"contact":{"id":2}}}"""));

        Assert.Empty(read.Signals);
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var chance = new Random(7);
        var seed = Encoding.UTF8.GetBytes(
            """{"freshdesk_webhook":{"ticket_id":"11","triggered_event":"{a:{from:1,to:2}}"}}"""
        );
        for (var i = 0; i < 2000; i++)
        {
            var bytes = seed.ToArray();
            for (var n = chance.Next(12); n >= 0; n--)
            {
                bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            }

            Assert.NotNull(Understand(bytes.AsMemory(0, chance.Next(bytes.Length + 1))));
        }
    }

    private static WebhookReading Understand(string body) => Understand(Encoding.UTF8.GetBytes(body));

    private static WebhookReading Understand(ReadOnlyMemory<byte> body) =>
        FreshdeskWebhook.Understand(
            new WebhookRequest(new Dictionary<string, string>(StringComparer.Ordinal), body),
            "desk"
        );
}
