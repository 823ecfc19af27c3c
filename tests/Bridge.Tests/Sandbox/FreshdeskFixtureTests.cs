using System.Text.Json;
using Bridge.Sandbox.Freshdesk;

namespace Bridge.Tests.Sandbox;

/// <summary>The simulator's answers carry the keys of recorded ones, with values of the same kinds.</summary>
public sealed class FreshdeskFixtureTests
{
    [Theory]
    [InlineData("airbyte-recorded/agents.json", "agents", "")]
    [InlineData("airbyte-recorded/contacts.json", "contacts", "")]
    [InlineData("airbyte-recorded/ticket_fields.json", "ticket_fields", "")]
    [InlineData("airbyte-recorded/conversations_ticket_22.json", "tickets/1/conversations", "")]
    [InlineData("airbyte-recorded/conversations_ticket_23.json", "tickets/1/conversations", "")]
    [InlineData("airbyte-recorded/settings.json", "settings/helpdesk", "")]
    [InlineData("sandwave-php/get_ticket.json", "tickets/1", "")]
    [InlineData("sandwave-php/get_company.json", "companies/{company}", "")]
    [InlineData("sandwave-php/get_contact.json", "contacts/{contact}", "")]
    [InlineData("sandwave-php/get_group.json", "groups/{group}", "escalate_to unassigned_for auto_ticket_assign")]
    [InlineData("python-freshdesk/groups.json", "groups", "agent_ids escalate_to unassigned_for")]
    [InlineData("python-freshdesk/ticket_1.json", "tickets/1?include=stats,requester", "priority_name")]
    [InlineData("official-docs/ticket_view.json", "tickets/1", "")]
    [InlineData("official-docs/agent_view.json", "agents/me", "")]
    [InlineData("official-docs/companies_list.json", "companies", "")]
    [InlineData("official-docs/admin_ticket_fields_list.json", "admin/ticket_fields", "has_section section_mappings")]
    [InlineData("official-docs/solution_search_item.json", "search/solutions?term=cookie", "")]
    [InlineData("official-docs/companies_autocomplete.json", "companies/autocomplete?name=ac", "")]
    [InlineData("official-docs/ticket_summary.json", "tickets/1/summary", "")]
    [InlineData("official-docs/ticket_associated_tickets.json", "tickets/1/associated_tickets", "")]
    [InlineData("nango-recorded/solution_categories.json", "solutions/categories", "")]
    [InlineData("nango-recorded/solution_category_folders.json", "solutions/categories/501000047273/folders", "")]
    [InlineData("nango-recorded/solution_folder_articles.json", "solutions/folders/501000080541/articles", "")]
    public async Task A_read_has_the_recorded_keys(string file, string path, string known)
    {
        var recorded = Recorded(file);
        await using var house = await FurnishedAsync();
        var company = house.Server.Setup.AddCompany("Acme Two");
        var contact = house.Server.Setup.AddContact("Kim", "kim@acme.test", company);
        var group = house.Server.Setup.AddGroup("QA", house.Server.IntegrationAgent);
        var filled = path.Replace("{company}", $"{company.Id}").Replace("{contact}", $"{contact.Id}");
        var reply = await house.GetAsync(filled.Replace("{group}", $"{group.Id}"));
        Assert.Equal(200, reply.Status);
        Assert.Empty(Missing(recorded, reply.Json, known));
    }

    [Theory]
    [InlineData("official-docs/note_response.json", "tickets/1/notes", """{"body":"b","private":false}""")]
    [InlineData("official-docs/reply_response.json", "tickets/1/reply", """{"body":"b"}""")]
    [InlineData(
        "misc/ticket_create_response_2025.json",
        "tickets",
        """{"email":"a@b.test","subject":"s","description":"d","tags":["t"],"type":"Question"}"""
    )]
    [InlineData("official-docs/contact_create_response.json", "contacts", """{"name":"n","email":"n@b.test"}""")]
    [InlineData("official-docs/company_create_response.json", "companies", """{"name":"n"}""")]
    [InlineData(
        "official-docs/solution_article_create.json",
        "solutions/folders/501000080541/articles",
        """{"title":"t","description":"d","status":1}"""
    )]
    public async Task A_create_has_the_recorded_keys(string file, string path, string json)
    {
        var recorded = Recorded(file);
        await using var house = await FurnishedAsync();
        var reply = await house.PostAsync(path, json);
        Assert.Equal(201, reply.Status);
        Assert.Empty(Missing(recorded, reply.Json, ""));
    }

