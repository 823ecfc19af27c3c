using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;

namespace Bridge.Sandbox.ClickUp.Wire;

/// <summary>Workspaces, spaces, folders, lists and statuses.</summary>
internal static class PlaceJson
{
    /// <summary>Statuses in a task carry their id; in lists, spaces and history they do not always.</summary>
    public static void WriteStatus(Utf8JsonWriter json, Status status, bool withId)
    {
        json.WriteStartObject();
        if (withId)
        {
            json.WriteString("id", status.Id);
        }

        json.WriteString("status", status.Name);
        json.WriteString("color", status.Color);
        json.WriteNumber("orderindex", status.OrderIndex);
        json.WriteString("type", status.Type);
        json.WriteEndObject();
    }

    public static void WriteStatuses(Utf8JsonWriter json, IReadOnlyList<Status> statuses)
    {
        json.WriteStartArray("statuses");
        foreach (var status in statuses)
        {
            WriteStatus(json, status, withId: true);
        }

        json.WriteEndArray();
    }

    public static void WriteTeam(Utf8JsonWriter json, World world)
    {
        json.WriteStartObject();
        json.WriteString("id", world.TeamId);
        json.WriteString("name", world.TeamName);
        json.WriteString("color", "#000000");
        json.WriteString("avatar", "https://attachments.clickup.com/avatar.jpg");
        json.WriteStartArray("members");
        foreach (var user in world.Users.Values)
        {
            json.WriteStartObject();
            json.WritePropertyName("user");
            UserJson.WriteWithRole(json, user);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteSpace(Utf8JsonWriter json, Space space)
    {
        json.WriteStartObject();
        json.WriteString("id", space.Id);
        json.WriteString("name", space.Name);
        json.WriteNull("color");
        json.WriteBoolean("private", false);
        json.WriteNull("avatar");
        json.WriteBoolean("admin_can_manage", true);
        json.WriteBoolean("archived", false);
        json.WriteEmptyArray("members");
        WriteStatuses(json, space.Statuses);
        json.WriteBoolean("multiple_assignees", true);
        WriteFeatures(json);
        json.WriteEndObject();
    }

    public static void WriteFolder(Utf8JsonWriter json, Folder folder)
    {
        json.WriteStartObject();
        json.WriteString("id", folder.Id);
        json.WriteString("name", folder.Name);
        json.WriteNumber("orderindex", 0);
        json.WriteBoolean("override_statuses", folder.Statuses is not null);
        json.WriteBoolean("hidden", folder.Hidden);
        json.WriteStartObject("space");
        json.WriteString("id", folder.Space.Id);
        json.WriteString("name", folder.Space.Name);
        json.WriteEndObject();

        // A string here, a number in a list.
        var tasks = folder.Lists.Sum(l => l.Tasks.Count);
        json.WriteString("task_count", tasks.ToString(CultureInfo.InvariantCulture));
        json.WriteBoolean("archived", false);
        WriteStatuses(json, folder.Statuses ?? folder.Space.Statuses);
        json.WriteStartArray("lists");
        foreach (var list in folder.Lists.Where(l => !l.Archived))
        {
            WriteList(json, list);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteList(Utf8JsonWriter json, TaskList list)
    {
        json.WriteStartObject();
        json.WriteString("id", list.Id);
        json.WriteString("name", list.Name);
        json.WriteNumber("orderindex", 0);
        json.WriteString("content", "");

        // The list's colour, which is no status of a task.
        json.WriteNull("status");
        json.WriteNull("priority");
        json.WriteNull("assignee");
        json.WriteNumber("task_count", list.Tasks.Count);
        json.WriteNull("due_date");
        json.WriteBoolean("due_date_time", false);
        json.WriteNull("start_date");
        json.WriteNull("start_date_time");
        WriteParent(json, "folder", list.Folder.Id, list.Folder.Name, list.Folder.Hidden);
        WriteParent(json, "space", list.Space.Id, list.Space.Name, hidden: null);
        json.WriteString("inbound_address", $"add.task.to.{list.Id}@tasks.clickup.example");
        json.WriteBoolean("archived", list.Archived);
        json.WriteBoolean("override_statuses", list.OwnStatuses is not null);
        WriteStatuses(json, list.Statuses);
        json.WriteString("permission_level", "create");
        json.WriteEndObject();
    }

    /// <summary>A place that something is in.</summary>
    public static void WriteParent(Utf8JsonWriter json, string key, string id, string name, bool? hidden)
    {
        json.WriteStartObject(key);
        json.WriteString("id", id);
        json.WriteString("name", name);
        if (hidden is { } value)
        {
            json.WriteBoolean("hidden", value);
        }

        json.WriteBoolean("access", true);
        json.WriteEndObject();
    }

    private static void WriteFeatures(Utf8JsonWriter json)
    {
        json.WriteStartObject("features");
        json.WriteStartObject("due_dates");
        json.WriteBoolean("enabled", true);
        json.WriteBoolean("start_date", true);
        json.WriteBoolean("remap_due_dates", false);
        json.WriteBoolean("remap_closed_due_date", false);
        json.WriteEndObject();
        foreach (var name in Features)
        {
            json.WriteStartObject(name);
            json.WriteBoolean("enabled", true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static readonly string[] Features =
    [
        "time_tracking",
        "tags",
        "time_estimates",
        "checklists",
        "custom_fields",
        "remap_dependencies",
        "dependency_warning",
        "portfolios",
    ];
}
