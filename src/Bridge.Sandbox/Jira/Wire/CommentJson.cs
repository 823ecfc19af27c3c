using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Wire;

internal static class CommentJson
{
    public static void Write(
        Utf8JsonWriter json,
        Comment comment,
        WireForm form,
        bool rendered = false,
        bool properties = false
    )
    {
        json.WriteStartObject();
        json.WriteString("self", form.Self($"issue/{comment.Issue.Id}/comment/{comment.Id}"));
        json.WriteString("id", comment.Id.ToString(CultureInfo.InvariantCulture));
        json.WritePropertyName("author");
        PersonJson.Write(json, comment.Author, form);
        json.WritePropertyName("body");
        RichTextType.WriteText(json, comment.Body, form);
        if (rendered)
        {
            json.WriteString("renderedBody", comment.Body.Html);
        }

        json.WritePropertyName("updateAuthor");
        PersonJson.Write(json, comment.UpdateAuthor, form);
        json.WriteString("created", form.Stamp(comment.Created));
        json.WriteString("updated", form.Stamp(comment.Updated));
        if (comment.Visibility is { } visibility)
        {
            json.WriteStartObject("visibility");
            json.WriteString("type", visibility.Type);
            json.WriteString("value", visibility.Value);
            if (form.IsCloud)
            {
                json.WriteString("identifier", visibility.Identifier ?? visibility.Value);
            }

            json.WriteEndObject();
        }

        if (form.IsCloud)
        {
            json.WriteBoolean("jsdPublic", value: true);
        }

        // Data Center's documents know no expansion of properties.
        if (properties && form.IsCloud && comment.Properties.Count > 0)
        {
            json.WriteStartArray("properties");
            foreach (var (key, value) in comment.Properties)
            {
                PropertyJson.Write(json, key, value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}

internal static class PropertyJson
{
    public static void Write(Utf8JsonWriter json, string key, string value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WritePropertyName("value");
        json.WriteRawValue(value);
        json.WriteEndObject();
    }
}

internal static class AttachmentJson
{
    /// <summary>Writes a file. Jira gives the id as a number on GET /attachment/{id} and as a text elsewhere.</summary>
    public static void Write(Utf8JsonWriter json, Attachment attachment, WireForm form, bool numericId = false)
    {
        json.WriteStartObject();
        json.WriteString("self", form.Self("attachment/" + attachment.Id));
        if (numericId)
        {
            json.WriteNumber("id", attachment.Id);
        }
        else
        {
            json.WriteString("id", attachment.Id.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteString("filename", attachment.FileName);
        json.WritePropertyName("author");
        PersonJson.Write(json, attachment.Author, form);
        json.WriteString("created", form.Stamp(attachment.Created));
        json.WriteNumber("size", attachment.Content.LongLength);
        json.WriteString("mimeType", attachment.MimeType);
        var content = form.IsCloud
            ? form.Self("attachment/content/" + attachment.Id)
            : $"{form.BaseUrl}/secure/attachment/{attachment.Id}/{Uri.EscapeDataString(attachment.FileName)}";
        json.WriteString("content", content);
        if (attachment.MimeType.StartsWith("image/", StringComparison.Ordinal))
        {
            json.WriteString("thumbnail", form.Self("attachment/thumbnail/" + attachment.Id));
        }

        json.WriteEndObject();
    }
}
