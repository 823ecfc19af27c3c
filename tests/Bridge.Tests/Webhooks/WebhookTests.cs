using System.Net;
using System.Security.Cryptography;
using System.Text;
using Bridge.Connectors;
using Bridge.Demo;
using Bridge.Store;
using Bridge.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bridge.Tests.Webhooks;

/// <summary>What senders of webhooks are answered, on a running bridge.</summary>
public sealed class WebhookTests(PostgresFixture postgres, WebhookTests.OneBridge one)
    : IClassFixture<WebhookTests.OneBridge>
{
    private const string Ticket = """{"ticket_id":"7001","event":"{ticket_action:created}"}""";

    [Fact]
    public async Task A_wrong_or_missing_secret_is_refused_with_a_sentence_and_without_401_or_410()
    {
        var world = await one.WorldAsync(postgres);

        foreach (var connection in new[] { "freshdesk", "jira", "clickup" })
        {
            var missing = await PostAsync(world, connection, Ticket);
            var wrong = await PostAsync(
                world,
                connection,
                Ticket,
                Secret("nonsense"),
                ("X-Signature", "zz"),
                ("X-Hub-Signature", "sha256=00")
            );

            Assert.Equal(HttpStatusCode.Forbidden, missing.StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
            Assert.Contains("secret", await missing.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task An_authentic_webhook_is_stored_before_it_is_acknowledged()
    {
        var world = await one.WorldAsync(postgres);

        var answer = await PostAsync(world, "freshdesk", Ticket, Secret(world.City.FreshdeskSecret));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(1, await NumberAsync(world, "select count(*) from cases where ticket_id = '7001'"));
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("[1,2,3]")]
    [InlineData("{\"hello\":\"world\"}")]
    [InlineData("")]
    public async Task What_nobody_understands_is_acknowledged_and_kept_in_quarantine(string body)
    {
        var world = await one.WorldAsync(postgres);
        var before = await NumberAsync(world, "select count(*) from quarantine");

        var answer = await PostAsync(world, "freshdesk", body, Secret(world.City.FreshdeskSecret));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(before + 1, await NumberAsync(world, "select count(*) from quarantine"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_five_mebibytes_is_refused(bool chunked)
    {
        var world = await one.WorldAsync(postgres);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, world.Url + "/webhooks/freshdesk");
        request.Content = new ByteArrayContent(new byte[(5 * 1024 * 1024) + 1]);
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_change_that_is_told_twice_is_stored_once_and_an_edited_comment_each_time()
    {
        var world = await one.WorldAsync(postgres);
        var told = await SignalsAsync("taskStatusUpdated", "status", "told-1");
        var twin = await SignalsAsync("taskUpdated", "status", "told-1");
        var other = await SignalsAsync("taskUpdated", "status", "told-2");
        Assert.Equal((1, 1, 2), (told, twin, other));

        Assert.Equal(3, await SignalsAsync("taskCommentPosted", "comment", "told-3"));
        Assert.Equal(4, await SignalsAsync("taskCommentUpdated", "comment", "told-3"));

        async Task<long> SignalsAsync(string name, string field, string history)
        {
            var body = Encoding.UTF8.GetBytes(
                $$"""{"event":"{{name}}","task_id":"told","history_items":[{"id":"{{history}}","field":"{{field}}","after":"x"}]}"""
            );
            using var answer = await PostAsync(world, "clickup", body, Signed(world, "clickup", body));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            return await NumberAsync(world, "select count(*) from signals where object_id = 'told'");
        }
    }

    [Fact]
    public async Task A_secret_that_another_node_was_given_is_learned_when_it_first_signs()
    {
        var world = await one.WorldAsync(postgres);
        var body = Encoding.UTF8.GetBytes("""{"event":"taskUpdated","task_id":"learned"}""");
        await world
            .Bridge.Services.GetRequiredService<IWebhookMemory>()
            .KeepAsync("clickup", new OwnWebhook("w-9", "https://other.example", "a new secret"), default);

        // Senders try again: a wrong signature just before may have used up the second's one look.
        var status = HttpStatusCode.Forbidden;
        for (var attempt = 0; attempt < 50 && status == HttpStatusCode.Forbidden; attempt++)
        {
            using var answer = await PostAsync(world, "clickup", body, ("X-Signature", Hmac("a new secret", body)));
            status = answer.StatusCode;
            world.Clock.Forward(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(HttpStatusCode.Accepted, status);
        using var wrong = await PostAsync(world, "clickup", body, ("X-Signature", Hmac("another", body)));
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
    }

    [Fact]
    public async Task What_a_webhook_says_of_a_due_date_is_kept()
    {
        var world = await one.WorldAsync(postgres);
        var body = Encoding.UTF8.GetBytes(
            """
            {"event":"taskDueDateUpdated","task_id":"due","history_items":[{"id":"due-1","field":"due_date","date":"1700000000000",
              "after":"1643608800000","data":{"due_date_time":true},"user":{"id":183}}]}
            """
        );
        using var answer = await PostAsync(world, "clickup", body, Signed(world, "clickup", body));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var memory = world.Bridge.Services.GetRequiredService<IWebhookMemory>();
        Assert.Equal("1643608800000 time 183", (await memory.FactAsync("clickup", "due", "due date", default))?.Value);
    }

    [Fact]
    public async Task An_unknown_connection_is_not_found()
    {
        var world = await one.WorldAsync(postgres);

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(world, "zendesk", Ticket)).StatusCode);
    }

    [Fact]
    public async Task Every_recorded_payload_is_accepted_and_none_ends_in_an_error()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "fixtures");
        Assert.SkipUnless(Directory.Exists(folder), $"the recorded payloads are not here ({folder})");
        var world = await one.WorldAsync(postgres);
        var files = Directory
            .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(f =>
                f.Contains("webhook", StringComparison.Ordinal)
                || f.Contains("product-events", StringComparison.Ordinal)
            )
            .ToList();
        Assert.NotEmpty(files);

        foreach (var file in files)
        {
            var body = await File.ReadAllBytesAsync(file);
            var tool =
                file.Contains("clickup", StringComparison.Ordinal) ? "clickup"
                : file.Contains("jira", StringComparison.Ordinal) ? "jira"
                : "freshdesk";
            using var answer = await PostAsync(world, tool, body, Signed(world, tool, body));

            Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{file}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task While_the_database_is_away_senders_are_asked_to_come_again()
    {
        var folder = Directory.CreateTempSubdirectory("bridge-away-").FullName;
        try
        {
            var server = await StartOrSkipAsync(folder);
            await using var world = await DemoWorld.StartAsync(
                [],
                server.ConnectionString,
                new Dictionary<string, string?>(),
                default
            );
            await server.DisposeAsync();

            var answer = await PostAsync(world, "freshdesk", Ticket, Secret(world.City.FreshdeskSecret));
            using var http = new HttpClient();
            using var ready = await http.GetAsync(new Uri(world.Url + "/health/ready"));
            using var live = await http.GetAsync(new Uri(world.Url + "/health/live"));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Contains("database", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PrivatePostgres> StartOrSkipAsync(string folder)
    {
        try
        {
            return await PrivatePostgres.StartAsync(folder, NullLogger.Instance, default);
        }
        catch (PostgresMissingException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    private static (string, string) Secret(string value) => ("X-Bridge-Secret", value);

    private static (string, string) Signed(DemoWorld world, string tool, byte[] body) =>
        tool switch
        {
            "freshdesk" => Secret(world.City.FreshdeskSecret),
            "jira" => ("X-Hub-Signature", "sha256=" + Hmac(world.City.JiraSecret, body)),
            _ => ("X-Signature", Hmac(world.City.ClickUpSecret!, body)),
        };

    private static string Hmac(string secret, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static Task<HttpResponseMessage> PostAsync(
        DemoWorld world,
        string connection,
        string body,
        params (string Name, string Value)[] headers
    ) => PostAsync(world, connection, Encoding.UTF8.GetBytes(body), headers);

    private static async Task<HttpResponseMessage> PostAsync(
        DemoWorld world,
        string connection,
        byte[] body,
        params (string Name, string Value)[] headers
    )
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{world.Url}/webhooks/{connection}");
        request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request);
    }

    private static async Task<long> NumberAsync(DemoWorld world, string sql)
    {
        await using var command = world.Bridge.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>One bridge without processes for all tests of the class.</summary>
    public sealed class OneBridge : IAsyncDisposable
    {
        private DemoWorld? world;

        public async Task<DemoWorld> WorldAsync(PostgresFixture postgres) =>
            this.world ??= await DemoWorld.StartAsync(
                [],
                await postgres.NewDatabaseAsync(),
                new Dictionary<string, string?>(),
                default
            );

        public async ValueTask DisposeAsync()
        {
            if (this.world is not null)
            {
                await this.world.DisposeAsync();
            }
        }
    }
}
