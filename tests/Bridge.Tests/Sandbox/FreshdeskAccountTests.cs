using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Sandbox;

public sealed class FreshdeskAccountTests
{
    [Fact]
    public async Task Ticket_fields_tell_statuses_by_id_and_other_choices_by_label()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var group = house.Server.Setup.AddGroup("Level 2");
        house.Server.Setup.AddStatus("Elevating", "With our engineers");
        var fields = (await house.GetAsync("ticket_fields")).Json.EnumerateArray().ToList();
        var status = fields.Single(f => f.GetProperty("name").GetString() == "status").GetProperty("choices");
        Assert.Equal("Elevating", status.GetProperty("6")[0].GetString());
        Assert.Equal("With our engineers", status.GetProperty("6")[1].GetString());
        var groups = fields.Single(f => f.GetProperty("name").GetString() == "group").GetProperty("choices");
        Assert.Equal(group.Id, groups.GetProperty("Level 2").GetInt64());
        var types = fields.Single(f => f.GetProperty("name").GetString() == "ticket_type").GetProperty("choices");
        Assert.Equal("Question", types[0].GetString());
    }

    [Fact]
    public async Task The_admin_face_of_a_dropdown_has_objects_as_choices()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var field = house.Server.Setup.AddField("Severity", FreshdeskFieldType.Dropdown, ["S1", "S2"]);
        var view = await house.GetAsync($"admin/ticket_fields/{field.Id}");
        Assert.Equal("S2", view.Json.GetProperty("choices")[1].GetProperty("value").GetString());
        var list = await house.GetAsync("admin/ticket_fields");
        Assert.DoesNotContain(list.Json.EnumerateArray(), f => f.TryGetProperty("choices", out _));
    }

    [Fact]
    public async Task Field_names_can_end_in_a_number_that_nobody_can_guess()
    {
        await using var house = await FreshdeskHouse.OpenAsync(new FreshdeskOptions { NumberedFieldNames = true });
        var field = house.Server.Setup.AddField("Issue Type (new)", FreshdeskFieldType.Text);
        Assert.Matches("^cf_issue_type_new_[0-9]{6}$", field.Name);
    }

    [Fact]
    public async Task A_company_has_a_tier_and_is_made_once()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        const string Json = """{"name":"Acme","account_tier":"Enterprise","domains":["acme.test"]}""";
        var made = await house.PostAsync("companies", Json);
        Assert.Equal(201, made.Status);
        var read = await house.GetAsync($"companies/{made.Json.GetProperty("id").GetInt64()}");
        Assert.Equal("Enterprise", read.Json.GetProperty("account_tier").GetString());
        var again = await house.PostAsync("companies", Json);
        Assert.Equal((409, "duplicate_value"), (again.Status, again.Error.Code));
    }

    [Fact]
    public async Task A_contact_can_be_found_by_its_address_and_is_made_once()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        const string Json = """{"name":"Lee","email":"lee@acme.test"}""";
        Assert.Equal(201, (await house.PostAsync("contacts", Json)).Status);
        Assert.Equal(409, (await house.PostAsync("contacts", Json)).Status);
        var found = await house.GetAsync("contacts?email=lee@acme.test");
        Assert.Equal("Lee", Assert.Single(found.Json.EnumerateArray()).GetProperty("name").GetString());
        Assert.True(found.Json[0].GetProperty("org_contact_id").GetInt64() > 1L << 53);
    }

    [Fact]
    public async Task Agents_can_be_listed_by_address_and_tell_their_groups_when_viewed()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var rita = house.Server.Setup.AddAgent("Rita", "rita@support.example.com");
        var group = house.Server.Setup.AddGroup("QA", rita);
        var list = await house.GetAsync("agents?email=rita@support.example.com");
        Assert.Equal(rita.Id, Assert.Single(list.Json.EnumerateArray()).GetProperty("id").GetInt64());
        var view = await house.GetAsync($"agents/{rita.Id}");
        Assert.Equal(group.Id, view.Json.GetProperty("group_ids")[0].GetInt64());
        Assert.Equal(rita.Id, (await house.GetAsync($"groups/{group.Id}")).Json.GetProperty("agent_ids")[0].GetInt64());
    }

    [Fact]
    public async Task An_article_starts_as_a_draft_and_can_be_found()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var categories = (await house.GetAsync("solutions/categories")).Json;
        var folders = (await house.GetAsync($"solutions/categories/{categories[0].GetProperty("id")}/folders")).Json;
        var made = await house.PostAsync(
            $"solutions/folders/{folders[0].GetProperty("id")}/articles",
            """{"title":"Login loop","description":"<p>Clear the cookie</p>","status":1,"type":1,"tags":["l2"]}"""
        );
        Assert.Equal((201, 1), (made.Status, made.Json.GetProperty("status").GetInt32()));
        var found = (await house.GetAsync("search/solutions?term=cookie")).Json;
        Assert.Equal("Login loop", Assert.Single(found.EnumerateArray()).GetProperty("title").GetString());
        var published = await house.PutAsync($"solutions/articles/{made.Json.GetProperty("id")}", """{"status":2}""");
        Assert.Equal(2, published.Json.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task The_Level_2_support_account_is_a_few_lines()
    {
        await using var house = await FreshdeskHouse.OpenAsync();
        var setup = house.Server.Setup;
        string[] stages = ["Validating", "Replicating", "Estimating", "Fixing", "Verifying", "Closed (Unresolved)"];
        Assert.Equal([6, 7, 8, 9, 10, 11], stages.Select(s => setup.AddStatus(s)));
        setup.SetChoices("ticket_type", "Bugs/Defects", "Data Issues");
        setup.AddField("Severity", FreshdeskFieldType.Dropdown, ["S1", "S2", "S3"]);
        setup.AddField("Resolution Notes", FreshdeskFieldType.Paragraph, requiredForClosure: true);
        var ops = setup.AddAgent("Olive Ops", "olive@support.example.com");
        var group = setup.AddGroup("Operations", ops);
        setup.AddCompany("Acme", "Premium", "acme.test");
        var ticket = house.Mail();
        var desk = house.Server.AsAgent(ops);
        desk.SetGroup(ticket.Id, group.Id);
        desk.Assign(ticket.Id, ops.Id);
        desk.Change(ticket.Id, new FreshdeskTicketChange { Status = 6, Type = "Bugs/Defects" });
        desk.SetFields(ticket.Id, ("cf_severity", "S2"));
        Assert.Throws<InvalidOperationException>(() => desk.SetStatus(ticket.Id, 5));
        var now = house.Server.Ticket(ticket.Id);
        Assert.Equal((6, "Bugs/Defects", "S2"), (now.Status, now.Type, now.CustomFields["cf_severity"]));
    }
}
