using System.Net;
using System.Security.Cryptography;
using System.Text;
using Bridge.Tests.EndToEnd;
using Bridge.Tests.Infrastructure;

namespace Bridge.Tests.Security;

/// <summary>Who recorded a signed webhook can send it again, and gains nothing: it says no more than "look at this".</summary>
public sealed class ReplayTests(PostgresFixture postgres)
{
    private const int Times = 1000;

    [Fact]
    public async Task A_webhook_of_yesterday_sent_a_thousand_times_changes_nothing_and_costs_few_looks()
    {
        await using var desk = await Desk.OpenAsync(postgres);
        var world = Level2World.On(desk);
        var value = await world.BeginAsync();
        desk.World.City.Agents.Dana.InFreshdesk.SetStatus(value.Ticket, desk.World.City.HelpDesk.Status("Replicating"));
        await desk.Until(() => world.Task(value).Status == "replicating", "replicating");
        await desk.QuietAsync();
        var recorded = desk
            .World.City.ClickUp.Webhooks.Attempts.Select(a => (Tool: "clickup", a.Body))
            .TakeLast(2)
            .Concat(desk.World.City.Freshdesk.Webhooks.Attempts.Select(a => (Tool: "freshdesk", a.Body)).TakeLast(2))
            .ToList();
        Assert.Equal(4, recorded.Count);
        await desk.PassAsync(TimeSpan.FromDays(1));
        await desk.QuietAsync();
        var (notes, comments) = (desk.Notes(value.Ticket).Count(), world.Comments(value).Count);
        desk.ForgetCalls();

        using var http = new HttpClient();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Times),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 16,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (i, cancel) =>
            {
                var (tool, body) = recorded[i % recorded.Count];
                using var request = Signed(desk, tool, body);
                using var answer = await http.SendAsync(request, cancel);
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            }
        );
        await desk.QuietAsync();

        Assert.Empty(desk.Writes);
        Assert.Equal("replicating", world.Task(value).Status);
        Assert.Equal((notes, comments), (desk.Notes(value.Ticket).Count(), world.Comments(value).Count));
        Assert.True(desk.Calls.Count < Times / 2, $"{desk.Calls.Count} calls for {Times} replays");
    }

    private static HttpRequestMessage Signed(Desk desk, string tool, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestMessage(HttpMethod.Post, $"{desk.World.Url}/webhooks/{tool}")
        {
            Content = new ByteArrayContent(bytes),
        };
        var city = desk.World.City;
        var (name, value) =
            tool == "freshdesk"
                ? ("X-Bridge-Secret", city.FreshdeskSecret)
                : (
                    "X-Signature",
                    Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(city.ClickUpSecret!), bytes))
                );
        request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
