using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;

namespace Bridge.Sandbox.ClickUp.Wire;

/// <summary>Which of the keys a task has that only some answers carry.</summary>
[Flags]
internal enum TaskParts
{
    None = 0,
    Markdown = 1,
    Attachments = 2,
    Subtasks = 4,
}

/// <summary>A task, as every endpoint answers it. It never says whether the due date has a time: nor does ClickUp's.</summary>
internal static class TaskJson
{
    public static void Write(Utf8JsonWriter json, World world, TaskItem task, TaskParts parts)
    {
        json.WriteStartObject();
        json.WriteString("id", task.Id);
        json.WriteString("custom_id", task.CustomId);
        json.WriteNumber("custom_item_id", task.CustomItemId);
        json.WriteString("name", task.Name);
        json.WriteString("text_content", task.Text);
        json.WriteString("description", task.Text);
        if (parts.HasFlag(TaskParts.Markdown))
        {
            json.WriteString("markdown_description", task.Markdown);
        }

        json.WritePropertyName("status");
        PlaceJson.WriteStatus(json, task.Status, withId: true);
        json.WriteString(
            "orderindex",
            task.Sequence.ToString(CultureInfo.InvariantCulture) + ".00000000000000000000000000000000"
        );
        WriteDates(json, task);
        json.WriteBoolean("archived", task.Archived);
        WritePeople(json, task);
        json.WriteEmptyArray("checklists");
        WriteTags(json, task);
        json.WriteString("parent", task.Parent?.Id);
        json.WriteString("top_level_parent", Top(task));
        json.WritePropertyName("priority");
        WritePriority(json, task.Priority);
        json.WriteMoment("due_date", task.Due);
        json.WriteMoment("start_date", task.Start);
        WriteNumber(json, "points", task.Points);
        WriteNumber(json, "time_estimate", task.Estimate);
        json.WriteNumber("time_spent", 0);
        json.WriteStartArray("custom_fields");
        foreach (var field in task.List.AllFields)
        {
            FieldJson.WriteOnTask(json, world, field, task.Values.GetValueOrDefault(field.Id));
        }

        json.WriteEndArray();
        json.WriteEmptyArray("dependencies");
        WriteLinks(json, world, task);
        json.WriteEmptyArray("locations");
        json.WriteString("team_id", world.TeamId);
        json.WriteString("url", "https://app.clickup.com/t/" + task.Id);
        WriteSharing(json);
        json.WriteString("permission_level", "create");
        WritePlaces(json, task.List);
        if (parts.HasFlag(TaskParts.Subtasks))
        {
            json.WriteStartArray("subtasks");
            foreach (var subtask in task.Subtasks)
            {
                Write(json, world, subtask, TaskParts.None);
            }

            json.WriteEndArray();
        }

        if (parts.HasFlag(TaskParts.Attachments))
        {
            AttachmentJson.WriteAll(json, world, task);
        }

        json.WriteEndObject();
    }

    /// <summary>1 urgent, 2 high, 3 normal, 4 low; the id and orderindex are strings.</summary>
    public static void WritePriority(Utf8JsonWriter json, int? priority)
    {
        if (priority is not { } value)
        {
            json.WriteNullValue();
            return;
        }

        var (name, color) = value switch
        {
            1 => ("urgent", "#f50000"),
            2 => ("high", "#ffcc00"),
            3 => ("normal", "#6fddff"),
            _ => ("low", "#d8d8d8"),
        };
        var id = value.ToString(CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("color", color);
        json.WriteString("id", id);
        json.WriteString("orderindex", id);
        json.WriteString("priority", name);
        json.WriteEndObject();
    }

    public static void WriteTag(Utf8JsonWriter json, string tag, long creator)
    {
        json.WriteStartObject();
        json.WriteString("name", tag);
        json.WriteString("tag_fg", "#FF4081");
        json.WriteString("tag_bg", "#FF4081");
        json.WriteNumber("creator", creator);
        json.WriteEndObject();
    }

    private static string? Top(TaskItem task)
    {
        var top = task.Parent;
        while (top?.Parent is { } next)
        {
            top = next;
        }

        return top?.Id;
    }

    private static void WriteDates(Utf8JsonWriter json, TaskItem task)
    {
        json.WriteMoment("date_created", task.Created);
        json.WriteMoment("date_updated", task.Updated);
        json.WriteMoment("date_closed", task.Closed);
        json.WriteMoment("date_done", task.Done);
    }

    private static void WritePeople(Utf8JsonWriter json, TaskItem task)
    {
        UserJson.Write(json, "creator", task.Creator);
        UserJson.WriteAll(json, "assignees", task.Assignees);
        json.WriteEmptyArray("group_assignees");
        UserJson.WriteAll(json, "watchers", [task.Creator]);
    }

    private static void WriteTags(Utf8JsonWriter json, TaskItem task)
    {
        json.WriteStartArray("tags");
        foreach (var tag in task.Tags)
        {
            WriteTag(json, tag, task.Creator.Id);
        }

        json.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter json, World world, TaskItem task)
    {
        json.WriteStartArray("linked_tasks");
        foreach (var link in task.Links)
        {
            json.WriteStartObject();
            json.WriteString("task_id", task.Id);
            json.WriteString("link_id", link.To.Id);
            json.WriteMoment("date_created", link.Created);
            json.WriteString("userid", link.By.Id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("workspace_id", world.TeamId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSharing(Utf8JsonWriter json)
    {
        json.WriteStartObject("sharing");
        json.WriteBoolean("public", false);
        json.WriteNull("public_share_expires_on");
        json.WriteStartArray("public_fields");
        json.WriteStringValue("assignees");
        json.WriteStringValue("priority");
        json.WriteEndArray();
        json.WriteNull("token");
        json.WriteBoolean("seo_optimized", false);
        json.WriteEndObject();
    }

    private static void WritePlaces(Utf8JsonWriter json, TaskList list)
    {
        PlaceJson.WriteParent(json, "list", list.Id, list.Name, hidden: null);

        // A list in no folder has a hidden one around it, never null.
        PlaceJson.WriteParent(json, "project", list.Folder.Id, list.Folder.Name, list.Folder.Hidden);
        PlaceJson.WriteParent(json, "folder", list.Folder.Id, list.Folder.Name, list.Folder.Hidden);
        json.WriteStartObject("space");
        json.WriteString("id", list.Space.Id);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
