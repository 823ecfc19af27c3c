using System.Globalization;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>
/// Lists tasks by the query of GET /list/{id}/task and GET /team/{id}/task: 100 a page from page 0, without closed,
/// archived and sub tasks unless asked for, newest first unless reversed.
/// </summary>
internal sealed class TaskSearch(World world)
{
    private const int PageSize = 100;

    public Outcome<TaskPage> Find(ClickUpUser user, IEnumerable<TaskItem> scope, TaskQuery query)
    {
        var conditions = new List<FieldCondition>();
        if (FieldCondition.Read(query.One("custom_fields"), query.One("custom_field"), conditions) is { } refusal)
        {
            return refusal;
        }

        foreach (var condition in conditions)
        {
            // An exact text needs no walk over the workspace.
            if (
                condition.ExactText is { } text
                && world.Fields.GetValueOrDefault(condition.FieldId) is { HoldsText: true }
            )
            {
                scope = world.TasksByText.GetValueOrDefault((condition.FieldId, text)) ?? [];
                break;
            }
        }

        var found = Filtered(scope, query).Where(t => Visible(t, user) && conditions.All(c => c.Holds(t)));
        var pageNumber = Math.Max(0, (int)(query.Whole("page") ?? 0));
        var sorted = Sorted(found, query.One("order_by"), query.Flag("reverse"));
        var page = sorted.Skip(pageNumber * PageSize).Take(PageSize + 1).ToList();
        return new TaskPage(page.Count > PageSize ? page.GetRange(0, PageSize) : page, page.Count <= PageSize);
    }

    private IEnumerable<TaskItem> Filtered(IEnumerable<TaskItem> tasks, TaskQuery query)
    {
        var withClosed = query.Flag("include_closed");
        var withSubtasks = query.Flag("subtasks");
        var archived = query.Flag("archived");
        var statuses = query.Many("statuses");
        var assignees = query.Many("assignees");
        var tags = query.Many("tags");
        var spaces = query.Many("space_ids");
        var folders = query.Many("project_ids");
        var lists = query.Many("list_ids");
        var types = query.Many("custom_items");
        var parent = query.One("parent");
        return tasks.Where(t =>
            t.Archived == archived
            && (archived || !t.List.Archived)
            && (withSubtasks || parent is not null || t.Parent is null)
            && (withClosed || statuses.Count > 0 || t.Status.Type != "closed")
            && (statuses.Count == 0 || statuses.Contains(t.Status.Name))
            && (assignees.Count == 0 || t.Assignees.Exists(a => assignees.Contains(Text(a.Id))))
            && (tags.Count == 0 || t.Tags.Exists(tags.Contains))
            && (spaces.Count == 0 || spaces.Contains(t.List.Space.Id))
            && (folders.Count == 0 || folders.Contains(t.List.Folder.Id))
            && (lists.Count == 0 || lists.Contains(t.List.Id))
            && (types.Count == 0 || types.Contains(Text(t.CustomItemId)))
            && (parent is null || t.Parent?.Id == parent)
            && Within(t.Due, query, "due_date", strict: true)
            && Within(t.Created, query, "date_created", strict: true)
            && Within(t.Updated, query, "date_updated", world.Options.StrictUpdatedFilter)
            && Within(t.Done, query, "date_done", strict: true)
        );
    }

    private static bool Visible(TaskItem task, ClickUpUser user) => !task.List.HiddenFrom.Contains(user.Id);

    private static bool Within(long? moment, TaskQuery query, string name, bool strict)
    {
        var (after, before) = query.Range(name);
        if (after is null && before is null)
        {
            return true;
        }

        return moment is { } value
            && (after is null || value > after || (!strict && value == after))
            && (before is null || value < before || (!strict && value == before));
    }

    private static IEnumerable<TaskItem> Sorted(IEnumerable<TaskItem> tasks, string? order, bool reverse)
    {
        Func<TaskItem, long> key = order switch
        {
            "updated" => static t => t.Updated,
            "due_date" => static t => t.Due ?? 0,
            _ => static t => t.Sequence,
        };
        return reverse
            ? tasks.OrderBy(key).ThenBy(static t => t.Sequence)
            : tasks.OrderByDescending(key).ThenByDescending(static t => t.Sequence);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

internal sealed record TaskPage(IReadOnlyList<TaskItem> Tasks, bool Last);
