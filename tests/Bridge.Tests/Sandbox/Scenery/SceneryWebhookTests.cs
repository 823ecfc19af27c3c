using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Bridge.Sandbox.Hosting;
using Bridge.Sandbox.Scenery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bridge.Tests.Sandbox.Scenery;

public sealed class SceneryWebhookTests
{
    [Fact]
    public async Task Freshdesk_tells_of_tickets_changes_notes_and_replies_with_the_secret()
    {
        await using var bridge = await Listener.OpenAsync();
        await using var city = await ConnectedAsync(bridge.Url);
        var ticket = city.Customers.Carol.ByMail.CreateTicket("It broke", "<p>Please help</p>");
        city.Agents.Dana.InFreshdesk.SetStatus(ticket.Id, city.HelpDesk.Status("Elevating"));
        city.Agents.Dana.InFreshdesk.SetFields(ticket.Id, (city.HelpDesk.Field("Severity"), "S2 - Major"));
        city.Agents.Dana.InFreshdesk.PrivateNote(ticket.Id, "<p>Looks bad</p>");
        city.Customers.Carol.ByMail.Reply(ticket.Id, "<p>Any news?</p>");
        await city.Freshdesk.Webhooks.IdleAsync();

        var heard = bridge.At("/webhooks/freshdesk");
        Assert.Equal(5, heard.Count);
        Assert.All(
            heard,
            hook =>
            {
                Assert.Equal(city.FreshdeskSecret, hook.Headers["X-Bridge-Secret"]);
                Assert.Equal($"{ticket.Id}", (string?)hook.Json["ticket_id"]);
                Assert.NotEmpty((string?)hook.Json["event"] ?? "");
            }
        );
    }

    [Fact]
    public async Task Jira_signs_what_it_sends()
    {
        await using var bridge = await Listener.OpenAsync();
        await using var city = await ConnectedAsync(bridge.Url);
        var issue = city.Engineers.Eve.InJira.Create(S2Project.Key, S2Project.IssueType, "It broke");
        city.Engineers.Eve.InJira.Comment(issue, "Found it");
        await city.Jira.Webhooks.IdleAsync();

        var heard = bridge.At("/webhooks/jira");
        Assert.Equal(
            ["comment_created", "jira:issue_created"],
            heard.Select(h => (string)h.Json["webhookEvent"]!).Order()
        );
        Assert.All(
            heard,
            hook => Assert.Equal("sha256=" + hook.Signed(city.JiraSecret), hook.Headers["X-Hub-Signature"])
        );
    }

    [Fact]
    public async Task ClickUp_signs_with_the_secret_that_it_made()
    {
        await using var bridge = await Listener.OpenAsync();
        await using var city = await ConnectedAsync(bridge.Url);
        city.Engineers.Eve.InClickUp.CreateTask(Level2List.Id, "It broke");
        await city.ClickUp.Webhooks.IdleAsync();

        var heard = bridge.At("/webhooks/clickup");
        Assert.Contains(heard, h => (string?)h.Json["event"] == "taskCreated");
        Assert.All(heard, hook => Assert.Equal(hook.Signed(city.ClickUpSecret!), hook.Headers["X-Signature"]));
        Assert.Equal(city.ClickUpSecret, city.Settings()["Bridge:Connections:clickup:WebhookSecret"]);
    }

    [Fact]
    public async Task Webhooks_are_connected_before_the_bridge_runs()
    {
        await using var city = await ConnectedAsync(new Uri("http://127.0.0.1:9/"));

        Assert.Equal("http://127.0.0.1:9/webhooks/clickup", Assert.Single(city.ClickUp.GetWebhooks()).Endpoint);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            city.ConnectWebhooksAsync(new Uri("http://127.0.0.1:9"))
        );
    }

    [Fact]
    public async Task Only_the_last_10_000_attempts_are_kept()
    {
        await using var sender = new WebhookSender(
            TimeProvider.System,
            TimeSpan.FromSeconds(20),
            [.. Enumerable.Repeat(TimeSpan.Zero, 10_004)],
            static _ => true
        );
        await using var bridge = await Listener.OpenAsync(StatusCodes.Status503ServiceUnavailable);
        sender.Send(new WebhookDelivery(bridge.Url, [], new Dictionary<string, string>()));
        await sender.IdleAsync();

        Assert.Equal(10_000, sender.Attempts.Count);
        Assert.Equal(5, sender.Attempts[0].Number);
    }

    private static async Task<SandboxCity> ConnectedAsync(Uri bridge)
    {
        var city = await SandboxCity.StartAsync(TimeProvider.System);
        await city.ConnectWebhooksAsync(bridge);
        return city;
    }

    private sealed record Heard(string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonObject Json => JsonNode.Parse(this.Body)!.AsObject();

        public string Signed(string secret) =>
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), this.Body));
    }

    /// <summary>Stands where the bridge will be.</summary>
    private sealed class Listener(WebApplication app, int answer) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<Heard> heard = new();

        public Uri Url => new(app.Urls.First());

        public static async Task<Listener> OpenAsync(int answer = StatusCodes.Status202Accepted)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(static k => k.Listen(System.Net.IPAddress.Loopback, 0));
            var app = builder.Build();
            var listener = new Listener(app, answer);
            app.Run(listener.TakeAsync);
            await app.StartAsync();
            return listener;
        }

        public IReadOnlyList<Heard> At(string path) => [.. this.heard.Where(h => h.Path == path)];

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        private async Task TakeAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var headers = context.Request.Headers.ToDictionary(
                h => h.Key,
                h => h.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            );
            this.heard.Enqueue(new Heard(context.Request.Path, body.ToArray(), headers));
            context.Response.StatusCode = answer;
        }
    }
}
