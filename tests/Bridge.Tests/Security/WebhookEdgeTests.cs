using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Bridge.Demo;
using Bridge.Tests.Infrastructure;
using Bridge.Web;
using Bridge.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bridge.Tests.Security;

/// <summary>What the edge takes of anybody, and of whom it takes how much. Each sender has an address of its own.</summary>
public sealed class WebhookEdgeTests(PostgresFixture postgres, WebhookEdgeTests.OneBridge one)
    : IClassFixture<WebhookEdgeTests.OneBridge>
{
    private const int AMinute = 200;
    private const string Ticket = """{"ticket_id":"7001","event":"{ticket_action:created}"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("freshdesk", "203.0.113.1")]
    [InlineData("jira", "203.0.113.2")]
    [InlineData("clickup", "203.0.113.3")]
    [InlineData("nobody", "203.0.113.4")]
    public async Task Who_never_proves_the_secret_is_stopped_and_told_when_to_come_again(
        string connection,
        string sender
    )
    {
        var world = await one.WorldAsync(postgres);
        var answers = await UntilStoppedAsync(() =>
            PostAsync(world, connection, Ticket, sender, ("X-Bridge-Secret", "a guess"))
        );

        var usual = connection == "nobody" ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden;
        Assert.True(answers.Count > WebhookLimit.RefusalsAtOnce);
        Assert.All(answers.SkipLast(1), status => Assert.Equal(usual, status));
        using var last = await PostAsync(world, connection, Ticket, sender, ("X-Bridge-Secret", "a guess"));
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.True(last.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task Who_proved_the_secret_goes_on_beside_a_neighbour_who_guesses()
    {
        var world = await one.WorldAsync(postgres);
        await AcceptedAsync(world, "203.0.113.20");
        for (var i = 0; i < WebhookLimit.RefusalsAtOnce + 5; i++)
        {
            using var guess = await PostAsync(world, "freshdesk", Ticket, "203.0.113.20", ("X-Bridge-Secret", "no"));
        }

        await AcceptedAsync(world, "203.0.113.20");
        await AcceptedAsync(world, "203.0.113.21");
    }

    [Fact]
    public async Task Authentic_webhooks_over_the_limit_are_answered_what_every_sender_repeats()
    {
        var world = await one.WorldAsync(postgres);
        var answers = new ConcurrentQueue<HttpStatusCode>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 8),
            Cancel,
            async (_, _) =>
            {
                for (var i = 0; i < 1000 && !answers.Contains(HttpStatusCode.TooManyRequests); i++)
                {
                    using var answer = await PostAsync(
                        world,
                        "freshdesk",
                        Ticket,
                        "203.0.113.30",
                        ("X-Bridge-Secret", world.City.FreshdeskSecret),
                        ("X-Bridge-Test", "1")
                    );
                    answers.Enqueue(answer.StatusCode);
                }
            }
        );

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.All(answers, status => Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.TooManyRequests));
        await AcceptedAsync(world, "203.0.113.31");
    }

    [Fact]
    public async Task Who_looks_for_addresses_that_do_not_exist_is_stopped()
    {
        var world = await one.WorldAsync(postgres);
        var answers = await UntilStoppedAsync(() => GetAsync(world, "/wp-admin/setup.php", "203.0.113.40"));

        Assert.Equal(HttpStatusCode.NotFound, answers[0]);
        using var live = await GetAsync(world, "/health/live", "203.0.113.40");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public void Only_a_proxy_on_this_machine_is_believed_whom_it_stands_for()
    {
        var near = new DefaultHttpContext();
        near.Connection.RemoteIpAddress = IPAddress.Loopback;
        near.Request.Headers["X-Forwarded-For"] = "198.51.100.9, 203.0.113.5";
        var far = new DefaultHttpContext();
        far.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.6");
        far.Request.Headers["X-Forwarded-For"] = "127.0.0.1";

        Assert.Equal("203.0.113.5", SenderAddress.Of(near));
        Assert.Equal("203.0.113.6", SenderAddress.Of(far));
    }

    [Theory]
    [InlineData("many headers", 431)]
    [InlineData("long header", 431)]
    [InlineData("long line", 414)]
    [InlineData("slow body", 408)]
    public async Task A_request_of_no_sensible_shape_is_refused(string shape, int status)
    {
        var world = await one.WorldAsync(postgres);
        const string post = "POST /webhooks/freshdesk HTTP/1.1\r\nHost: localhost\r\n";
        var head = shape switch
        {
            "many headers" => post + string.Concat(Enumerable.Range(0, 70).Select(i => $"X-H{i}: 1\r\n")) + "\r\n",
            "long header" => post + $"X-Long: {new string('a', HttpLimits.MostHeaderBytes)}\r\n\r\n",
            "long line" => $"POST /webhooks/{new string('a', HttpLimits.MostLineBytes)} HTTP/1.1\r\nHost: x\r\n\r\n",
            _ => post + "Content-Length: 1000\r\n\r\n{",
        };

        Assert.Equal(status, await RawRequest.SendAsync(world.Url, head, Cancel));
    }

    [Fact]
    public async Task Each_limit_of_the_server_is_stated()
    {
        var world = await one.WorldAsync(postgres);
        var limits = world.Bridge.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(HttpLimits.MostConnections, limits.MaxConcurrentConnections);
        Assert.Equal(0, limits.MaxConcurrentUpgradedConnections);
        Assert.Equal(HttpLimits.MostHeaders, limits.MaxRequestHeaderCount);
        Assert.Equal(HttpLimits.MostHeaderBytes, limits.MaxRequestHeadersTotalSize);
        Assert.Equal(HttpLimits.MostLineBytes, limits.MaxRequestLineSize);
        Assert.Equal(TimeSpan.FromSeconds(10), limits.RequestHeadersTimeout);
        Assert.Equal(HttpLimits.SlowestBody, limits.MinRequestBodyDataRate?.BytesPerSecond);
        Assert.Equal(HttpLimits.SlowestBody, limits.MinResponseDataRate?.BytesPerSecond);
        Assert.InRange(limits.MaxRequestBodySize ?? long.MaxValue, HttpLimits.MostBodyBytes, 6 * 1024 * 1024);
    }

    [Fact]
    public async Task A_body_that_trickles_in_is_given_up()
    {
        var clock = new VirtualClock();
        var request = new DefaultHttpContext { Request = { Body = new Pipe().Reader.AsStream() } }.Request;

        var reading = WebhookBody.ReadAsync(request, clock, Cancel);
        clock.Move(WebhookBody.Longest);

        Assert.IsType<WebhookBody.TooSlow>(await reading);
    }

    [Theory]
    [InlineData("freshdesk")]
    [InlineData("jira")]
    [InlineData("clickup")]
    public async Task JSON_that_nests_without_end_is_kept_for_a_person_and_harms_nothing(string connection)
    {
        var world = await one.WorldAsync(postgres);
        foreach (var depth in (int[])[65, 1000, 500_000])
        {
            var body = Encoding.UTF8.GetBytes("{\"a\":" + new string('[', depth) + new string(']', depth) + "}");
            using var answer = await PostAsync(
                world,
                connection,
                body,
                "203.0.113.50",
                Signed(world, connection, body)
            );
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
    }

    /// <summary>The answers up to the first 429, which comes within some hundred requests.</summary>
    private static async Task<List<HttpStatusCode>> UntilStoppedAsync(Func<Task<HttpResponseMessage>> send)
    {
        var answers = new List<HttpStatusCode>();
        while (answers.LastOrDefault() != HttpStatusCode.TooManyRequests)
        {
            Assert.True(answers.Count < 400, "nobody stops it");
            using var answer = await send();
            answers.Add(answer.StatusCode);
        }

        return answers;
    }

    private static async Task AcceptedAsync(DemoWorld world, string sender)
    {
        using var answer = await PostAsync(
            world,
            "freshdesk",
            Ticket,
            sender,
            ("X-Bridge-Secret", world.City.FreshdeskSecret)
        );
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static (string, string) Signed(DemoWorld world, string connection, byte[] body) =>
        connection switch
        {
            "freshdesk" => ("X-Bridge-Secret", world.City.FreshdeskSecret),
            "jira" => ("X-Hub-Signature", "sha256=" + Hmac(world.City.JiraSecret, body)),
            _ => ("X-Signature", Hmac(world.City.ClickUpSecret!, body)),
        };

    private static string Hmac(string secret, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static Task<HttpResponseMessage> PostAsync(
        DemoWorld world,
        string connection,
        string body,
        string sender,
        params (string Name, string Value)[] headers
    ) => PostAsync(world, connection, Encoding.UTF8.GetBytes(body), sender, headers);

    private static Task<HttpResponseMessage> PostAsync(
        DemoWorld world,
        string connection,
        byte[] body,
        string sender,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{world.Url}/webhooks/{connection}")
        {
            Content = new ByteArrayContent(body),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return SendAsync(request, sender);
    }

    private static Task<HttpResponseMessage> GetAsync(DemoWorld world, string path, string sender) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, world.Url + path), sender);

    private static async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string sender)
    {
        using (request)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", sender);
            return await OneBridge.Http.SendAsync(request, Cancel);
        }
    }

    /// <summary>One bridge without processes for all tests of the class, with a small limit.</summary>
    public sealed class OneBridge : IAsyncDisposable
    {
        private DemoWorld? world;

        internal static HttpClient Http { get; } = new();

        public async Task<DemoWorld> WorldAsync(PostgresFixture postgres) =>
            this.world ??= await DemoWorld.StartAsync(
                [],
                await postgres.NewDatabaseAsync(),
                new Dictionary<string, string?> { ["Bridge:WebhooksPerMinute"] = $"{AMinute}" },
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
