using System.Text.Json.Nodes;
using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Sandbox.ClickUp;

public sealed class ClickUpFieldTests
{
    [Fact]
    public async Task An_unset_field_has_no_value_key()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var field = await desk.FieldOf(await desk.CreateAsync(), "Ticket");
        Assert.False(field.ContainsKey("value"));
    }

    [Fact]
    public async Task A_drop_down_is_written_by_option_id_or_place_and_read_by_place()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var reply = await desk.SetField(id, "Severity", desk.List.Field("Severity").Option("High"));
        var byId = (int)(await desk.FieldOf(id, "Severity"))["value"]!;
        await desk.SetField(id, "Severity", 1);
        Assert.Equal((200, "{}"), (reply.Status, reply.Text));
        Assert.Equal(2, byId);
        Assert.Equal("Medium", desk.Server.GetTask(id).Fields["Severity"]);
    }

    [Fact]
    public async Task A_drop_down_refuses_the_label()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var reply = await desk.SetField(await desk.CreateAsync(), "Severity", "High");
        Assert.Equal((400, "FIELD_011"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("Ticket", "\"FD-1\"", "\"FD-1\"")]
    [InlineData("Clients hit", "8", "\"8\"")]
    [InlineData("Cost", "12.5", "\"12.5\"")]
    [InlineData("Affects others", "true", "true")]
    [InlineData("Rating", "4", "4")]
    [InlineData("Progress", """{"current":20}""", """{"current":20}""")]
    [InlineData("Pull Request", "\"https://git.example/1\"", "\"https://git.example/1\"")]
    [InlineData("Client Target Date", "1772452800000", "\"1772424000000\"")]
    [InlineData(
        "Place",
        """{"location":{"lat":-28.01,"lng":153.4},"formatted_address":"Gold Coast"}""",
        """{"location":{"lat":-28.01,"lng":153.4},"formatted_address":"Gold Coast"}"""
    )]
    public async Task A_value_is_written_in_one_shape_and_read_in_another(string field, string written, string read)
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var reply = await desk.SetField(id, field, JsonNode.Parse(written)!);
        Assert.Equal(200, reply.Status);
        Assert.Equal(read, (await desk.FieldOf(id, field))["value"]!.ToJsonString());
    }

    [Fact]
    public async Task A_date_with_time_is_kept_as_it_is()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var path = $"task/{id}/field/{desk.List.Field("Client Target Date").Id}";
        await desk.Post(path, new { value = 1_772_452_800_000, value_options = new { time = true } });
        Assert.Equal("1772452800000", desk.Server.GetTask(id).Fields["Client Target Date"]);
    }

    [Fact]
    public async Task An_iso_date_is_a_server_error()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var reply = await desk.SetField(await desk.CreateAsync(), "Client Target Date", "2026-03-02");
        Assert.Equal((500, "FIELD_017"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Labels_replace_the_set_and_people_add_to_it()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var products = desk.List.Field("Products");
        await desk.SetField(id, "Products", new[] { products.Option("Web"), products.Option("TV") });
        await desk.SetField(id, "Products", new[] { products.Option("Mobile") });
        await desk.SetField(id, "Reviewers", new { add = new[] { 183 } });
        await desk.SetField(id, "Reviewers", new { add = new[] { 1001 } });
        var ignored = await desk.SetField(id, "Reviewers", new[] { 5 });
        Assert.Equal("Mobile", desk.Server.GetTask(id).Fields["Products"]);
        Assert.Equal(2, (await desk.FieldOf(id, "Reviewers"))["value"]!.AsArray().Count);
        Assert.Equal(200, ignored.Status);
    }

    [Fact]
    public async Task Null_is_refused_and_delete_clears()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        await desk.SetField(id, "Ticket", "FD-1");
        var path = $"task/{id}/field/{desk.List.Field("Ticket").Id}";
        var refused = await desk.Send(HttpMethod.Post, path, JsonNode.Parse("""{"value":null}"""));
        var cleared = await desk.Delete(path);
        Assert.Equal(400, refused.Status);
        Assert.Equal((200, "{}"), (cleared.Status, cleared.Text));
        Assert.False((await desk.FieldOf(id, "Ticket")).ContainsKey("value"));
    }

    [Fact]
    public async Task A_field_of_another_list_is_refused()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var other = desk.Server.AddList(desk.SpaceId, "Other", fields: [FieldSpec.Text("Note")]);
        var reply = await desk.Post(
            $"task/{await desk.CreateAsync()}/field/{other.Field("Note").Id}",
            new { value = "x" }
        );
        Assert.Equal((400, "FIELD_115"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_create_drops_a_bad_url_and_fails_on_any_other_bad_value()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var url = new { id = desk.List.Field("Pull Request").Id, value = "not a url" };
        var severity = new { id = desk.List.Field("Severity").Id, value = "High" };
        var id = await desk.CreateAsync(new { name = "a", custom_fields = new[] { url } });
        var failed = await desk.Post(
            $"list/{desk.List.Id}/task",
            new { name = "a", custom_fields = new[] { severity } }
        );
        Assert.Empty(desk.Server.GetTask(id).Fields);
        Assert.Equal((400, "FIELD_011"), (failed.Status, failed.Code));
    }

    [Fact]
    public async Task A_create_sets_fields()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var ticket = new { id = desk.List.Field("Ticket").Id, value = "FD-1" };
        var id = await desk.CreateAsync(new { name = "a", custom_fields = new[] { ticket } });
        Assert.Equal("FD-1", desk.Server.GetTask(id).Fields["Ticket"]);
    }

    [Fact]
    public async Task A_person_sets_options_by_name()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        desk.Person.SetField(id, "Severity", "High");
        desk.Person.SetField(id, "Products", new[] { "Web", "TV" });
        desk.Person.SetField(id, "Resolution Notes", "Cache emptied");
        var fields = desk.Server.GetTask(id).Fields;
        Assert.Equal(
            ("High", "Web, TV", "Cache emptied"),
            (fields["Severity"], fields["Products"], fields["Resolution Notes"])
        );
        Assert.Throws<InvalidOperationException>(() => desk.Person.SetField(id, "Severity", "Huge"));
    }

    [Fact]
    public async Task The_fields_of_a_list_name_their_options()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        desk.Server.AddField(desk.SpaceId, FieldSpec.Checkbox("From the space"));
        var reply = await desk.Get($"list/{desk.List.Id}/field");
        var fields = reply.Json["fields"]!.AsArray();
        var severity = fields.First(f => (string?)f!["name"] == "Severity")!;
        var products = fields.First(f => (string?)f!["name"] == "Products")!;
        Assert.Equal("Low", (string?)severity["type_config"]!["options"]![0]!["name"]);
        Assert.Equal("Web", (string?)products["type_config"]!["options"]![0]!["label"]);
        Assert.Contains(fields, f => (string?)f!["name"] == "From the space");
    }
}
