using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>The attributes of a task that its create and update bodies share.</summary>
internal static class TaskInput
{
    /// <summary>The first thing in the body that ClickUp would refuse; null when there is none.</summary>
    public static Refusal? Check(JsonElement body)
    {
        if (
            body.Member("priority") is { ValueKind: not JsonValueKind.Null } priority
            && priority.Whole() is not (>= 1 and <= 4)
        )
        {
            return Refusal.BadPriority;
        }

        if (IsBadDate(body, "due_date") || IsBadDate(body, "start_date"))
        {
            return Refusal.BadDate;
        }

        var assignees = body.Member("assignees");
        var ids = assignees
            .Items()
            .Concat(assignees?.Member("add").Items() ?? [])
            .Concat(assignees?.Member("rem").Items() ?? []);
        return ids.Any(e => e.ValueKind != JsonValueKind.Number) ? Refusal.BadAssignee : null;
    }

    /// <summary>Fills a new task from a body that <see cref="Check"/> let pass.</summary>
    public static void Fill(World world, ClickUpUser actor, TaskItem task, JsonElement body)
    {
        task.CustomItemId = (int?)body.Member("custom_item_id")?.Whole() ?? 0;
        task.Archived = body.Flag("archived");
        if (Content(body) is { } content)
        {
            (task.Text, task.Markdown) = content;
        }

        task.Priority = (int?)body.Member("priority")?.Whole();
        (task.Due, task.DueHasTime) = Date(actor, body, "due_date");
        (task.Start, task.StartHasTime) = Date(actor, body, "start_date");
        task.Points = body.Member("points") is { ValueKind: JsonValueKind.Number } points ? points.GetDouble() : null;
        task.Estimate = body.Member("time_estimate")?.Whole();
        task.Assignees.AddRange(
            body.Member("assignees").Items().Select(e => Assignee(world, task.List, e)).OfType<ClickUpUser>()
        );
        foreach (var tag in body.Member("tags").Items().Where(t => t.ValueKind == JsonValueKind.String))
        {
            var name = tag.GetString()!.ToLowerInvariant();
            task.Tags.Add(name);
            task.List.Space.Tags.Add(name);
        }
    }

    /// <summary>
    /// The description as plain text and as Markdown; null when the body leaves it alone. An empty description is
    /// ignored, a single space clears; Markdown wins over plain text.
    /// </summary>
    public static (string Text, string Markdown)? Content(JsonElement body)
    {
        if (body.Text("markdown_content") is { } markdown)
        {
            return (MarkdownStripper.Strip(markdown), markdown);
        }

        return body.Text("description") switch
        {
            null or "" => null,
            " " => ("", ""),
            { } text => (text, text),
        };
    }

    /// <summary>A date of the body as it is stored: without its _time flag it is a day of the actor's zone.</summary>
    public static (long? Moment, bool HasTime) Date(ClickUpUser actor, JsonElement body, string name)
    {
        var hasTime = body.Flag(name + "_time");
        return body.Member(name)?.Whole() switch
        {
            null => (null, false),
            { } moment when hasTime => (moment, true),
            { } moment => (LocalDay.FourAm(moment, actor.TimeZone), false),
        };
    }

    /// <summary>Who gets the task. A guest, who cannot see the list, is passed over without a word.</summary>
    public static ClickUpUser? Assignee(World world, TaskList list, JsonElement id) =>
        id.Whole() is { } number
        && world.Users.TryGetValue(number, out var user)
        && user.Role != 4
        && !list.HiddenFrom.Contains(number)
            ? user
            : null;

    private static bool IsBadDate(JsonElement body, string name) =>
        body.Member(name) is { ValueKind: not JsonValueKind.Null } date && date.Whole() is null;
}
