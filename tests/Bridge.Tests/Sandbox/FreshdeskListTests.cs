using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Sandbox;

public sealed class FreshdeskListTests
{
    [Fact]
    public async Task Without_updated_since_only_the_last_thirty_days_of_creation_are_listed()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var old = house.Mail("old");
        house.Time.Advance(TimeSpan.FromDays(31));
        var young = house.Mail("young");
        house.Server.AsAgent(house.Server.IntegrationAgent).PrivateNote(old.Id, "touched");
        Assert.Equal([young.Id], Ids(await house.GetAsync("tickets")));
        Assert.Equal(
            [old.Id, young.Id],
            Ids(await house.GetAsync("tickets?updated_since=2026-03-01&order_by=updated_at&order_type=asc"))
        );
    }

    [Fact]
    public async Task Updated_since_is_inclusive()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Mail();
        Assert.Single(Ids(await house.GetAsync("tickets?updated_since=2026-03-02T09:00:00Z")));
        Assert.Empty(Ids(await house.GetAsync("tickets?updated_since=2026-03-02T09:00:01Z&order_by=updated_at")));
    }

    [Fact]
    public async Task A_touched_ticket_moves_to_the_end_of_the_poll()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var (first, second) = (house.Mail().Id, house.Mail().Id);
        house.Time.Advance(TimeSpan.FromSeconds(1));
        house.Server.AsAgent(house.Server.IntegrationAgent).SetPriority(first, 3);
        Assert.Equal(
            [second, first],
            Ids(await house.GetAsync("tickets?updated_since=2026-01-01&order_by=updated_at&order_type=asc"))
        );
    }

    [Fact]
    public async Task Spam_and_deleted_tickets_need_their_filter()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var (spam, trash, good) = (house.Mail().Id, house.Mail().Id, house.Mail().Id);
        var agent = house.Server.AsAgent(house.Server.IntegrationAgent);
        agent.MarkSpam(spam);
        agent.Delete(trash);
        Assert.Equal([good], Ids(await house.GetAsync("tickets")));
        Assert.Equal([spam], Ids(await house.GetAsync("tickets?filter=spam")));
        Assert.Equal([trash], Ids(await house.GetAsync("tickets?filter=deleted&updated_since=2026-01-01")));
    }

    [Fact]
    public async Task Pages_follow_by_Link_until_the_last_which_has_none()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            house.Mail();
        }

        var next = "tickets?updated_since=2026-01-01&order_by=updated_at&order_type=asc&per_page=2";
        var seen = new List<long>();
        while (next is not null)
        {
            var page = await house.GetAsync(next);
            seen.AddRange(Ids(page));
            next = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal([1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public async Task Page_301_is_the_wall()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        Assert.Equal(200, (await house.GetAsync("tickets?page=300")).Status);
        Assert.Equal(
            (
                "page",
                "You cannot access tickets beyond the 300th page. Please provide a smaller page number.",
                "invalid_value"
            ),
            (await house.GetAsync("tickets?page=301")).Error
        );
    }

    [Theory]
    [InlineData("per_page=101", "per_page")]
    [InlineData("per_page=0", "per_page")]
    [InlineData("order_by=name", "order_by")]
    [InlineData("filter=mine", "filter")]
    [InlineData("updated_since=yesterday", "updated_since")]
    public async Task A_wrong_parameter_is_400(string query, string field)
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        Assert.Equal(field, (await house.GetAsync("tickets?" + query)).Error.Field);
    }

    [Fact]
    public async Task The_list_shows_descriptions_stats_and_requesters_only_when_asked()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Mail();
        var bare = (await house.GetAsync("tickets")).Json[0];
        Assert.False(bare.TryGetProperty("description", out _));
        Assert.False(bare.TryGetProperty("stats", out _));
        var full = (await house.GetAsync("tickets?include=description,stats,requester")).Json[0];
        Assert.Equal("Please help", full.GetProperty("description_text").GetString());
        Assert.Equal("Pat Example", full.GetProperty("requester").GetProperty("name").GetString());
        Assert.True(full.TryGetProperty("stats", out _));
    }

    [Fact]
    public async Task Search_sees_a_change_only_after_its_lag()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        Assert.Equal(0, Total(await Search(house, "status:2")));
        house.Time.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(1, Total(await Search(house, "status:2")));
        house.Server.AsAgent(house.Server.IntegrationAgent).SetStatus(ticket.Id, 4);
        var stale = await Search(house, "status:2");
        Assert.Equal(2, stale.Json.GetProperty("results")[0].GetProperty("status").GetInt32());
        house.Time.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(0, Total(await Search(house, "status:2")));
    }

    [Theory]
    [InlineData("status:2 AND priority:3", 1)]
    [InlineData("priority:1 OR priority:3", 2)]
    [InlineData("(priority:1 OR priority:3) AND tag:'vip'", 1)]
    [InlineData("priority:>2", 1)]
    [InlineData("priority:<2", 1)]
    [InlineData("cf_severity:'S2'", 1)]
    [InlineData("cf_severity:null", 1)]
    [InlineData("created_at:>'2026-03-02'", 2)]
    [InlineData("created_at:>'2026-03-03'", 0)]
    [InlineData("group_id:null", 2)]
    public async Task Search_understands(string query, int found)
    {
        await using var house = await FreshdeskHouse.OpenAsync(new FreshdeskOptions { SearchLag = TimeSpan.Zero });
        house.Server.Setup.AddField("Severity", FreshdeskFieldType.Dropdown, ["S1", "S2"]);
        house.Mail();
        var second = house.Mail();
        house
            .Server.AsAgent(house.Server.IntegrationAgent)
            .Change(
                second.Id,
                new FreshdeskTicketChange
                {
                    Priority = 3,
                    Tags = ["vip"],
                    CustomFields = new Dictionary<string, object?> { ["cf_severity"] = "S2" },
                }
            );
        Assert.Equal(found, Total(await Search(house, query)));
    }

    [Theory]
    [InlineData("\"subject:'x'\"", "subject", "invalid_field")]
    [InlineData("status:2", "query", "invalid_value")]
    [InlineData("\"status 2\"", "query", "invalid_value")]
    public async Task Search_refuses(string query, string field, string code)
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var reply = await house.GetAsync("search/tickets?query=" + Uri.EscapeDataString(query));
        Assert.Equal((field, code), (reply.Error.Field, reply.Error.Code));
    }

    [Fact]
    public async Task Search_has_ten_pages_and_512_characters()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        Assert.Equal("page", (await house.GetAsync("search/tickets?query=%22status:2%22&page=11")).Error.Field);
        Assert.Equal("query", (await Search(house, new string('a', 511))).Error.Field);
    }

    private static Task<FreshdeskHouse.Reply> Search(FreshdeskHouse house, string query) =>
        house.GetAsync("search/tickets?query=" + Uri.EscapeDataString($"\"{query}\""));

    private static int Total(FreshdeskHouse.Reply reply) => reply.Json.GetProperty("total").GetInt32();

    private static long[] Ids(FreshdeskHouse.Reply reply) =>
        [.. reply.Json.EnumerateArray().Select(t => t.GetProperty("id").GetInt64())];
}
