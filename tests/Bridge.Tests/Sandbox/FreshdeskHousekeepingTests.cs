using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Sandbox;

public sealed class FreshdeskHousekeepingTests
{
    [Fact]
    public async Task An_archived_ticket_is_known_to_the_archive_alone()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var id = house.Mail().Id;
        house.Server.Housekeeping.Archive(id);

        Assert.Equal(404, (await house.GetAsync($"tickets/{id}")).Status);
        Assert.Equal(404, (await house.GetAsync($"tickets/{id}/conversations")).Status);
        var ticket = await house.GetAsync($"tickets/archived/{id}");
        Assert.Equal((200, true), (ticket.Status, ticket.Json.GetProperty("archived").GetBoolean()));
        Assert.Equal(200, (await house.GetAsync($"tickets/archived/{id}/conversations")).Status);
        Assert.Empty((await house.GetAsync("tickets?updated_since=2020-01-01")).Json.EnumerateArray());
    }

    [Fact]
    public async Task A_rules_note_has_its_number_and_no_author()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var id = house.Mail().Id;
        house.Server.Housekeeping.RuleNote(id, "<p>Escalated</p>");

        var note = (await house.GetAsync($"tickets/{id}/conversations")).Json[0];

        Assert.Equal(System.Text.Json.JsonValueKind.Null, note.GetProperty("user_id").ValueKind);
        Assert.True(note.GetProperty("automation_id").GetInt64() > int.MaxValue);
    }

    [Fact]
    public async Task A_touch_moves_the_time_and_nothing_else()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var id = house.Mail().Id;
        house.Time.Advance(TimeSpan.FromMinutes(5));
        var before = house.Server.Ticket(id);

        var after = house.Server.Housekeeping.Touch(before.Id);

        Assert.Equal(before with { UpdatedAt = after.UpdatedAt }, after);
        Assert.Equal(TimeSpan.FromMinutes(5), after.UpdatedAt - before.UpdatedAt);
    }

    [Fact]
    public async Task A_picture_in_a_text_is_shown_by_a_signed_address_and_listed_nowhere()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        var picture = new FreshdeskUpload("screen.png", "image/png", [1, 2, 3]) { Inline = true };
        house.Server.AsCustomer("pat@acme.test").Reply(ticket.Id, "<p>Look</p>", picture);

        var said = (await house.GetAsync($"tickets/{ticket.Id}/conversations")).Json[0];

        Assert.Equal(0, said.GetProperty("attachments").GetArrayLength());
        var body = said.GetProperty("body").GetString()!;
        Assert.Contains("class=\"inline-image\"", body, StringComparison.Ordinal);
        var address = System.Net.WebUtility.HtmlDecode(body.Split("src=\"")[1].Split('"')[0]);
        using var stranger = new HttpClient();
        Assert.Equal([1, 2, 3], await stranger.GetByteArrayAsync(address));
    }

    [Fact]
    public async Task A_deleted_agent_lives_on_as_a_contact_and_stays_the_agent_of_its_tickets()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var id = house.Mail().Id;
        var agent = house.Server.Setup.AddAgent("Lea", "lea@support.test");
        house.Server.AsAgent(agent).Assign(id, agent.Id);

        house.Server.Setup.DeleteAgent(agent);

        Assert.Equal(agent.Id, house.Server.Ticket(id).ResponderId);
        Assert.Equal(200, (await house.GetAsync($"contacts/{agent.Id}")).Status);
        Assert.Equal(404, (await house.GetAsync($"agents/{agent.Id}")).Status);
    }
}
