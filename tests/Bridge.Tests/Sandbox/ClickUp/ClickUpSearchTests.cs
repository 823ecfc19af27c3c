using System.Text.Json.Nodes;
using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Sandbox.ClickUp;

public sealed class ClickUpSearchTests
{
    [Fact]
    public async Task Closed_tasks_and_subtasks_are_left_out_unless_asked_for()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var parent = desk.Person.CreateTask(desk.List.Id, "parent");
        desk.Person.CreateTask(desk.List.Id, "child", parentId: parent);
        desk.Person.CreateTask(desk.List.Id, "closed", status: "in production");
        desk.Person.CreateTask(desk.List.Id, "done", status: "closed (unresolved)");
        Assert.Equal(["done", "parent"], await Names(desk, $"list/{desk.List.Id}/task"));
        Assert.Equal(
            ["done", "closed", "child", "parent"],
            await Names(desk, $"team/{desk.Server.TeamId}/task?include_closed=true&subtasks=true")
        );
    }

    [Fact]
    public async Task Archived_tasks_come_only_alone()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        desk.Person.CreateTask(desk.List.Id, "live");
        desk.Person.Archive(desk.Person.CreateTask(desk.List.Id, "old"));
        Assert.Equal(["live"], await Names(desk, $"list/{desk.List.Id}/task"));
        Assert.Equal(["old"], await Names(desk, $"list/{desk.List.Id}/task?archived=true"));
    }

    [Fact]
    public async Task A_page_has_100_tasks_and_the_last_says_so()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        for (var i = 0; i < 101; i++)
        {
            desk.Person.CreateTask(desk.List.Id, $"task {i}");
        }

        var first = await desk.Get($"list/{desk.List.Id}/task?page=0");
        var second = await desk.Get($"list/{desk.List.Id}/task?page=1&reverse=false");
        Assert.Equal((100, false), (first.Json["tasks"]!.AsArray().Count, (bool)first.Json["last_page"]!));
        Assert.Equal((1, true), (second.Json["tasks"]!.AsArray().Count, (bool)second.Json["last_page"]!));
        Assert.Equal("task 0", (string?)second.Json["tasks"]![0]!["name"]);
    }

    [Fact]
    public async Task Equal_signs_mean_exact_when_doubled_and_contains_when_single()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        foreach (var ticket in new[] { "12", "123" })
        {
            desk.Person.SetField(desk.Person.CreateTask(desk.List.Id, ticket), "Ticket", ticket);
        }

        Assert.Equal(["12"], await Names(desk, Filter(desk, "Ticket", "==", "12")));
        Assert.Equal(["123", "12"], await Names(desk, Filter(desk, "Ticket", "=", "12")));
    }

    [Fact]
    public async Task A_changed_or_deleted_text_is_not_found_any_more()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var changed = desk.Person.CreateTask(desk.List.Id, "changed");
        var deleted = desk.Person.CreateTask(desk.List.Id, "deleted");
        desk.Person.SetField(changed, "Ticket", "12");
        desk.Person.SetField(deleted, "Ticket", "12");
        desk.Person.SetField(changed, "Ticket", "13");
        desk.Person.Delete(deleted);
        Assert.Empty(await Names(desk, Filter(desk, "Ticket", "==", "12")));
        Assert.Equal(["changed"], await Names(desk, Filter(desk, "Ticket", "==", "13")));
    }

    [Fact]
    public async Task Numbers_and_options_can_be_compared()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var few = desk.Person.CreateTask(desk.List.Id, "few");
        var many = desk.Person.CreateTask(desk.List.Id, "many");
        desk.Person.SetField(few, "Clients hit", 2);
        desk.Person.SetField(many, "Clients hit", 20);
        desk.Person.SetField(many, "Severity", "High");
        Assert.Equal(["many"], await Names(desk, Filter(desk, "Clients hit", ">", "3")));
        Assert.Equal(
            ["many"],
            await Names(desk, Filter(desk, "Severity", "ANY", [desk.List.Field("Severity").Option("High")]))
        );
        Assert.Equal(["few"], await Names(desk, Filter(desk, "Severity", "IS NULL", (JsonNode?)null)));
    }

    [Fact]
    public async Task Changes_after_a_moment_come_oldest_first_when_reversed()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var a = desk.Person.CreateTask(desk.List.Id, "a");
        desk.Person.CreateTask(desk.List.Id, "b");
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        desk.Person.CreateTask(desk.List.Id, "c");
        desk.Clock.Move(TimeSpan.FromMinutes(1));
        desk.Person.SetPriority(a, 1);
        var since = ClickUpDesk.Milliseconds("2026-03-02T09:00:00Z");
        var path = $"team/{desk.Server.TeamId}/task?order_by=updated&reverse=true&date_updated_gt={since}";
        Assert.Equal(["c", "a"], await Names(desk, path));
    }

    [Fact]
    public async Task The_bound_of_an_update_filter_can_count_too()
    {
        await using var desk = await ClickUpDesk.OpenAsync(new ClickUpOptions { StrictUpdatedFilter = false });
        desk.Person.CreateTask(desk.List.Id, "a");
        var since = ClickUpDesk.Milliseconds("2026-03-02T09:00:00Z");
        Assert.Equal(["a"], await Names(desk, $"list/{desk.List.Id}/task?date_updated_gt={since}"));
    }

    [Fact]
    public async Task Lists_statuses_and_tags_narrow_the_search()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var other = desk.Server.AddList(desk.SpaceId, "Other");
        desk.Person.CreateTask(other.Id, "elsewhere");
        var tagged = desk.Person.CreateTask(desk.List.Id, "tagged");
        desk.Person.AddTag(tagged, "Red");
        desk.Person.CreateTask(desk.List.Id, "fixing", status: "fixing");
        var team = $"team/{desk.Server.TeamId}/task?";
        Assert.Equal(["fixing", "tagged"], await Names(desk, team + "list_ids[]=" + desk.List.Id));
        Assert.Equal(["fixing"], await Names(desk, team + "statuses[]=Fixing&statuses[]=verifying"));
        Assert.Equal(["tagged"], await Names(desk, team + "tags[]=red"));
    }

    private static string Filter(ClickUpDesk desk, string field, string @operator, JsonNode? value)
    {
        var condition = new JsonObject
        {
            ["field_id"] = desk.List.Field(field).Id,
            ["operator"] = @operator,
            ["value"] = value,
        };
        return $"team/{desk.Server.TeamId}/task?custom_fields="
            + Uri.EscapeDataString(new JsonArray(condition).ToJsonString());
    }

    private static string Filter(ClickUpDesk desk, string field, string @operator, string[] values) =>
        Filter(desk, field, @operator, new JsonArray([.. values.Select(v => (JsonNode)v)]));

    private static async Task<string[]> Names(ClickUpDesk desk, string path)
    {
        var reply = await desk.Get(path);
        return [.. reply.Json["tasks"]!.AsArray().Select(t => (string)t!["name"]!)];
    }
}
