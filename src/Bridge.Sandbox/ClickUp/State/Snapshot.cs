using System.Collections.Immutable;
using System.Globalization;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>Copies of the state for whoever looks from outside.</summary>
internal static class Snapshot
{
    public static ListSnapshot Of(TaskList list) =>
        new(
            list.Id,
            list.Name,
            list.Folder.Id,
            list.Space.Id,
            list.Archived,
            [.. list.Statuses.Select(s => new StatusSnapshot(s.Id, s.Name, s.Type, s.Color, s.OrderIndex))],
            [.. list.AllFields.Select(Of)]
        );

    public static FieldSnapshot Of(Field field) =>
        new(
            field.Id,
            field.Name,
            field.Type,
            [.. field.Options.Select(o => new OptionSnapshot(o.Id, o.Name, o.OrderIndex))]
        );

    public static TaskSnapshot Of(World world, TaskItem task) =>
        new(
            task.Id,
            task.CustomId,
            task.Name,
            task.Text,
            task.Markdown,
            task.Status.Name,
            task.Status.Type,
            task.Priority,
            task.Due is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null,
            task.DueHasTime,
            task.List.Id,
            task.Parent?.Id,
            task.Archived,
            DateTimeOffset.FromUnixTimeMilliseconds(task.Created),
            DateTimeOffset.FromUnixTimeMilliseconds(task.Updated),
            task.Creator.Name,
            [.. task.Assignees.Select(a => a.Name)],
            [.. task.Tags],
            [.. task.Links.Select(l => l.To.Id)],
            [.. task.Attachments.Select(a => a.Title)],
            task.List.AllFields.Where(f => task.Values.ContainsKey(f.Id))
                .ToImmutableDictionary(f => f.Name, f => Text(world, f, task.Values[f.Id]))
        );

    public static CommentSnapshot Of(Comment comment) =>
        new(
            comment.Id.ToString(CultureInfo.InvariantCulture),
            comment.Task.Id,
            comment.Parent?.Id.ToString(CultureInfo.InvariantCulture),
            comment.Author.Name,
            comment.Text,
            DateTimeOffset.FromUnixTimeMilliseconds(comment.Date),
            comment.Resolved,
            comment.Replies.Count
        );

    public static WebhookSnapshot Of(Webhook webhook) =>
        new(
            webhook.Id,
            webhook.Endpoint.OriginalString,
            webhook.Status,
            webhook.FailCount,
            webhook.Secret,
            [.. webhook.Events]
        );

    private static string Text(World world, Field field, object value) =>
        (field.Type, value) switch
        {
            ("drop_down", string id) => Option(field, id),
            ("labels", string[] ids) => string.Join(", ", ids.Select(id => Option(field, id))),
            (_, string text) => text,
            (_, decimal number) => number.ToString(CultureInfo.InvariantCulture),
            (_, long moment) => moment.ToString(CultureInfo.InvariantCulture),
            _ => Wire.FieldJson.History(world, field, value),
        };

    private static string Option(Field field, string id) => field.Options.First(o => o.Id == id).Name;
}
