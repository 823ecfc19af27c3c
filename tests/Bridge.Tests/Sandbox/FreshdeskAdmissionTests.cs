using System.Net.Http.Json;
using System.Text;
using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Sandbox;

public sealed class FreshdeskAdmissionTests
{
    [Fact]
    public async Task A_wrong_key_is_401_with_the_flat_body()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        using var stranger = house.Caller("nobody");
        var reply = await FreshdeskHouse.Reply.OfAsync(await stranger.GetAsync("tickets"));
        Assert.Equal(401, reply.Status);
        Assert.Equal("invalid_credentials", reply.Json.GetProperty("code").GetString());
        Assert.Equal("You have to be logged in to perform this action.", reply.Json.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("agents")]
    [InlineData("admin/ticket_fields")]
    public async Task Admin_paths_are_403_for_an_agent_who_is_none(string path)
    {
        await using var house = await FreshdeskHouse.OpenAsync(new FreshdeskOptions { AgentIsAdmin = false });
        var reply = await house.GetAsync(path);
        Assert.Equal(403, reply.Status);
        Assert.Equal("access_denied", reply.Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Every_agent_may_ask_who_it_is()
    {
        await using var house = await FreshdeskHouse.OpenAsync(new FreshdeskOptions { AgentIsAdmin = false });
        var reply = await house.GetAsync("agents/me");
        Assert.Equal(house.Server.IntegrationAgent.Id, reply.Json.GetProperty("id").GetInt64());
        Assert.Equal("Bridge Integration", reply.Json.GetProperty("contact").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_415_and_a_wrong_Accept_is_406()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        using var text = new StringContent("a=b", Encoding.UTF8, "text/plain");
        Assert.Equal(415, (int)(await house.Http.PostAsync("tickets", text)).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "tickets");
        request.Headers.Add("Accept", "text/html");
        Assert.Equal(406, (int)(await house.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_verb_is_405()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var reply = await house.DeleteAsync("agents/me");
        Assert.Equal(405, reply.Status);
    }

    [Fact]
    public async Task A_body_in_chunks_without_a_length_is_read()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        var json = new { priority = 3 };
        await house.Http.PutAsJsonAsync($"tickets/{ticket.Id}", json);
        Assert.Equal(3, house.Server.Ticket(ticket.Id).Priority);
    }

    [Fact]
    public async Task Broken_JSON_is_a_flat_400()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var reply = await house.PostAsync("tickets", "{\"subject\":");
        Assert.Equal(400, reply.Status);
        Assert.Equal("invalid_json", reply.Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_does_not_exist_is_404_with_nothing_in_it()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        foreach (var path in new[] { "tickets/999", "nonsense", "tickets/abc", "companies/5" })
        {
            var reply = await house.GetAsync(path);
            Assert.Equal(404, reply.Status);
            Assert.Equal("", reply.Text);
        }
    }

    [Fact]
    public async Task Every_answer_tells_the_budget_and_includes_cost_more()
    {
        await using var house = await FreshdeskHouse.OpenAsync(
            new FreshdeskOptions { RateLimit = FreshdeskRateLimit.Growth }
        );
        var list = await house.GetAsync("tickets?include=stats,requester");
        Assert.Equal("200", list.Headers.GetValues("X-RateLimit-Total").Single());
        Assert.Equal("5", list.Headers.GetValues("X-RateLimit-Used-CurrentRequest").Single());
        Assert.Equal("195", list.Headers.GetValues("X-RateLimit-Remaining").Single());
        var view = await house.GetAsync($"tickets/{house.Mail().Id}?include=conversations,stats");
        Assert.Equal("4", view.Headers.GetValues("X-RateLimit-Used-CurrentRequest").Single());
        Assert.Equal("latest=v2; requested=v2", view.Headers.GetValues("X-Freshdesk-API-Version").Single());
    }

    [Fact]
    public async Task Over_the_limit_is_429_until_the_minute_ends()
    {
        await using var house = await FreshdeskHouse.OpenAsync(new FreshdeskOptions { RateLimit = new(2) });
        await house.GetAsync("tickets");
        await house.GetAsync("tickets");
        house.Time.Advance(TimeSpan.FromSeconds(20));
        var reply = await house.GetAsync("tickets");
        Assert.Equal(429, reply.Status);
        Assert.Equal("40", reply.Headers.GetValues("Retry-After").Single());
        house.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(200, (await house.GetAsync("tickets")).Status);
    }

    [Fact]
    public async Task A_sub_limit_refuses_lists_while_other_calls_go_on()
    {
        await using var house = await FreshdeskHouse.OpenAsync(
            new FreshdeskOptions { RateLimit = new(100, TicketList: 1) }
        );
        await house.GetAsync("tickets");
        var second = await house.GetAsync("tickets");
        Assert.Equal(429, second.Status);
        Assert.Equal("99", second.Headers.GetValues("X-RateLimit-Remaining").Single());
        Assert.Equal(200, (await house.GetAsync("agents/me")).Status);
    }

    [Fact]
    public async Task An_agent_of_restricted_scope_sees_only_what_is_assigned_to_it()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var agent = house.Server.Setup.AddAgent("Rita", "rita@support.example.com", "rita-key", ticketScope: 3);
        var ticket = house.Mail();
        using var rita = house.Caller("rita-key");
        Assert.Equal(403, (int)(await rita.GetAsync($"tickets/{ticket.Id}")).StatusCode);
        house.Server.AsAgent(agent).Assign(ticket.Id, agent.Id);
        Assert.Equal(200, (int)(await rita.GetAsync($"tickets/{ticket.Id}")).StatusCode);
    }
}
