using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Sandbox;

public sealed class FreshdeskTicketTests
{
    private const string Minimal = """{"email":"pat@acme.test","subject":"Broken","description":"Hi <b>you</b>"}""";

    [Fact]
    public async Task A_created_ticket_has_the_defaults_and_its_address()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var reply = await house.PostAsync("tickets", Minimal);
        Assert.Equal(201, reply.Status);
        Assert.Equal($"{house.Server.BaseUrl}/api/v2/tickets/1", reply.Headers.Location!.ToString());
        Assert.Equal((2, 1, 2), (Number(reply, "status"), Number(reply, "priority"), Number(reply, "source")));
        Assert.Equal("<div>Hi <b>you</b></div>", reply.Json.GetProperty("description").GetString());
        Assert.Equal("Hi you", reply.Json.GetProperty("description_text").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", reply.Json.GetProperty("updated_at").GetString());
    }

    [Fact]
    public async Task An_unknown_address_becomes_a_contact_of_the_company_that_has_its_domain()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var company = house.Server.Setup.AddCompany("Acme", "Premium", "acme.test");
        var reply = await house.PostAsync("tickets", Minimal);
        Assert.Equal(company.Id, reply.Json.GetProperty("company_id").GetInt64());
        var again = await house.PostAsync("tickets", Minimal);
        Assert.Equal(
            reply.Json.GetProperty("requester_id").GetInt64(),
            again.Json.GetProperty("requester_id").GetInt64()
        );
    }

    [Theory]
    [InlineData("""{"colour":"red"}""", "colour", "invalid_field")]
    [InlineData("""{"custom_fields":{"cf_nope":1}}""", "custom_fields.cf_nope", "invalid_field")]
    [InlineData("""{"status":"open"}""", "status", "datatype_mismatch")]
    [InlineData("""{"status":null}""", "status", "datatype_mismatch")]
    [InlineData("""{"status":77}""", "status", "invalid_value")]
    [InlineData("""{"tags":"one"}""", "tags", "datatype_mismatch")]
    [InlineData("""{"group_id":5}""", "group_id", "invalid_value")]
    [InlineData("""{"priority":9}""", "priority", "invalid_value")]
    [InlineData("""{"custom_fields":{"cf_eta":"2 March"}}""", "custom_fields.cf_eta", "invalid_value")]
    [InlineData("""{"custom_fields":{"cf_done":"yes"}}""", "custom_fields.cf_done", "datatype_mismatch")]
    [InlineData("""{"custom_fields":{"cf_count":1.5}}""", "custom_fields.cf_count", "datatype_mismatch")]
    public async Task A_wrong_attribute_is_400_and_changes_nothing(string json, string field, string code)
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Server.Setup.AddField("Eta", FreshdeskFieldType.Date);
        house.Server.Setup.AddField("Done", FreshdeskFieldType.Checkbox);
        house.Server.Setup.AddField("Count", FreshdeskFieldType.Number);
        var ticket = house.Mail();
        var reply = await house.PutAsync($"tickets/{ticket.Id}", json);
        Assert.Equal(400, reply.Status);
        Assert.Equal((field, code), (reply.Error.Field, reply.Error.Code));
        Assert.Equal("Validation failed", reply.Json.GetProperty("description").GetString());
        Assert.Equal(ticket, house.Server.Ticket(ticket.Id) with { CustomFields = ticket.CustomFields });
    }

    [Fact]
    public async Task A_wrong_choice_is_told_with_the_values_in_one_pair_of_quotes()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var reply = await house.PutAsync($"tickets/{house.Mail().Id}", """{"type":"Bug"}""");
        Assert.Equal(
            "It should be one of these values: 'Question,Incident,Problem,Feature Request'",
            reply.Error.Message
        );
    }

    [Fact]
    public async Task An_update_replaces_tags_and_merges_custom_fields()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Server.Setup.AddField("Severity", FreshdeskFieldType.Dropdown, ["S1", "S2"]);
        house.Server.Setup.AddField("Target URL", FreshdeskFieldType.Text);
        var path = $"tickets/{house.Mail().Id}";
        await house.PutAsync(path, """{"tags":["a","b"],"custom_fields":{"cf_severity":"S1"}}""");
        var reply = await house.PutAsync(path, """{"tags":["c"],"custom_fields":{"cf_target_url":"https://x"}}""");
        Assert.Equal("c", Assert.Single(reply.Json.GetProperty("tags").EnumerateArray()).GetString());
        var custom = reply.Json.GetProperty("custom_fields");
        Assert.Equal("S1", custom.GetProperty("cf_severity").GetString());
        Assert.Equal("https://x", custom.GetProperty("cf_target_url").GetString());
    }

    [Fact]
    public async Task An_update_that_changes_nothing_leaves_the_time_alone()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await house.PutAsync($"tickets/{ticket.Id}", """{"status":2,"priority":1,"tags":[]}""");
        Assert.Equal(ticket.UpdatedAt, house.Server.Ticket(ticket.Id).UpdatedAt);
        await house.PutAsync($"tickets/{ticket.Id}", """{"priority":2}""");
        Assert.Equal(house.Time.GetUtcNow(), house.Server.Ticket(ticket.Id).UpdatedAt);
    }

    [Fact]
    public async Task A_custom_status_counts_from_six_and_can_be_set()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var elevating = house.Server.Setup.AddStatus("Elevating");
        Assert.Equal(6, elevating);
        var reply = await house.PutAsync($"tickets/{house.Mail().Id}", """{"status":6}""");
        Assert.Equal(6, Number(reply, "status"));
    }

    [Fact]
    public async Task A_field_required_for_closure_blocks_resolved_and_closed_until_it_comes_along()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Server.Setup.AddField("Cause", FreshdeskFieldType.Dropdown, ["Code", "Data"], requiredForClosure: true);
        var path = $"tickets/{house.Mail().Id}";
        Assert.Equal(200, (await house.PutAsync(path, """{"status":3}""")).Status);
        var refused = await house.PutAsync(path, """{"status":4}""");
        Assert.Equal(
            ("custom_fields.cf_cause", "It should be one of these values: 'Code,Data'", "missing_field"),
            refused.Error
        );
        var filled = await house.PutAsync(path, """{"status":5,"custom_fields":{"cf_cause":"Code"}}""");
        Assert.Equal(5, Number(filled, "status"));
    }

    [Fact]
    public async Task A_field_required_for_agents_binds_them_always_and_a_customer_never()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Server.Setup.AddField("Category", FreshdeskFieldType.Text, requiredForAgents: true);
        var ticket = house.Mail();
        var refused = await house.PutAsync($"tickets/{ticket.Id}", """{"priority":2}""");
        Assert.Equal("missing_field", refused.Error.Code);
        Assert.Throws<InvalidOperationException>(() =>
            house.Server.AsAgent(house.Server.IntegrationAgent).SetPriority(ticket.Id, 3)
        );
        Assert.Equal(400, (await house.PostAsync("tickets", Minimal)).Status);
    }

    [Fact]
    public async Task A_deleted_ticket_can_be_read_but_not_written_until_it_is_restored()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var path = $"tickets/{house.Mail().Id}";
        Assert.Equal(204, (await house.DeleteAsync(path)).Status);
        Assert.True((await house.GetAsync(path)).Json.GetProperty("deleted").GetBoolean());
        Assert.Equal(405, (await house.PutAsync(path, """{"priority":2}""")).Status);
        Assert.Equal(405, (await house.DeleteAsync(path)).Status);
        Assert.Equal(204, (await house.PutAsync(path + "/restore", "{}")).Status);
        Assert.Equal(200, (await house.PutAsync(path, """{"priority":2}""")).Status);
    }

    [Fact]
    public async Task Due_dates_come_a_few_seconds_after_the_answer()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var made = await house.PostAsync("tickets", Minimal);
        Assert.Null(made.Json.GetProperty("due_by").GetString());
        house.Time.Advance(TimeSpan.FromSeconds(3));
        var read = await house.GetAsync("tickets/1");
        Assert.Equal("2026-03-05T09:00:00Z", read.Json.GetProperty("due_by").GetString());
        var changed = await house.PutAsync("tickets/1", """{"priority":4}""");
        Assert.Equal("2026-03-05T09:00:00Z", changed.Json.GetProperty("due_by").GetString());
        house.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(
            "2026-03-02T17:00:00Z",
            (await house.GetAsync("tickets/1")).Json.GetProperty("due_by").GetString()
        );
    }

    [Fact]
    public async Task A_due_date_set_by_hand_stays_when_the_priority_changes()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        await house.PostAsync("tickets", Minimal);
        house.Time.Advance(TimeSpan.FromSeconds(3));
        await house.PutAsync("tickets/1", """{"due_by":"2026-04-01T12:00:00Z"}""");
        await house.PutAsync("tickets/1", """{"priority":4}""");
        house.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 12, 0, 0, TimeSpan.Zero), house.Server.Ticket(1).DueBy);
    }

    [Fact]
    public async Task The_sweep_flags_a_breach_late_and_bumps_the_time()
    {
        await using var house = await FreshdeskHouse.OpenAsync(
            new FreshdeskOptions { EscalationLag = TimeSpan.FromMinutes(9) }
        );
        var id = house.Mail().Id;
        house.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.NotNull(house.Server.Ticket(id).DueBy);
        house.Time.Advance(TimeSpan.FromHours(72));
        Assert.False(house.Server.Ticket(id).IsEscalated);
        house.Time.Advance(TimeSpan.FromMinutes(9));
        var swept = house.Server.Ticket(id);
        Assert.True(swept.IsEscalated);
        Assert.Equal(swept.DueBy + TimeSpan.FromMinutes(9), swept.UpdatedAt);
    }

    [Fact]
    public async Task The_stats_tell_when_a_ticket_was_resolved_and_reopened()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var path = $"tickets/{house.Mail().Id}";
        await house.PutAsync(path, """{"status":4}""");
        house.Time.Advance(TimeSpan.FromMinutes(5));
        await house.PutAsync(path, """{"status":2}""");
        var stats = (await house.GetAsync(path + "?include=stats")).Json.GetProperty("stats");
        Assert.Equal("2026-03-02T09:05:00Z", stats.GetProperty("reopened_at").GetString());
        Assert.Null(stats.GetProperty("resolved_at").GetString());
    }

    [Fact]
    public async Task A_merge_closes_the_secondary_with_a_note_and_moves_its_conversations()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var (first, second) = (house.Mail().Id, house.Mail("Same again").Id);
        house.Server.AsCustomer("pat@acme.test").Reply(second, "more news");
        var reply = await house.PutAsync("tickets/merge", $$"""{"primary_id":{{first}},"ticket_ids":[{{second}}]}""");
        Assert.Equal(204, reply.Status);
        Assert.Equal(5, house.Server.Ticket(second).Status);
        Assert.Contains($"merged into ticket {first}", Assert.Single(house.Server.Conversations(second)).BodyText);
        Assert.Contains(house.Server.Conversations(first), c => c.BodyText == "more news");
    }

    [Fact]
    public async Task A_summary_can_be_written_again_without_touching_the_ticket()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var ticket = house.Mail();
        house.Time.Advance(TimeSpan.FromSeconds(1));
        var path = $"tickets/{ticket.Id}/summary";
        Assert.Equal(404, (await house.GetAsync(path)).Status);
        await house.PutAsync(path, """{"body":"In triage"}""");
        await house.PutAsync(path, """{"body":"Being fixed"}""");
        Assert.Equal("Being fixed", (await house.GetAsync(path)).Json.GetProperty("body_text").GetString());
        Assert.Equal(ticket.UpdatedAt, house.Server.Ticket(ticket.Id).UpdatedAt);
    }

    [Fact]
    public async Task A_bulk_update_is_a_job_that_tells_which_tickets_it_changed()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var id = house.Mail().Id;
        var started = await house.PostAsync(
            "tickets/bulk_update",
            $$$$"""{"bulk_action":{"ids":[{{{{id}}}},99],"properties":{"status":5,"skip_close_notification":true}}}"""
        );
        Assert.Equal(202, started.Status);
        Assert.Equal(5, house.Server.Ticket(id).Status);
        var job = (await house.GetAsync(started.Json.GetProperty("href").GetString()!)).Json.GetProperty("data");
        Assert.Equal([true, false], job.EnumerateArray().Select(t => t.GetProperty("success").GetBoolean()));
    }

    [Fact]
    public async Task A_tracker_knows_its_related_tickets()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var (first, second) = (house.Mail().Id, house.Mail().Id);
        var tracker = await house.PostAsync(
            "tickets",
            $$"""{"email":"qa@support.example.com","subject":"s","description":"d","related_ticket_ids":[{{first}},{{second}}]}"""
        );
        var id = Number(tracker, "id");
        Assert.Equal(3, Number(tracker, "association_type"));
        var related = (await house.GetAsync($"tickets/{id}/associated_tickets")).Json.GetProperty("tickets");
        Assert.Equal(2, related.GetArrayLength());
        Assert.Equal(id, Number(await house.GetAsync($"tickets/{first}/prime_association"), "id"));
    }

    private static int Number(FreshdeskHouse.Reply reply, string name) => reply.Json.GetProperty(name).GetInt32();
}
