using System.Globalization;
using System.Text;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.Wire;

namespace Bridge.Sandbox.ClickUp.State;

/// <summary>Comments and their replies. ClickUp tells of new and edited comments, not of replies or deletions.</summary>
internal sealed class CommentBook(World world, WebhookBook webhooks)
{
    /// <summary>Adds a comment (parent null) or a reply, from the body of its POST.</summary>
    public Outcome<Comment> Post(ClickUpUser actor, TaskItem task, Comment? parent, JsonElement body)
    {
        if (Content(body) is not { } content)
        {
            return Refusal.NoCommentText;
        }

        var comment = new Comment(world.Ids.Comment(), task, actor, world.Now, world.Ids.History())
        {
            Parent = parent,
            Runs = content.Runs,
            Text = content.Text,
        };
        this.Assign(actor, comment, body);
        world.Comments.Add(comment.Id, comment);
        (parent?.Replies ?? task.Comments).Add(comment);
        if (parent is null)
        {
            this.Tell(actor, comment, "taskCommentPosted");
        }

        return comment;
    }

    /// <summary>Changes a comment from the body of its PUT. The event reuses the first history id and date.</summary>
    public void Edit(ClickUpUser actor, Comment comment, JsonElement body)
    {
        this.Assign(actor, comment, body);
        if (body.Member("resolved") is { ValueKind: JsonValueKind.True or JsonValueKind.False } resolved)
        {
            comment.Resolved = resolved.GetBoolean();
        }

        if (Content(body) is { } content)
        {
            (comment.Runs, comment.Text) = content;
            if (comment.Parent is null)
            {
                this.Tell(actor, comment, "taskCommentUpdated");
            }
        }
    }

    public void Delete(Comment comment)
    {
        (comment.Parent?.Replies ?? comment.Task.Comments).Remove(comment);
        foreach (var reply in comment.Replies)
        {
            world.Comments.Remove(reply.Id);
        }

        world.Comments.Remove(comment.Id);
    }

    /// <summary>
    /// One page of 25, newest first. The next page starts after the comment that both <paramref name="start"/> (its
    /// date) and <paramref name="startId"/> name; only one of them does nothing.
    /// </summary>
    public static IEnumerable<Comment> Page(TaskItem task, string? start, string? startId)
    {
        var from = task.Comments.Count;
        if (start is not null && long.TryParse(startId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            from = task.Comments.FindIndex(c => c.Id >= id);
            from = from < 0 ? task.Comments.Count : from;
        }

        for (var i = from - 1; i >= Math.Max(0, from - 25); i--)
        {
            yield return task.Comments[i];
        }
    }

    private void Tell(ClickUpUser actor, Comment comment, string @event)
    {
        if (world.Options.CommentsTouchTask)
        {
            comment.Task.Updated = world.Now;
        }

        var item = new HistoryItem(comment.HistoryId, comment.Date, "comment", comment.Task.List.Id, actor)
        {
            After = Json.Quote(CommentJson.Id(comment)),
            Extra = ("comment", Json.Text(json => CommentJson.WriteInHistory(json, comment))),
        };
        webhooks.Send(comment.Task, [item], @event, "taskUpdated");
    }

    private void Assign(ClickUpUser actor, Comment comment, JsonElement body)
    {
        if (body.Member("assignee") is { } assignee)
        {
            comment.Assignee = assignee.Whole() is { } id ? world.Users.GetValueOrDefault(id) : null;
            comment.AssignedBy = comment.Assignee is null ? null : actor;
        }
    }

    private static (string Runs, string Text)? Content(JsonElement body)
    {
        if (body.Member("comment") is { ValueKind: JsonValueKind.Array } runs && runs.GetArrayLength() > 0)
        {
            return (runs.GetRawText(), Plain(runs));
        }

        if (body.Text("comment_text") is not { Length: > 0 } text)
        {
            return null;
        }

        // Plain text stays as it is: neither Markdown nor mentions are read from it.
        var single = Json.Text(json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("text", text);
            json.WriteEndObject();
            json.WriteEndArray();
        });
        return (single, text);
    }

    private static string Plain(JsonElement runs)
    {
        var text = new StringBuilder();
        foreach (var run in runs.EnumerateArray())
        {
            if (run.Text("text") is { } part)
            {
                text.Append(part);
            }
            else if (run.Text("type") == "tag" && run.Member("user")?.Text("username") is { } name)
            {
                text.Append('@').Append(name);
            }
        }

        return text.ToString();
    }
}
