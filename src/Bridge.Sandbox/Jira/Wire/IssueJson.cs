using System.Globalization;
using System.Text.Json;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Wire;

internal static class IssueJson
{
    private static readonly string[] AlwaysNull =
    [
        "timespent",
        "timeestimate",
        "timeoriginalestimate",
        "aggregatetimespent",
        "aggregatetimeestimate",
        "aggregatetimeoriginalestimate",
        "lastViewed",
        "security",
    ];

    public static void Write(Utf8JsonWriter json, Issue issue, IssueState state, IssueView view)
    {
        var form = view.Form;
        json.WriteStartObject();
        if (!view.InWebhook && (view.Fields.HasFields || view.Expand.Count > 0))
        {
            json.WriteString(
                "expand",
                "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations"
            );
        }

        json.WriteString("id", Id(issue));
        if (view.Fields.HasFields || view.InWebhook || view.Fields.Has("key"))
        {
            json.WriteString("self", form.Self("issue/" + Id(issue)));
            json.WriteString("key", state.Key);
        }

        if (view.Fields.HasFields)
        {
            json.WriteStartObject("fields");
            WriteFields(json, issue, state, view);
            json.WriteEndObject();
        }

        WriteExpanded(json, issue, state, view);
        json.WriteEndObject();
    }

    public static void WriteProject(Utf8JsonWriter json, Project project, WireForm form)
    {
        json.WriteStartObject();
        WriteProjectMembers(json, project, form);
        json.WriteEndObject();
    }