    [Fact]
    public async Task The_wall_at_page_301_has_the_recorded_body()
    {
        var recorded = Recorded("airbyte-recorded/error_400_page_301.json");
        await using var house = await FreshdeskHouse.OpenAsync();
        Assert.True(JsonElement.DeepEquals(recorded, (await house.GetAsync("tickets?page=301")).Json));
    }

    [Fact]
    public async Task A_wrong_type_has_the_recorded_body()
    {
        var recorded = Recorded("misc/error_400_invalid_type.json");
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Server.Setup.SetChoices("ticket_type", "Question", "Incident", "Problem", "Feature Request", "Refund");
        var reply = await house.PutAsync($"tickets/{house.Mail().Id}", """{"type":"x"}""");
        Assert.True(JsonElement.DeepEquals(recorded, reply.Json));
    }

    [Fact]
    public async Task A_missing_dropdown_has_the_recorded_body()
    {
        var recorded = Recorded("misc/error_400_missing_dropdown.json");
        await using var house = await FreshdeskHouse.OpenAsync();
        house.Server.Setup.AddField("Agent", FreshdeskFieldType.Dropdown, ["Alice", "Bob", "Carol"], true);
        var reply = await house.PutAsync($"tickets/{house.Mail().Id}", """{"priority":2}""");
        Assert.True(JsonElement.DeepEquals(recorded, reply.Json));
    }

    [Fact]
    public async Task A_denied_call_has_the_recorded_body()
    {
        var recorded = Recorded("misc/error_403_access_denied.json");
        await using var house = await FreshdeskHouse.OpenAsync(new FreshdeskOptions { AgentIsAdmin = false });
        Assert.True(JsonElement.DeepEquals(recorded, (await house.GetAsync("agents")).Json));
    }

    private static async Task<FreshdeskHouse> FurnishedAsync()
    {
        var house = await FreshdeskHouse.OpenAsync();
        house.Server.Setup.AddCompany("Acme", "Premium", "acme.test");
        var ticket = house.Mail();
        var agent = house.Server.AsAgent(house.Server.IntegrationAgent);
        agent.PrivateNote(ticket.Id, "a note");
        agent.Reply(ticket.Id, "a reply");
        await house.PutAsync("tickets/1/summary", """{"body":"s"}""");
        await house.PostAsync(
            "solutions/folders/501000080541/articles",
            """{"title":"t","description":"cookie","status":1}"""
        );
        return house;
    }

    /// <summary>Of lists, the keys of all rows together are compared: rows differ by what they are.</summary>
    private static IEnumerable<string> Missing(JsonElement recorded, JsonElement answered, string known)
    {
        var wanted = Kinds(recorded);
        var given = Kinds(answered);
        foreach (var (key, kinds) in wanted)
        {
            if (known.Split(' ').Contains(key))
            {
                continue;
            }

            if (!given.TryGetValue(key, out var has))
            {
                yield return $"{key} is missing";
            }
            else if (!has.Overlaps(kinds) && !has.Contains("Null") && !kinds.Contains("Null"))
            {
                yield return $"{key} is {string.Join('/', has)} and was {string.Join('/', kinds)}";
            }
        }
    }

    private static Dictionary<string, HashSet<string>> Kinds(JsonElement json)
    {
        var kinds = new Dictionary<string, HashSet<string>>();
        foreach (var row in json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().ToArray() : [json])
        {
            foreach (var property in row.EnumerateObject())
            {
                var kind = property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? "Boolean"
                    : property.Value.ValueKind.ToString();
                kinds.TryAdd(property.Name, []);
                kinds[property.Name].Add(kind);
            }
        }

        return kinds;
    }

    private static JsonElement Recorded(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bridge.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "fixtures", "freshdesk", file);
        Assert.SkipUnless(File.Exists(path), $"The recorded payload {file} is not beside the repository.");
        return JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(path));
    }
}
