using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Bridge.Tests.EndToEnd;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Weather;

/// <summary>Thousands of webhooks within a minute, over 64 connections, and no poll that could help.</summary>
public sealed class BurstTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Tickets = 200;
    private const int Senders = 64;
    private static readonly int Webhooks = int.Parse(
        Environment.GetEnvironmentVariable("BURST_WEBHOOKS") ?? "2000",
        CultureInfo.InvariantCulture
    );

    private readonly ConcurrentBag<TimeSpan> answers = [];
    private int again;

    [Fact]
    public async Task A_burst_loses_nothing_and_leads_to_few_looks()
    {
        await using var desk = await Desk.OpenAsync(
            postgres,
            ("Bridge:Connections:freshdesk:PollEvery", "06:00:00"),
            ("Bridge:Connections:clickup:PollEvery", "06:00:00"),
            ("Bridge:Connections:clickup:RequestsPerMinute", "100000")
        );
        var world = Level2World.On(desk);
        desk.World.City.ClickUp.RequestsPerMinute = 1_000_000;
        desk.Weather(w => w.LostShare = 1);
        var tickets = Enumerable.Range(0, Tickets).Select(_ => world.Elevate(world.Subject())).ToList();

        var took = await this.SendAsync(desk, tickets);

        await desk.UntilInTime(
            () =>
                tickets.TrueForAll(t =>
                    desk.Notes(t).Any(n => n.Contains("with engineering", StringComparison.Ordinal))
                ),
            "all tickets are linked"
        );
        await desk.SettledAsync();
        var devices = desk.World.City.ClickUp.GetTasks().ToDictionary(t => t.Name, t => t.Fields["Device Information"]);
        Assert.Equal(Tickets, devices.Count);
        Assert.All(
            tickets.Select(desk.Ticket),
            t => Assert.Equal(t.CustomFields[desk.World.City.HelpDesk.Field("Device Information")], devices[t.Subject!])
        );
        Assert.Equal(0, await desk.NumberAsync("select count(*) from signals"));
        var looks = desk.World.City.Freshdesk.Calls.All.Count(c =>
            c.Method == "GET" && c.Query.Contains("conversations", StringComparison.Ordinal)
        );
        Assert.InRange(looks, Tickets, Webhooks / 2);
        var sorted = this.answers.Order().ToList();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Webhooks} webhooks in {took.TotalSeconds:0.0} s ({Webhooks / took.TotalSeconds:0} a second), "
                    + $"answered within {sorted[sorted.Count / 2].TotalMilliseconds:0.0} ms (p50) and "
                    + $"{sorted[sorted.Count * 99 / 100].TotalMilliseconds:0.0} ms (p99), "
                    + $"{this.again} sent again after 503, {looks} looks"
            )
        );
    }

    /// <summary>Sends them as fast as they are answered; one in seven tells of a change, the others of nothing new.</summary>
    private async Task<TimeSpan> SendAsync(Desk desk, List<long> tickets)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Senders });
        var field = desk.World.City.HelpDesk.Field("Device Information");
        var dana = desk.World.City.Agents.Dana.InFreshdesk;
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Webhooks),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Senders,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (n, cancel) =>
            {
                var ticket = tickets[n % tickets.Count];
                if (n % 7 == 0)
                {
                    dana.SetFields(ticket, (field, $"Phone {n}"));
                }

                if (n % (Webhooks / 60) == 0)
                {
                    await desk.PassAsync(TimeSpan.FromSeconds(1));
                }

                await this.PostAsync(http, desk, ticket, cancel);
            }
        );
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>As a sender does: what is answered 503 comes again.</summary>
    private async Task PostAsync(HttpClient http, Desk desk, long ticket, CancellationToken cancel)
    {
        for (; ; )
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, desk.World.Url + "/webhooks/freshdesk");
            request.Content = new StringContent(
                $$$"""{"ticket_id":"{{{ticket}}}","event":"{ticket_action:updated}"}""",
                Encoding.UTF8,
                "application/json"
            );
            request.Headers.Add("X-Bridge-Secret", desk.World.City.FreshdeskSecret);
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request, cancel);
            this.answers.Add(Stopwatch.GetElapsedTime(began));
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                return;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Interlocked.Increment(ref this.again);
            await Task.Delay(20, cancel);
        }
    }
}