    public static void WriteProjectMembers(Utf8JsonWriter json, Project project, WireForm form)
    {
        json.WriteString("self", form.Self("project/" + project.Id));
        json.WriteString("id", project.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("key", project.Key);
        json.WriteString("name", project.Name);
        json.WriteString("projectTypeKey", "software");
        if (form.IsCloud)
        {
            json.WriteBoolean("simplified", false);
        }

        json.WriteStartObject("avatarUrls");
        foreach (var size in (string[])["48x48", "24x24", "16x16", "32x32"])
        {
            json.WriteString(size, $"{form.BaseUrl}/secure/projectavatar?pid={project.Id}&size={size[..2]}");
        }

        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, Issue issue, IssueState state, IssueView view)
    {
        foreach (var field in view.Site.Fields)
        {
            if (!view.Fields.Has(field.Id) || (field.IsCustom && !state.Project.CustomFields.Contains(field.Id)))
            {
                continue;
            }

            json.WritePropertyName(field.Id);
            if (ValueOf(field, state) is { } value)
            {
                field.Type.Write(json, value, view.Form, view.Site);
            }
            else
            {
                field.Type.WriteEmpty(json);
            }
        }

        if (view.Fields.Has("project"))
        {
            json.WritePropertyName("project");
            WriteProject(json, state.Project, view.Form);
        }

        foreach (var name in AlwaysNull.Where(view.Fields.Has))
        {
            json.WriteNull(name);
        }

        WriteLists(json, issue, state, view);
        WriteCounters(json, issue, state, view);
    }

    private static object? ValueOf(Field field, IssueState state) =>
        field.Id switch
        {
            "created" => state.Created,
            "updated" => state.Updated,
            "statuscategorychangedate" => state.CategoryChanged,
            "resolutiondate" => state.Resolved,
            "creator" => state.Creator,
            _ => state.Values.GetValueOrDefault(field.Id),
        };

    private static void WriteLists(Utf8JsonWriter json, Issue issue, IssueState state, IssueView view)
    {
        foreach (var name in (string[])["issuelinks", "subtasks"])
        {
            if (view.Fields.Has(name))
            {
                json.WriteStartArray(name);
                json.WriteEndArray();
            }
        }

        if (view.Fields.Has("attachment"))
        {
            json.WriteStartArray("attachment");
            foreach (var attachment in issue.Attachments)
            {
                AttachmentJson.Write(json, attachment, view.Form);
            }

            json.WriteEndArray();
        }

        if (view.Fields.Has("comment"))
        {
            var seen = issue.Comments.Where(c => c.VisibleTo(view.Reader)).ToList();
            var shown = view.Form.IsCloud ? Math.Min(seen.Count, view.Site.Options.EmbeddedComments) : seen.Count;
            json.WriteStartObject("comment");
            json.WriteStartArray("comments");
            foreach (var comment in seen.Take(shown))
            {
                CommentJson.Write(json, comment, view.Form);
            }

            json.WriteEndArray();
            json.WriteString("self", view.Form.Self($"issue/{Id(issue)}/comment"));
            WritePage(json, shown, seen.Count, 0);
            json.WriteEndObject();
        }

        if (view.Fields.Has("worklog"))
        {
            json.WriteStartObject("worklog");
            WritePage(json, 20, 0, 0);
            json.WriteStartArray("worklogs");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (view.Fields.Has("watches"))
        {
            json.WriteStartObject("watches");
            json.WriteString("self", view.Form.Self($"issue/{state.Key}/watchers"));
            json.WriteNumber("watchCount", issue.Watchers.Count);
            json.WriteBoolean("isWatching", view.Reader is { } me && issue.Watchers.Contains(me.AccountId));
            json.WriteEndObject();
        }
    }

    private static void WriteCounters(Utf8JsonWriter json, Issue issue, IssueState state, IssueView view)
    {
        if (view.Fields.Has("votes"))
        {
            json.WriteStartObject("votes");
            json.WriteString("self", view.Form.Self($"issue/{state.Key}/votes"));
            json.WriteNumber("votes", 0);
            json.WriteBoolean("hasVoted", value: false);
            json.WriteEndObject();
        }

        foreach (var name in (string[])["progress", "aggregateprogress"])
        {
            if (view.Fields.Has(name))
            {
                json.WriteStartObject(name);
                json.WriteNumber("progress", 0);
                json.WriteNumber("total", 0);
                json.WriteEndObject();
            }
        }

        if (view.Fields.Has("timetracking"))
        {
            json.WriteStartObject("timetracking");
            json.WriteEndObject();
        }

        if (view.Fields.Has("workratio"))
        {
            json.WriteNumber("workratio", -1);
        }
    }

    private static void WriteExpanded(Utf8JsonWriter json, Issue issue, IssueState state, IssueView view)
    {
        if (view.Properties.Count > 0)
        {
            json.WriteStartObject("properties");
            foreach (var (key, value) in issue.Properties)
            {
                if (view.Properties.Contains(key) || view.Properties.Contains("*all"))
                {
                    json.WritePropertyName(key);
                    json.WriteRawValue(value);
                }
            }

            json.WriteEndObject();
        }

        if (view.Expand.Contains("renderedFields"))
        {
            json.WritePropertyName("renderedFields");
            RenderedJson.Write(json, issue, state, view);
        }
        else if (!view.Form.IsCloud && !view.InWebhook)
        {
            json.WriteNull("renderedFields");
        }

        if (view.Expand.Contains("names"))
        {
            json.WriteStartObject("names");
            foreach (var field in view.Site.Fields.Where(f => view.Fields.Has(f.Id)))
            {
                json.WriteString(field.Id, field.Name);
            }

            json.WriteEndObject();
        }

        if (view.Expand.Contains("transitions"))
        {
            MetaJson.WriteTransitions(json, issue, view, view.Expand.Contains("transitions.fields"));
        }

        if (view.Expand.Contains("editmeta"))
        {
            json.WritePropertyName("editmeta");
            MetaJson.WriteEditMeta(json, issue, view);
        }

        if (view.Expand.Contains("changelog"))
        {
            json.WritePropertyName("changelog");
            ChangelogJson.WriteExpanded(json, issue, view.Form);
        }
    }

    private static void WritePage(Utf8JsonWriter json, int maxResults, int total, int startAt)
    {
        json.WriteNumber("maxResults", maxResults);
        json.WriteNumber("total", total);
        json.WriteNumber("startAt", startAt);
    }

    private static string Id(Issue issue) => issue.Id.ToString(CultureInfo.InvariantCulture);
}
