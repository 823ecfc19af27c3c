using System.Text.Json;
using Bridge.Sandbox.Jira.Fields;
using Bridge.Sandbox.Jira.State;

namespace Bridge.Sandbox.Jira.Wire;

/// <summary>What describes fields and transitions: field lists, createmeta, editmeta, transitions.</summary>
internal static class MetaJson
{
    public static void WriteTransitions(Utf8JsonWriter json, Issue issue, IssueView view, bool withFields)
    {
        json.WriteStartArray("transitions");
        foreach (var transition in Workflow.Open(issue, view.Reader))
        {
            WriteTransition(json, transition, issue, view, withFields);
        }

        json.WriteEndArray();
    }

    public static void WriteTransition(
        Utf8JsonWriter json,
        Transition transition,
        Issue issue,
        IssueView view,
        bool withFields
    )
    {
        json.WriteStartObject();
        json.WriteString("id", transition.Id);
        json.WriteString("name", transition.Name);
        json.WritePropertyName("to");
        StatusType.WriteStatus(json, transition.To, view.Form);
        if (view.Form.IsCloud)
        {
            json.WriteBoolean("hasScreen", transition.HasScreen);
            json.WriteBoolean("isGlobal", transition.From.IsEmpty);
            json.WriteBoolean("isInitial", value: false);
            json.WriteBoolean("isAvailable", value: true);
            json.WriteBoolean("isConditional", !transition.OnlyGroups.IsEmpty);
            json.WriteBoolean("looped", transition.To == issue.State.Status);
        }

        if (withFields)
        {
            json.WriteStartObject("fields");
            foreach (var id in transition.Screen)
            {
                if (view.Site.Field(id) is { } field)
                {
                    json.WritePropertyName(id);
                    WriteField(json, field, issue.State.Project, view, transition.Required.Contains(id));
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static void WriteEditMeta(Utf8JsonWriter json, Issue issue, IssueView view)
    {
        var project = issue.State.Project;
        json.WriteStartObject();
        json.WriteStartObject("fields");
        foreach (var field in view.Site.Fields.Where(f => f.CanBeSet && IssueWriter.IsOnEdit(project, f.Id)))
        {
            json.WritePropertyName(field.Id);
            WriteField(json, field, project, view, field.Id is "summary" or "issuetype");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A field as createmeta, editmeta and transitions show it.</summary>
    public static void WriteField(
        Utf8JsonWriter json,
        Field field,
        Project project,
        IssueView view,
        bool required,
        bool withFieldId = false
    )
    {
        json.WriteStartObject();
        json.WriteBoolean("required", required);
        json.WritePropertyName("schema");
        WriteSchema(json, field);
        json.WriteString("name", field.Name);
        json.WriteString("key", field.Id);
        if (withFieldId)
        {
            json.WriteString("fieldId", field.Id);
        }

        json.WriteBoolean("hasDefaultValue", field.Id == "priority");
        json.WriteStartArray("operations");
        foreach (var operation in field.Type.Operations)
        {
            json.WriteStringValue(operation);
        }

        json.WriteEndArray();
        if (
            field.Type
            is not (LineType or RichTextType or DateType or MomentType or NumberType or UserType or LabelsType)
        )
        {
            json.WriteStartArray("allowedValues");
            field.Type.WriteAllowed(json, project, view.Form, view.Site);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>A field as GET /field shows it.</summary>
    public static void WriteDefinition(Utf8JsonWriter json, Field field)
    {
        json.WriteStartObject();
        json.WriteString("id", field.Id);
        json.WriteString("key", field.Id);
        json.WriteString("name", field.Name);
        json.WriteBoolean("custom", field.IsCustom);
        json.WriteBoolean("orderable", field.CanBeSet);
        json.WriteBoolean("navigable", value: true);
        json.WriteBoolean("searchable", value: true);
        json.WriteStartArray("clauseNames");
        foreach (var clause in field.Clauses)
        {
            json.WriteStringValue(clause);
        }

        json.WriteEndArray();
        json.WritePropertyName("schema");
        WriteSchema(json, field);
        json.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter json, Field field)
    {
        json.WriteStartObject();
        json.WriteString("type", field.Type.Type);
        if (field.Type.Items is { } items)
        {
            json.WriteString("items", items);
        }

        if (field.CustomType is { } custom)
        {
            json.WriteString("custom", "com.atlassian.jira.plugin.system.customfieldtypes:" + custom);
            json.WriteNumber("customId", field.CustomNumber);
        }
        else
        {
            json.WriteString("system", field.Id);
        }

        json.WriteEndObject();
    }
}
