using System.Text.Json;
using System.Text.Json.Nodes;
using Bridge.Sandbox.ClickUp;

namespace Bridge.Tests.Sandbox.ClickUp;

public sealed class ClickUpTaskTests
{
    [Fact]
    public async Task A_new_task_starts_in_the_first_status_and_shows_moments_as_strings()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var reply = await desk.Post($"list/{desk.List.Id}/task", new { name = "Video stalls", priority = 2 });
        var task = reply.Json;
        Assert.Equal(200, reply.Status);
        Assert.Equal("validating", (string?)task["status"]!["status"]);
        Assert.Equal(
            ClickUpDesk.Digits(ClickUpDesk.Milliseconds("2026-03-02T09:00:00Z")),
            (string?)task["date_created"]
        );
        Assert.Equal(
            """{"color":"#ffcc00","id":"2","orderindex":"2","priority":"high"}""",
            task["priority"]!.ToJsonString()
        );
        Assert.Equal("Bridge", (string?)task["creator"]!["username"]);
        Assert.False(task.ContainsKey("due_date_time"));
    }

    [Fact]
    public async Task A_list_in_no_folder_shows_a_hidden_folder()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var task = await desk.Get("task/" + await desk.CreateAsync());
        Assert.Equal("hidden", (string?)task.Json["folder"]!["name"]);
        Assert.True((bool)task.Json["folder"]!["hidden"]!);
        Assert.Equal("""{"id":"%"}""".Replace("%", desk.SpaceId), task.Json["space"]!.ToJsonString());
    }

    [Fact]
    public async Task A_status_is_found_whatever_its_case_and_shown_in_the_list_s_spelling()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var reply = await desk.Put("task/" + id, new { status = "FIXING" });
        Assert.Equal("fixing", (string?)reply.Json["status"]!["status"]);
    }

    [Fact]
    public async Task An_unknown_status_is_refused_with_another_code_on_create_than_on_update()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var created = await desk.Post($"list/{desk.List.Id}/task", new { name = "x", status = "nowhere" });
        var updated = await desk.Put("task/" + id, new { status = "nowhere" });
        Assert.Equal((400, "CRTSK_001"), (created.Status, created.Code));
        Assert.Equal((400, "ITEM_114"), (updated.Status, updated.Code));
    }

    [Fact]
    public async Task An_update_ignores_custom_fields_and_tags_and_an_empty_description()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync(new { name = "a", description = "text" });
        await desk.Put(
            "task/" + id,
            new
            {
                description = "",
                tags = new[] { "x" },
                custom_fields = new[] { new { id = desk.List.Field("Ticket").Id, value = "1" } },
            }
        );
        var task = desk.Server.GetTask(id);
        Assert.Equal("text", task.Description);
        Assert.Empty(task.Tags);
        Assert.Empty(task.Fields);
    }

    [Fact]
    public async Task A_single_space_clears_the_description_and_null_the_due_date_and_priority()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync(
            new
            {
                name = "a",
                description = "text",
                priority = 1,
                due_date = 1_772_000_000_000,
            }
        );
        await desk.Send(
            HttpMethod.Put,
            "task/" + id,
            JsonNode.Parse("""{"description":" ","due_date":null,"priority":null}""")
        );
        var task = desk.Server.GetTask(id);
        Assert.Equal("", task.Description);
        Assert.Null(task.DueDate);
        Assert.Null(task.Priority);
    }

    [Fact]
    public async Task Markdown_shows_as_plain_text_and_as_markdown_only_when_asked_for()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync(
            new { name = "a", markdown_content = "# Steps\n**Open** [it](https://x.example)" }
        );
        var plain = await desk.Get("task/" + id);
        var full = await desk.Get($"task/{id}?include_markdown_description=true");
        Assert.Equal("Steps\nOpen it", (string?)plain.Json["description"]);
        Assert.False(plain.Json.ContainsKey("markdown_description"));
        Assert.Equal("# Steps\n**Open** [it](https://x.example)", (string?)full.Json["markdown_description"]);
    }

    [Fact]
    public async Task A_due_date_without_time_is_four_in_the_morning_of_the_setter_s_zone()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        desk.Person.SetDueDate(id, new DateOnly(2022, 1, 21));
        var byAna = desk.Server.GetTask(id).DueDate;
        await desk.Put("task/" + id, new { due_date = ClickUpDesk.Milliseconds("2022-01-21T12:00:00Z") });
        Assert.Equal(ClickUpDesk.Moment("2022-01-20T18:00:00Z"), byAna);
        Assert.Equal(ClickUpDesk.Moment("2022-01-21T04:00:00Z"), desk.Server.GetTask(id).DueDate);
    }

    [Fact]
    public async Task A_due_date_with_time_is_kept_as_it_is()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var due = ClickUpDesk.Milliseconds("2026-04-01T15:30:00Z");
        var reply = await desk.Put("task/" + id, new { due_date = due, due_date_time = true });
        Assert.Equal(ClickUpDesk.Digits(due), (string?)reply.Json["due_date"]);
    }

    [Fact]
    public async Task A_deleted_task_answers_204_and_is_not_found_from_then_on()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var deleted = await desk.Delete("task/" + id);
        var gone = await desk.Get("task/" + id);
        Assert.Equal((204, ""), (deleted.Status, deleted.Text));
        Assert.Equal((404, "ITEM_013"), (gone.Status, gone.Code));
    }

    [Fact]
    public async Task A_parent_in_another_list_is_refused()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var other = desk.Server.AddList(desk.SpaceId, "Other");
        var parent = await desk.CreateAsync();
        var reply = await desk.Post($"list/{other.Id}/task", new { name = "x", parent });
        Assert.Equal((400, "ITEM_137"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_task_cannot_go_below_its_own_subtask()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var parent = await desk.CreateAsync();
        var child = desk.Person.CreateTask(desk.List.Id, "child", parentId: parent);
        var reply = await desk.Put("task/" + parent, new { parent = child });
        Assert.Equal((400, "ITEM_137"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Tags_are_lower_cased()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        var reply = await desk.Post($"task/{id}/tag/S5%20Red", new { });
        Assert.Equal("{}", reply.Text);
        Assert.Equal(["s5 red"], desk.Server.GetTask(id).Tags);
    }

    [Fact]
    public async Task A_link_shows_on_both_tasks()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var (a, b) = (await desk.CreateAsync(), await desk.CreateAsync());
        var reply = await desk.Post($"task/{a}/link/{b}", new { });
        Assert.Equal(b, (string?)reply.Json["task"]!["linked_tasks"]![0]!["link_id"]);
        Assert.Equal([a], desk.Server.GetTask(b).LinkedTasks);
    }

    [Fact]
    public async Task A_guest_is_passed_over_as_assignee_and_a_string_is_refused()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var guest = desk.Server.AddUser(new ClickUpUser(7, "Guest", "g@example.com", Role: 4));
        var id = await desk.CreateAsync(new { name = "a", assignees = new[] { guest.Id, ClickUpDesk.Ana.Id } });
        var refused = await desk.Post($"list/{desk.List.Id}/task", new { name = "b", assignees = new[] { "183" } });
        Assert.Equal(["Ana Silva"], desk.Server.GetTask(id).Assignees);
        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public async Task An_attachment_shows_on_the_task_and_not_in_lists()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "attachment", "log.txt" } };
        using var response = await desk.Http.PostAsync($"/api/v2/task/{id}/attachment", form);
        var uploaded = await Reply.ReadAsync(response);
        var task = await desk.Get("task/" + id);
        var page = await desk.Get($"list/{desk.List.Id}/task");
        Assert.Equal("log.txt", (string?)uploaded.Json["title"]);
        Assert.Equal("log.txt", (string?)task.Json["attachments"]![0]!["title"]);
        Assert.False(page.Json["tasks"]![0]!.AsObject().ContainsKey("attachments"));
    }

    [Fact]
    public async Task Time_in_status_sums_the_entries_of_a_status()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = await desk.CreateAsync();
        desk.Clock.Move(TimeSpan.FromMinutes(10));
        desk.Person.SetStatus(id, "replicating");
        desk.Clock.Move(TimeSpan.FromMinutes(5));
        desk.Person.SetStatus(id, "validating");
        desk.Clock.Move(TimeSpan.FromMinutes(2));
        var reply = await desk.Get($"task/{id}/time_in_status");
        Assert.Equal(12, (int)reply.Json["current_status"]!["total_time"]!["by_minute"]!);
        Assert.Equal(5, (int)reply.Json["status_history"]![1]!["total_time"]!["by_minute"]!);
    }

    [Fact]
    public async Task A_move_to_a_list_without_the_status_needs_a_mapping()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var other = desk.Server.AddList(desk.SpaceId, "Other");
        var id = await desk.CreateAsync();
        var path = $"/api/v3/workspaces/{desk.Server.TeamId}/tasks/{id}/home_list/{other.Id}";
        var refused = await desk.Put(path, new { });
        var mapping = new { source_status = desk.List.Statuses[0].Id, destination_status = other.Statuses[1].Id };
        var moved = await desk.Put(path, new { status_mappings = new[] { mapping } });
        Assert.Equal(400, (int)refused.Json["status"]!);
        Assert.True(refused.Json.ContainsKey("message"));
        Assert.Equal(200, moved.Status);
        Assert.Equal((other.Id, "in progress"), (desk.Server.GetTask(id).ListId, desk.Server.GetTask(id).Status));
    }

    [Fact]
    public async Task A_merge_takes_comments_over_and_deletes_the_source()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var (target, source) = (await desk.CreateAsync(), await desk.CreateAsync());
        desk.Person.Comment(source, "me too");
        var reply = await desk.Post($"task/{target}/merge", new { source_task_ids = new[] { source } });
        Assert.Equal(200, reply.Status);
        Assert.Null(desk.Server.FindTask(source));
        Assert.Equal("me too\n", Assert.Single(desk.Server.GetComments(target)).Text);
    }

    [Fact]
    public async Task A_custom_id_needs_both_query_parameters()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var space = desk.Server.AddSpace("Engineering", customIdPrefix: "ENG");
        desk.Person.CreateTask(desk.Server.AddList(space, "Bugs").Id, "a");
        var found = await desk.Get($"task/ENG-1?custom_task_ids=true&team_id={desk.Server.TeamId}");
        var missed = await desk.Get("task/ENG-1?custom_task_ids=true");
        Assert.Equal("ENG-1", (string?)found.Json["custom_id"]);
        Assert.Equal(404, missed.Status);
    }

    [Fact]
    public async Task Deleting_a_status_moves_its_tasks()
    {
        await using var desk = await ClickUpDesk.OpenAsync();
        var id = desk.Person.CreateTask(desk.List.Id, "a", status: "fixing");
        desk.Server.DeleteStatus(ClickUpDesk.Ana, desk.List.Id, "fixing", "verifying");
        var list = await desk.Get("list/" + desk.List.Id);
        Assert.Equal("verifying", desk.Server.GetTask(id).Status);
        Assert.DoesNotContain("fixing", JsonSerializer.Serialize(list.Json["statuses"]), StringComparison.Ordinal);
    }
}
