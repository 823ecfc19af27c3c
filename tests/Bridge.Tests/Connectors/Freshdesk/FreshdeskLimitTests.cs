using Bridge.Connectors.Freshdesk;
using Bridge.Connectors.Http;
using Bridge.Core.Delivery;
using Bridge.Core.Model;
using Bridge.Sandbox.Freshdesk;
using Bridge.Sandbox.Hosting;

namespace Bridge.Tests.Connectors.Freshdesk;

public sealed class FreshdeskLimitTests
{
    [Theory]
    [InlineData("GET", "tickets/7", 1, null)]
    [InlineData("GET", "tickets/7?include=conversations,requester,company,stats", 6, null)]
    [InlineData("GET", "tickets?updated_since=x&per_page=100&page=1", 1, "list")]
    [InlineData("GET", "tickets?include=stats,requester&page=1", 5, "list")]
    [InlineData("GET", "tickets/7/conversations?per_page=100&page=2", 1, null)]
    [InlineData("PUT", "tickets/7", 1, "update")]
    [InlineData("PUT", "conversations/7", 1, null)]
    [InlineData("POST", "tickets/7/notes", 1, null)]
    [InlineData("DELETE", "conversations/7", 1, null)]
    public void A_request_costs_what_the_tool_counts(string method, string path, int cost, string? part)
    {
        var charge = FreshdeskLimits.Charge(new HttpMethod(method), path, Priority.State);

        Assert.Equal(new Charge(Priority.State, cost, part), charge);
    }

    [Theory]
    [InlineData(50, 18, 18)]
    [InlineData(100, 36, 36)]
    [InlineData(200, 18, 72)]
    [InlineData(400, 90, 144)]
    [InlineData(700, 180, 252)]
    [InlineData(1000, 270, 360)]
    [InlineData(2000, 360, 720)]
    public void The_parts_of_a_limit_follow_from_the_plan(int whole, int lists, int updates)
    {
        Assert.Equal([("list", lists), ("update", updates)], FreshdeskLimits.Parts(whole));
    }

    [Fact]
    public async Task What_a_request_is_charged_is_what_the_account_counts()
    {
        await using var desk = await Desk.StartAsync(new FreshdeskOptions { RateLimit = FreshdeskRateLimit.Pro });
        var id = desk.NewTicket();
        var counted = new List<(string Path, int Cost)>();
        using var tool = desk.Connect(o => o, new Counting(counted));

        await tool.ReadAsync(Desk.Text(id), default);
        await tool.ChangedAsync(null, default);
        await tool.ExecuteAsync(Desk.Update(FieldBag.Empty, "Pending"), Desk.Text(id), default);

        Assert.NotEmpty(counted);
        Assert.All(
            counted,
            call =>
                Assert.Equal(
                    call.Cost,
                    FreshdeskLimits
                        .Charge(new HttpMethod(call.Path.Split(' ')[0]), call.Path.Split(' ')[1], default)
                        .Cost
                )
        );
    }

    [Fact]
    public async Task A_limit_of_lists_that_is_used_up_stops_lists_alone()
    {
        await using var desk = await Desk.StartAsync(
            new FreshdeskOptions { RateLimit = new FreshdeskRateLimit(700, TicketList: 1) }
        );
        var id = desk.NewTicket();
        var mark = (await desk.Tool.ChangedAsync(null, default)).Watermark;

        var stopped = await desk.Tool.ChangedAsync(mark, default);

        Assert.Equal(FailureKind.Busy, stopped.Failure?.Kind);
        Assert.Equal(Presence.Present, (await desk.ReadAsync(id)).Presence);
        Assert.IsType<Outcome.Done>(await desk.DoAsync(id, Desk.Note("<p>Still goes</p>")));
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(null, 20)]
    [InlineData(86_400, 900)]
    public async Task A_429_pauses_the_account_for_as_long_as_it_says_within_reason(int? told, int waited)
    {
        await using var desk = await Desk.StartAsync();
        TimeSpan? wait = told is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        desk.Server.Faults.Next(new Fault.Answer(429, "<html>slow down</html>", "text/html", wait), "POST");

        var failed = Assert.IsType<Outcome.Failed>(await desk.DoAsync(1, Desk.Note("<p>x</p>")));

        Assert.Equal(FailureKind.Busy, failed.Failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(waited), failed.Failure.RetryAfter);
        Assert.Equal(desk.Clock.GetUtcNow() + TimeSpan.FromSeconds(waited), desk.Tool.Budget.PausedUntil);
    }

    private sealed class Counting(List<(string Path, int Cost)> counted) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var response = await base.SendAsync(request, cancellationToken);
            var cost = response.Headers.GetValues("X-RateLimit-Used-CurrentRequest").Single();
            var path = request.RequestUri!.PathAndQuery["/api/v2/".Length..];
            counted.Add(
                ($"{request.Method} {path}", int.Parse(cost, System.Globalization.CultureInfo.InvariantCulture))
            );
            return response;
        }
    }
}
