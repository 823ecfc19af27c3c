using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Bridge.Sandbox.Jira;

namespace Bridge.Tests.Sandbox;

public sealed class JiraWebhookTests
{
    private const string Secret = "It's a Secret to Everybody";

    [Fact]
    public async Task Signs_the_raw_bytes_and_names_the_delivery()
    {
        await using var site = await JiraSite.StartAsync();
        await using var listener = new Listener();
        site.Server.Setup.Webhook(listener.Url, Secret);

        site.Person.Create("S2", "Bug", "One");
        await site.Server.Webhooks.IdleAsync();

        var call = Assert.Single(listener.Calls);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(call.Body));
        Assert.Equal("sha256=" + Convert.ToHexStringLower(hash), call.Headers["X-Hub-Signature"]);
        Assert.NotEmpty(call.Headers["X-Atlassian-Webhook-Identifier"]!);
        Assert.Equal("Primary", call.Headers["X-Atlassian-Webhook-Flow"]);
        Assert.Null(call.Headers["X-Atlassian-Webhook-Retry"]);
    }

    [Fact]
    public async Task Creation_carries_a_changelog_and_the_version_2_issue()
    {
        await using var site = await JiraSite.StartAsync();
        await using var listener = new Listener();
        site.Server.Setup.Webhook(listener.Url);

        site.Person.Create("S2", "Bug", "One", "Plain text");
        await site.Server.Webhooks.IdleAsync();

        var body = JsonNode.Parse(Assert.Single(listener.Calls).Body)!;
        Assert.Equal("jira:issue_created", (string?)body["webhookEvent"]);
        Assert.Equal("issue_created", (string?)body["issue_event_type_name"]);
        Assert.Equal("Plain text", (string?)body["issue"]!["fields"]!["description"]);
        Assert.Contains("/rest/api/2/issue/", (string?)body["issue"]!["self"], StringComparison.Ordinal);
        Assert.Equal(
            ["description", "priority", "reporter", "Status", "summary"],
            body["changelog"]!["items"]!.AsArray().Select(i => (string)i!["field"]!)
        );
        Assert.Equal(site.Engineer.AccountId, (string?)body["user"]!["accountId"]);
    }

    [Fact]
    public async Task A_transition_is_generic_and_a_deletion_has_no_changelog()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        await using var listener = new Listener();
        site.Server.Setup.Webhook(listener.Url);

        site.Person.Transition("S2-1", "Classify");
        await site.Server.Webhooks.IdleAsync();
        site.Person.Delete("S2-1");
        await site.Server.Webhooks.IdleAsync();

        var bodies = listener.Calls.Select(c => JsonNode.Parse(c.Body)!).ToList();
        Assert.Equal("issue_generic", (string?)bodies[0]["issue_event_type_name"]);
        Assert.Equal("Classification", (string?)bodies[0]["changelog"]!["items"]![0]!["toString"]);
        Assert.Equal(["timestamp", "webhookEvent", "user", "issue"], bodies[1].AsObject().Select(m => m.Key));
    }

    [Fact]
    public async Task A_comment_event_has_no_user_and_six_fields()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        await using var listener = new Listener();
        site.Server.Setup.Webhook(listener.Url);

        site.Person.Comment("S2-1", "Hello");
        await site.Server.Webhooks.IdleAsync();

        var body = JsonNode.Parse(Assert.Single(listener.Calls).Body)!;
        Assert.Equal("comment_created", (string?)body["webhookEvent"]);
        Assert.Equal("Hello", (string?)body["comment"]!["body"]);
        Assert.Null(body["user"]);
        Assert.Equal(
            ["assignee", "issuetype", "priority", "project", "status", "summary"],
            body["issue"]!["fields"]!.AsObject().Select(m => m.Key).Order()
        );
    }

    [Fact]
    public async Task The_self_of_the_issue_can_be_malformed_as_recorded()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { MalformedSelf = true });
        site.Person.Create("S2", "Bug", "One");
        await using var listener = new Listener();
        site.Server.Setup.Webhook(listener.Url);

        site.Person.Comment("S2-1", "Hello");
        await site.Server.Webhooks.IdleAsync();

        var issue = JsonNode.Parse(Assert.Single(listener.Calls).Body)!["issue"]!;
        Assert.Equal($"{site.Server.BaseUrl}/rest/api/2/{issue["id"]}", (string?)issue["self"]);
    }

    [Fact]
    public async Task Data_Center_sends_a_comment_twice_and_the_bare_one_without_its_issue()
    {
        await using var site = await JiraSite.StartAsync(new JiraOptions { Flavor = JiraFlavor.DataCenter });
        site.Person.Create("S2", "Bug", "One");
        await using var listener = new Listener();
        site.Server.Setup.Webhook(listener.Url);

        site.Person.Comment("S2-1", "Hello");
        await site.Server.Webhooks.IdleAsync();

        var bodies = listener.Calls.Select(c => JsonNode.Parse(c.Body)!).ToDictionary(b => (string)b["webhookEvent"]!);
        Assert.Null(bodies["comment_created"]["issue"]);
        Assert.Equal("issue_commented", (string?)bodies["jira:issue_updated"]["issue_event_type_name"]);
        Assert.Equal("Hello", (string?)bodies["jira:issue_updated"]["comment"]!["body"]);
    }

    [Fact]
    public async Task A_move_names_both_keys_and_keeps_the_id()
    {
        await using var site = await JiraSite.StartAsync();
        site.Person.Create("S2", "Bug", "One");
        await using var listener = new Listener();
        site.Server.Setup.Webhook(listener.Url);

        site.Person.Move("S2-1", "ENG");
        await site.Server.Webhooks.IdleAsync();

        var body = JsonNode.Parse(Assert.Single(listener.Calls).Body)!;
        var key = body["changelog"]!["items"]!.AsArray().Single(i => (string?)i!["field"] == "Key")!;
        Assert.Equal("issue_moved", (string?)body["issue_event_type_name"]);
        Assert.Equal("S2-1", (string?)key["fromString"]);
        Assert.Equal("ENG-1", (string?)key["toString"]);
        Assert.Null(key["fieldId"]);
    }

    [Theory]
    [InlineData(503, 2)]
    [InlineData(429, 2)]
    [InlineData(400, 1)]
    [InlineData(404, 1)]
    public async Task Tries_again_only_where_Jira_does(int status, int attempts)
    {
        var options = new JiraOptions { WebhookRetryWaits = [TimeSpan.FromMilliseconds(1)] };
        await using var site = await JiraSite.StartAsync(options);
        await using var listener = new Listener(status, 200);
        site.Server.Setup.Webhook(listener.Url, Secret);

        site.Person.Create("S2", "Bug", "One");
        await site.Server.Webhooks.IdleAsync();

        var calls = listener.Calls.ToList();
        Assert.Equal(attempts, calls.Count);
        Assert.Single(calls.Select(c => c.Headers["X-Atlassian-Webhook-Identifier"]).Distinct());
        Assert.Equal(attempts == 2 ? "1" : null, calls[^1].Headers["X-Atlassian-Webhook-Retry"]);
    }

    [Fact]
    public async Task Sends_only_the_events_and_issues_asked_for()
    {
        await using var site = await JiraSite.StartAsync();
        await using var listener = new Listener();
        site.Server.Setup.Webhook(listener.Url, null, "project = ENG", "comment_created", "jira:version_released");

        site.Person.Create("S2", "Bug", "One");
        site.Person.Comment("S2-1", "Not this");
        site.Person.Create("ENG", "Bug", "Two");
        site.Person.Comment("ENG-1", "This");
        site.Server.Releases.Release("S2", "R1");
        await site.Server.Webhooks.IdleAsync();

        var bodies = listener.Calls.Select(c => JsonNode.Parse(c.Body)!).ToDictionary(b => (string)b["webhookEvent"]!);
        Assert.Equal(2, bodies.Count);
        Assert.Equal("This", (string?)bodies["comment_created"]["comment"]!["body"]);
        Assert.Equal("R1", (string?)bodies["jira:version_released"]["version"]!["name"]);
    }

    private sealed record Received(string Body, System.Collections.Specialized.NameValueCollection Headers);

    /// <summary>Takes deliveries and answers with the given statuses, the last one for ever.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly HttpListener http = new();
        private readonly Task running;
        private readonly Queue<int> answers;

        public Listener(params int[] answers)
        {
            this.answers = new Queue<int>(answers.Length == 0 ? [200] : answers);
            this.Url = new Uri($"http://127.0.0.1:{FreePort()}/hook/");
            this.http.Prefixes.Add(this.Url.ToString());
            this.http.Start();
            this.running = this.RunAsync();
        }

        public Uri Url { get; }

        public ConcurrentQueue<Received> Calls { get; } = new();

        public async ValueTask DisposeAsync()
        {
            this.http.Close();
            await this.running;
        }

        private static int FreePort()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        private async Task RunAsync()
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await this.http.GetContextAsync();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                this.Calls.Enqueue(new Received(await reader.ReadToEndAsync(), context.Request.Headers));
                context.Response.StatusCode = this.answers.Count > 1 ? this.answers.Dequeue() : this.answers.Peek();
                context.Response.Close();
            }
        }
    }
}
