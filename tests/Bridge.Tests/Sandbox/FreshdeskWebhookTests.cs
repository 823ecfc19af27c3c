using System.Collections.Concurrent;
using System.Text.Json;
using Bridge.Sandbox.Freshdesk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bridge.Tests.Sandbox;

public sealed class FreshdeskWebhookTests
{
    [Fact]
    public async Task The_simple_layout_wraps_underscored_keys()
    {
        await using var ear = await Ear.OpenAsync();
        await using var house = await FreshdeskHouse.OpenAsync();
        var headers = new Dictionary<string, string> { ["X-Webhook-Secret"] = "s3cret" };
        house.Server.Setup.AddWebhookRule(new FreshdeskWebhookRule("all", ear.Url) { Headers = headers });
        var ticket = house.Mail("He said \"no\"");
        await house.Server.Webhooks.IdleAsync();
        var (secret, body) = Assert.Single(ear.Heard);
        var wrapped = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("freshdesk_webhook");
        Assert.Equal("s3cret", secret);
        Assert.Equal(ticket.Id, wrapped.GetProperty("ticket_id").GetInt64());
        Assert.Equal("He said \"no\"", wrapped.GetProperty("ticket_subject").GetString());
        Assert.Equal("Open", wrapped.GetProperty("ticket_status").GetString());
        Assert.Equal("pat@acme.test", wrapped.GetProperty("ticket_contact_email").GetString());
        Assert.Equal("{ticket_action:created}", wrapped.GetProperty("triggered_event").GetString());
        Assert.Equal("", wrapped.GetProperty("ticket_group_name").GetString());
    }

    [Fact]
    public async Task The_advanced_layout_fills_the_admins_own_JSON_with_text()
    {
        await using var ear = await Ear.OpenAsync();
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Server.Setup.AddField("Severity", FreshdeskFieldType.Dropdown, ["S1"]);
        var layout = new FreshdeskWebhookLayout.Advanced(
            """{"id":"{{ticket.id}}","what":"{{triggered_event}}","sev":"{{ticket.cf_severity}}","note":"{{ticket.latest_private_comment}}","x":"{{ticket.unknown}}"}"""
        );
        house.Server.Setup.AddWebhookRule(
            new FreshdeskWebhookRule("notes", ear.Url) { On = FreshdeskRuleEvents.NoteAdded, Layout = layout }
        );
        var ticket = house.Mail();
        var agent = house.Server.AsAgent(house.Server.IntegrationAgent);
        agent.SetFields(ticket.Id, ("cf_severity", "S1"));
        await house.PostAsync($"tickets/{ticket.Id}/notes", """{"body":"say \"hi\""}""");
        await house.Server.Webhooks.IdleAsync();
        var json = JsonSerializer.Deserialize<JsonElement>(Assert.Single(ear.Heard).Body);
        Assert.Equal($"{ticket.Id}", json.GetProperty("id").GetString());
        Assert.Equal("{note_type:private}", json.GetProperty("what").GetString());
        Assert.Equal("S1", json.GetProperty("sev").GetString());
        Assert.Equal("Bridge Integration : <div>say &quot;hi&quot;</div>", json.GetProperty("note").GetString());
        Assert.Equal("", json.GetProperty("x").GetString());
    }

