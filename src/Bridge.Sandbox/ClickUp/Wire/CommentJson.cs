using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;

namespace Bridge.Sandbox.ClickUp.Wire;

/// <summary>Comments: in lists, as the answer to a new one, and in history items.</summary>
internal static class CommentJson
{
    public static void Write(Utf8JsonWriter json, Comment comment)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(comment));
        json.WriteRaw("comment", comment.Runs);
        json.WriteString("comment_text", comment.Text);
        UserJson.Write(json, "user", comment.Author);
        json.WriteBoolean("resolved", comment.Resolved);
        UserJson.Write(json, "assignee", comment.Assignee);
        UserJson.Write(json, "assigned_by", comment.AssignedBy);
        json.WriteNull("group_assignee");
        json.WriteEmptyArray("reactions");
        json.WriteMoment("date", comment.Date);
        json.WriteString("reply_count", comment.Replies.Count.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    /// <summary>The answer to a new comment: its id is a number here, a string everywhere else.</summary>
    public static void WriteCreated(Utf8JsonWriter json, World world, Comment comment)
    {
        json.WriteStartObject();
        json.WriteNumber("id", comment.Id);
        json.WriteString("hist_id", comment.HistoryId);
        json.WriteNumber("date", comment.Date);
        json.WriteStartObject("version");
        json.WriteString("object_type", "comment");
        json.WriteString("object_id", Id(comment));
        json.WriteString("workspace_id", world.TeamId);
        json.WriteString("operation", "c");
        json.WriteNumber("date_created", comment.Date);
        json.WriteNumber("date_updated", comment.Date);
        json.WriteNull("date_deleted");
        json.WriteBoolean("deleted", false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteInHistory(Utf8JsonWriter json, Comment comment)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(comment));
        json.WriteMoment("date", comment.Date);
        json.WriteString("parent", comment.Task.Id);
        json.WriteNumber("type", 1);
        json.WriteRaw("comment", comment.Runs);
        json.WriteString("text_content", comment.Text);
        foreach (var name in Unused)
        {
            json.WriteNull(name);
        }

        UserJson.Write(json, "user", comment.Author);
        json.WriteNumber("new_thread_count", 0);
        json.WriteNumber("new_mentioned_thread_count", 0);
        json.WriteEmptyArray("email_attachments");
        json.WriteEmptyArray("threaded_users");
        json.WriteNumber("threaded_replies", comment.Replies.Count);
        json.WriteNumber("threaded_assignees", 0);
        json.WriteEmptyArray("threaded_assignees_members");
        json.WriteNumber("threaded_unresolved_count", 0);
        UserJson.WriteAll(json, "thread_followers", [comment.Author]);
        json.WriteEmptyArray("group_thread_followers");
        json.WriteEmptyArray("reactions");
        json.WriteEmptyArray("emails");
        json.WriteEndObject();
    }

    public static string Id(Comment comment) => comment.Id.ToString(CultureInfo.InvariantCulture);

    private static readonly string[] Unused =
    [
        "x",
        "y",
        "image_y",
        "image_x",
        "page",
        "comment_number",
        "page_id",
        "page_name",
        "view_id",
        "view_name",
        "team",
    ];
}
