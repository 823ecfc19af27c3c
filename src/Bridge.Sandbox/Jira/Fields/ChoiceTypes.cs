using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Fields;

/// <summary>One of a list that the site or the project keeps, by id or by name.</summary>
internal abstract class ChoiceType<T>(string type) : FieldType(type)
    where T : class
{
    public override FieldInput Read(JsonElement input, Reading reading)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            return FieldInput.Bad($"Specify a valid 'id' or 'name' for {this.Type}");
        }

        var id = Json.Text(input, "id");
        var name = Json.Text(input, "name");
        var found = this.All(reading.Project, reading.Site)
            .FirstOrDefault(c =>
                id is not null
                    ? this.Id(c) == id
                    : string.Equals(this.Name(c), name, StringComparison.OrdinalIgnoreCase)
            );
        return found is not null ? FieldInput.Good(found) : FieldInput.Bad(this.Unknown(id, name));
    }

    public override (string? Id, string? Text) Log(object? value, Site site) =>
        value is T choice ? (this.Id(choice), this.Name(choice)) : (null, null);

    public override void Write(Utf8JsonWriter json, object value, WireForm form, Site site) =>
        this.WriteOne(json, (T)value, form);

    public override bool WriteAllowed(Utf8JsonWriter json, Project project, WireForm form, Site site)
    {
        foreach (var choice in this.All(project, site))
        {
            this.WriteOne(json, choice, form);
        }

        return true;
    }

    protected abstract IEnumerable<T> All(Project project, Site site);

    protected abstract string Id(T choice);

    protected abstract string Name(T choice);

    protected abstract void WriteOne(Utf8JsonWriter json, T choice, WireForm form);

    protected virtual string Unknown(string? id, string? name) =>
        id is not null
            ? $"The {this.Type} selected is invalid."
            : $"{this.Type} with name '{name}' does not exist or is not valid.";
}

internal sealed class PriorityType() : ChoiceType<Priority>("priority")
{
    public static void WritePriority(Utf8JsonWriter json, Priority priority, WireForm form)
    {
        json.WriteStartObject();
        json.WriteString("self", form.Self("priority/" + priority.Id));
        json.WriteString("iconUrl", $"{form.BaseUrl}/images/icons/priorities/{priority.Name.ToLowerInvariant()}.svg");
        json.WriteString("name", priority.Name);
        json.WriteString("id", priority.Id);
        json.WriteEndObject();
    }

    protected override IEnumerable<Priority> All(Project project, Site site) => site.Priorities;

    protected override string Id(Priority choice) => choice.Id;

    protected override string Name(Priority choice) => choice.Name;

    protected override void WriteOne(Utf8JsonWriter json, Priority choice, WireForm form) =>
        WritePriority(json, choice, form);

    protected override string Unknown(string? id, string? name) =>
        id is not null ? "The priority selected is invalid." : "Specify the Priority (id or name) in the string format";
}

internal sealed class ResolutionType() : ChoiceType<Resolution>("resolution")
{
    public static void WriteResolution(Utf8JsonWriter json, Resolution resolution, WireForm form)
    {
        json.WriteStartObject();
        json.WriteString("self", form.Self("resolution/" + resolution.Id));
        json.WriteString("id", resolution.Id);
        json.WriteString("description", "");
        json.WriteString("name", resolution.Name);
        json.WriteEndObject();
    }

    protected override IEnumerable<Resolution> All(Project project, Site site) => site.Resolutions;

    protected override string Id(Resolution choice) => choice.Id;

    protected override string Name(Resolution choice) => choice.Name;

    protected override void WriteOne(Utf8JsonWriter json, Resolution choice, WireForm form) =>
        WriteResolution(json, choice, form);

    protected override string Unknown(string? id, string? name) =>
        id is not null ? "Resolution with id '" + id + "' does not exist." : $"Resolution name '{name}' is not valid";
}

internal sealed class IssueTypeType() : ChoiceType<IssueType>("issuetype")
{
    public static void WriteType(Utf8JsonWriter json, IssueType type, WireForm form)
    {
        json.WriteStartObject();
        json.WriteString("self", form.Self("issuetype/" + type.Id));
        json.WriteString("id", type.Id);
        json.WriteString("description", "");
        json.WriteString(
            "iconUrl",
            $"{form.BaseUrl}/secure/viewavatar?size=medium&avatarId=10318&avatarType=issuetype"
        );
        json.WriteString("name", type.Name);
        json.WriteBoolean("subtask", false);
        json.WriteNumber("avatarId", 10318);
        if (form.IsCloud && form.UsesAdf)
        {
            json.WriteNumber("hierarchyLevel", 0);
        }

        json.WriteEndObject();
    }

    protected override IEnumerable<IssueType> All(Project project, Site site) => project.Types;

    protected override string Id(IssueType choice) => choice.Id;

    protected override string Name(IssueType choice) => choice.Name;

    protected override void WriteOne(Utf8JsonWriter json, IssueType choice, WireForm form) =>
        WriteType(json, choice, form);

    protected override string Unknown(string? id, string? name) => "Specify a valid issue type";
}

internal sealed class StatusType() : ChoiceType<Status>("status")
{
    public static void WriteStatus(Utf8JsonWriter json, Status status, WireForm form)
    {
        json.WriteStartObject();
        json.WriteString("self", form.Self("status/" + status.Id));
        json.WriteString("description", "");
        json.WriteString("iconUrl", form.BaseUrl + "/");
        json.WriteString("name", status.Name);
        json.WriteString("id", status.Id);
        json.WritePropertyName("statusCategory");
        WriteCategory(json, status.Category, form);
        json.WriteEndObject();
    }

    public static void WriteCategory(Utf8JsonWriter json, JiraStatusCategory category, WireForm form)
    {
        var (id, key, color, name) = category switch
        {
            JiraStatusCategory.ToDo => (2, "new", "blue-gray", "To Do"),
            JiraStatusCategory.InProgress => (4, "indeterminate", "yellow", "In Progress"),
            _ => (3, "done", "green", "Done"),
        };
        json.WriteStartObject();
        json.WriteString("self", form.Self("statuscategory/" + id));
        json.WriteNumber("id", id);
        json.WriteString("key", key);
        json.WriteString("colorName", color);
        json.WriteString("name", name);
        json.WriteEndObject();
    }

    protected override IEnumerable<Status> All(Project project, Site site) => project.Statuses;

    protected override string Id(Status choice) => choice.Id;

    protected override string Name(Status choice) => choice.Name;

    protected override void WriteOne(Utf8JsonWriter json, Status choice, WireForm form) =>
        WriteStatus(json, choice, form);
}