    [Fact]
    public async Task Only_the_first_matching_change_is_told()
    {
        await using var ear = await Ear.OpenAsync();
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        var layout = new FreshdeskWebhookLayout.Simple(["triggered_event"]);
        house.Server.Setup.AddWebhookRule(new FreshdeskWebhookRule("any", ear.Url) { Layout = layout });
        house.Server.Setup.AddWebhookRule(
            new FreshdeskWebhookRule("priority", ear.Url) { Layout = layout, Fields = ["priority"] }
        );
        await house.PutAsync($"tickets/{ticket.Id}", """{"priority":3,"status":4}""");
        await house.PutAsync($"tickets/{ticket.Id}", """{"status":5}""");
        await house.Server.Webhooks.IdleAsync();
        Assert.Equal(
            [
                """{"freshdesk_webhook":{"triggered_event":"{priority:{from:1,to:3}}"}}""",
                """{"freshdesk_webhook":{"triggered_event":"{status:{from:2,to:4}}"}}""",
                """{"freshdesk_webhook":{"triggered_event":"{status:{from:4,to:5}}"}}""",
            ],
            ear.Heard.Select(h => h.Body).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task The_performer_filter_can_name_agents_but_API_writes_count_as_their_agent()
    {
        await using var ear = await Ear.OpenAsync();
        await using var house = await FreshdeskHouse.OpenAsync();
        var rita = house.Server.Setup.AddAgent("Rita", "rita@support.example.com");
        var layout = new FreshdeskWebhookLayout.Simple(["ticket.priority"]);
        house.Server.Setup.AddWebhookRule(
            new FreshdeskWebhookRule("rita", ear.Url)
            {
                Performer = FreshdeskPerformer.Agent,
                Members = [rita.Id],
                Layout = layout,
            }
        );
        var ticket = house.Mail();
        await house.PutAsync($"tickets/{ticket.Id}", """{"priority":2}""");
        house.Server.AsCustomer("pat@acme.test").Reply(ticket.Id, "hello");
        house.Server.AsAgent(rita).SetPriority(ticket.Id, 4);
        await house.Server.Webhooks.IdleAsync();
        Assert.Equal("""{"freshdesk_webhook":{"ticket_priority":"Urgent"}}""", Assert.Single(ear.Heard).Body);
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_until_the_waits_are_used_up()
    {
        await using var ear = await Ear.OpenAsync(failures: 2);
        await using var server = new FreshdeskServer(
            TimeProvider.System,
            new FreshdeskOptions { WebhookRetries = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)] }
        );
        server.Setup.AddWebhookRule(new FreshdeskWebhookRule("all", ear.Url));
        server.AsCustomer("pat@acme.test").CreateTicket("s", "d");
        await server.Webhooks.IdleAsync();
        Assert.Equal([500, 500, 200], server.Webhooks.Attempts.Select(a => a.Status));
    }

    [Fact]
    public async Task A_condition_and_the_deletion_event_decide_what_fires()
    {
        await using var ear = await Ear.OpenAsync();
        await using var house = await FreshdeskHouse.OpenAsync();
        var layout = new FreshdeskWebhookLayout.Simple(["triggered_event"]);
        house.Server.Setup.AddWebhookRule(
            new FreshdeskWebhookRule("gone", ear.Url)
            {
                On = FreshdeskRuleEvents.TicketDeleted,
                Condition = t => t.Subject == "yes",
                Layout = layout,
            }
        );
        var agent = house.Server.AsAgent(house.Server.IntegrationAgent);
        agent.Delete(house.Mail("no").Id);
        agent.Delete(house.Mail("yes").Id);
        await house.Server.Webhooks.IdleAsync();
        Assert.Contains("{ticket_action:deleted}", Assert.Single(ear.Heard).Body);
    }

    /// <summary>Hears webhooks on a loopback port.</summary>
    private sealed class Ear : IAsyncDisposable
    {
        private readonly WebApplication app;
        private int failures;

        private Ear(WebApplication app, int failures)
        {
            this.app = app;
            this.failures = failures;
        }

        public ConcurrentQueue<(string Secret, string Body)> Heard { get; } = new();

        public Uri Url => new(this.app.Urls.First() + "/hook");

        public static async Task<Ear> OpenAsync(int failures = 0)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var host = builder.Build();
            host.Urls.Add("http://127.0.0.1:0");
            var ear = new Ear(host, failures);
            host.Run(ear.HearAsync);
            await host.StartAsync();
            return ear;
        }

        public ValueTask DisposeAsync() => this.app.DisposeAsync();

        private async Task HearAsync(HttpContext context)
        {
            if (this.failures-- > 0)
            {
                context.Response.StatusCode = 500;
                return;
            }

            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            this.Heard.Enqueue((context.Request.Headers["X-Webhook-Secret"].ToString(), body));
        }
    }
}
