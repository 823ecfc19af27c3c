using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.ClickUp.State;

namespace Bridge.Sandbox.ClickUp.Wire;

/// <summary>Attachments, in a task and as the answer to an upload.</summary>
internal static class AttachmentJson
{
    public static void WriteAll(Utf8JsonWriter json, World world, TaskItem task)
    {
        json.WriteStartArray("attachments");
        foreach (var attachment in task.Attachments)
        {
            WriteInTask(json, world, task, attachment);
        }

        json.WriteEndArray();
    }

    public static void WriteUploaded(Utf8JsonWriter json, World world, Attachment attachment)
    {
        json.WriteStartObject();
        json.WriteString("id", attachment.Id);
        json.WriteString("version", "0");
        json.WriteNumber("date", attachment.Date);
        json.WriteString("title", attachment.Title);
        json.WriteString("extension", attachment.Extension);
        json.WriteString("thumbnail_small", Url(world, attachment));
        json.WriteString("thumbnail_large", Url(world, attachment));
        json.WriteString("url", Url(world, attachment));
        json.WriteEndObject();
    }

    /// <summary>The runs of a comment that says something and holds a file.</summary>
    public static string Runs(World world, string text, Attachment attachment) =>
        Json.Text(json =>
        {
            var image = attachment.MimeType.StartsWith("image/", StringComparison.Ordinal);
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("text", text + "\n");
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("text", attachment.Title);
            json.WriteString("type", image ? "image" : "attachment");
            json.WriteStartObject(image ? "image" : "attachment");
            json.WriteString("id", attachment.Id);
            json.WriteString("name", attachment.Title);
            json.WriteString("title", attachment.Title);
            json.WriteString("type", attachment.Extension);
            json.WriteString("extension", attachment.Extension);
            json.WriteString("mimetype", attachment.MimeType);
            json.WriteNumber("size", attachment.Size);
            json.WriteMoment("date", attachment.Date);
            json.WriteString("url", Url(world, attachment));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        });

    private static void WriteInTask(Utf8JsonWriter json, World world, TaskItem task, Attachment attachment)
    {
        var url = Url(world, attachment);
        json.WriteStartObject();
        json.WriteString("id", attachment.Id);

        // Both kinds were seen in one array of the real one.
        if (attachment.Size % 2 == 0)
        {
            json.WriteNumber("date", attachment.Date);
            json.WriteNumber("size", attachment.Size);
        }
        else
        {
            json.WriteMoment("date", attachment.Date);
            json.WriteString("size", attachment.Size.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteString("title", attachment.Title);
        json.WriteNumber("type", 1);
        json.WriteNumber("source", 1);
        json.WriteNumber("version", 0);
        json.WriteString("extension", attachment.Extension);
        json.WriteNull("thumbnail_small");
        json.WriteNull("thumbnail_medium");
        json.WriteNull("thumbnail_large");
        json.WriteNull("is_folder");
        json.WriteString("mimetype", attachment.MimeType);
        json.WriteBoolean("hidden", false);
        json.WriteString("parent_id", task.Id);
        json.WriteNumber("total_comments", 0);
        json.WriteNumber("resolved_comments", 0);
        UserJson.Write(json, "user", attachment.By);
        json.WriteBoolean("deleted", attachment.Deleted);
        json.WriteNull("orientation");
        json.WriteString("url", url);
        json.WriteNull("email_data");
        json.WriteString("url_w_query", url + "?view=open");
        json.WriteString("url_w_host", url);
        json.WriteEndObject();
    }

    private static string Url(World world, Attachment attachment) => Routes.FileRoutes.Url(world, attachment);
}
