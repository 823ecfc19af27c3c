using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Text;

namespace Bridge.Sandbox.Jira.Wire;

/// <summary>renderedFields: HTML for rich text, prose for dates, null for the rest.</summary>
internal static class RenderedJson
{
    public static void Write(Utf8JsonWriter json, Issue issue, IssueState state, IssueView view)
    {
        json.WriteStartObject();
        foreach (var field in view.Site.Fields.Where(f => view.Fields.Has(f.Id)))
        {
            switch (state.Values.GetValueOrDefault(field.Id))
            {
                case RichText text:
                    json.WriteString(field.Id, text.Html);
                    break;
                case DateOnly date:
                    json.WriteString(field.Id, date.ToString("dd/MMM/yy", CultureInfo.InvariantCulture));
                    break;
                default:
                    json.WriteNull(field.Id);
                    break;
            }
        }

        if (view.Fields.Has("created"))
        {
            json.WriteString("created", Prose(state.Created));
        }

        if (view.Fields.Has("comment"))
        {
            json.WriteStartObject("comment");
            json.WriteStartArray("comments");
            foreach (var comment in issue.Comments.Where(c => c.VisibleTo(view.Reader)))
            {
                json.WriteStartObject();
                json.WriteString("id", comment.Id.ToString(CultureInfo.InvariantCulture));
                json.WriteString("body", comment.Body.Html);
                json.WriteString("created", Prose(comment.Created));
                json.WriteString("updated", Prose(comment.Updated));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Prose(DateTimeOffset at) => at.ToString("dd/MMM/yy h:mm tt", CultureInfo.InvariantCulture);
}
