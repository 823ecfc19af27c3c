using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Sandbox;

public sealed class FreshdeskConversationTests
{
    [Fact]
    public async Task A_note_is_private_unless_told_otherwise_and_bumps_the_ticket()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        house.Time.Advance(TimeSpan.FromMinutes(2));
        var reply = await house.PostAsync($"tickets/{ticket.Id}/notes", """{"body":"look here"}""");
        Assert.Equal(201, reply.Status);
        Assert.True(reply.Json.GetProperty("private").GetBoolean());
        Assert.Equal(house.Server.IntegrationAgent.Id, reply.Json.GetProperty("user_id").GetInt64());
        Assert.Equal(house.Time.GetUtcNow(), house.Server.Ticket(ticket.Id).UpdatedAt);
        Assert.Null(house.Server.Ticket(ticket.Id).Stats.FirstRespondedAt);
    }

    [Fact]
    public async Task A_reply_mails_the_requester_and_answers_without_private_and_incoming()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        var reply = await house.PostAsync($"tickets/{ticket.Id}/reply", """{"body":"<p>On it</p>"}""");
        Assert.Equal(201, reply.Status);
        Assert.Equal("pat@acme.test", reply.Json.GetProperty("replied_to")[0].GetString());
        Assert.False(reply.Json.TryGetProperty("private", out _));
        Assert.False(reply.Json.TryGetProperty("incoming", out _));
        Assert.Equal("On it", Assert.Single(house.Server.CustomerReplies(ticket.Id)).BodyText);
        Assert.NotNull(house.Server.Ticket(ticket.Id).Stats.FirstRespondedAt);
        Assert.Equal(2, house.Server.Ticket(ticket.Id).Status);
    }

    [Theory]
    [InlineData("""{"body":"x","private":true}""", "private", "invalid_field")]
    [InlineData("""{"body":"x","from_email":"fake@else.test"}""", "from_email", "invalid_value")]
    [InlineData("""{"cc_emails":[]}""", "body", "missing_field")]
    public async Task A_reply_with_what_it_may_not_have_is_400(string json, string field, string code)
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        var reply = await house.PostAsync($"tickets/{ticket.Id}/reply", json);
        Assert.Equal((400, field, code), (reply.Status, reply.Error.Field, reply.Error.Code));
        Assert.Empty(house.Server.Conversations(ticket.Id));
    }

    [Fact]
    public async Task A_requester_without_an_address_cannot_be_replied_to()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var made = await house.PostAsync(
            "tickets",
            """{"phone":"+353 1","name":"Lee","subject":"s","description":"d","source":3}"""
        );
        var id = made.Json.GetProperty("id").GetInt64();
        Assert.Equal(400, (await house.PostAsync($"tickets/{id}/reply", """{"body":"x"}""")).Status);
    }

    [Fact]
    public async Task Bodies_are_sanitised_and_wrapped()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var reply = await house.PostAsync(
            $"tickets/{house.Mail().Id}/notes",
            """{"body":"<p onclick='x()'>One</p><script>bad()</script>a<br>b &amp; c"}"""
        );
        Assert.Equal("<div><p>One</p>a<br>b &amp; c</div>", reply.Json.GetProperty("body").GetString());
        Assert.Equal("One a b & c", reply.Json.GetProperty("body_text").GetString());
    }

    [Fact]
    public async Task Conversations_are_paged_oldest_first_and_include_gives_the_oldest_ten()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        var agent = house.Server.AsAgent(house.Server.IntegrationAgent);
        for (var i = 0; i < 35; i++)
        {
            agent.PrivateNote(ticket.Id, $"note {i}");
        }

        var first = await house.GetAsync($"tickets/{ticket.Id}/conversations");
        Assert.Equal(30, first.Json.GetArrayLength());
        Assert.Equal("note 0", first.Json[0].GetProperty("body_text").GetString());
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
        var second = await house.GetAsync(next);
        Assert.Equal(5, second.Json.GetArrayLength());
        Assert.False(second.Headers.Contains("Link"));
        var view = await house.GetAsync($"tickets/{ticket.Id}?include=conversations");
        Assert.Equal(10, view.Json.GetProperty("conversations").GetArrayLength());
    }

    [Fact]
    public async Task A_customers_mail_is_incoming_and_stamps_the_ticket()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        house.Time.Advance(TimeSpan.FromMinutes(1));
        house.Server.AsCustomer("pat@acme.test").Reply(ticket.Id, "still broken");
        var row = (await house.GetAsync($"tickets/{ticket.Id}/conversations")).Json[0];
        Assert.True(row.GetProperty("incoming").GetBoolean());
        Assert.Equal(0, row.GetProperty("source").GetInt32());
        Assert.Equal(ticket.RequesterId, row.GetProperty("user_id").GetInt64());
        Assert.Equal(house.Time.GetUtcNow(), house.Server.Ticket(ticket.Id).Stats.RequesterRespondedAt);
        Assert.Empty(house.Server.CustomerReplies(ticket.Id));
    }

    [Fact]
    public async Task A_customers_mail_reopens_only_where_the_account_says_so()
    {
        await using var house = await FreshdeskHouse.OpenAsync(new FreshdeskOptions { ReopenOnCustomerReply = true });
        var ticket = house.Mail();
        house.Server.AsAgent(house.Server.IntegrationAgent).SetStatus(ticket.Id, 4);
        house.Server.AsCustomer("pat@acme.test").Reply(ticket.Id, "no");
        Assert.Equal(2, house.Server.Ticket(ticket.Id).Status);
    }

    [Fact]
    public async Task A_note_can_be_edited_and_deleted_but_a_reply_not_edited()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        var agent = house.Server.AsAgent(house.Server.IntegrationAgent);
        var note = agent.PrivateNote(ticket.Id, "old");
        var sent = agent.Reply(ticket.Id, "gone out");
        var edited = await house.PutAsync($"conversations/{note.Id}", """{"body":"new"}""");
        Assert.Equal("new", edited.Json.GetProperty("body_text").GetString());
        Assert.Equal(405, (await house.PutAsync($"conversations/{sent.Id}", """{"body":"new"}""")).Status);
        Assert.Equal(204, (await house.DeleteAsync($"conversations/{note.Id}")).Status);
        Assert.Equal(404, (await house.DeleteAsync($"conversations/{note.Id}")).Status);
    }
}
