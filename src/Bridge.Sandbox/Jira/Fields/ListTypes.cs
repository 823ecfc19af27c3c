using System.Collections.Immutable;
using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Fields;

/// <summary>A list of texts: labels as such, versions and components by their ids. Empty lists are stored as absent.</summary>
internal abstract class ListType(string items) : FieldType("array", items)
{
    public override IReadOnlyList<string> Operations { get; } = ["set", "add", "remove"];

    public override FieldInput Read(JsonElement input, Reading reading)
    {
        if (input.ValueKind != JsonValueKind.Array)
        {
            return FieldInput.Bad("data was not an array");
        }

        var read = ImmutableArray.CreateBuilder<string>();
        foreach (var item in input.EnumerateArray())
        {
            var (value, error) = this.ReadOne(item, reading);
            if (value is null)
            {
                return FieldInput.Bad(error!);
            }

            if (!read.Contains(value))
            {
                read.Add(value);
            }
        }

        return Stored(read.ToImmutable());
    }

    public override FieldInput Apply(string verb, object? current, JsonElement input, Reading reading)
    {
        if (verb is not ("add" or "remove"))
        {
            return base.Apply(verb, current, input, reading);
        }

        var (value, error) = this.ReadOne(input, reading);
        if (value is null)
        {
            return FieldInput.Bad(error!);
        }

        var list = Of(current);
        return Stored(
            verb == "remove" ? list.Remove(value)
            : list.Contains(value) ? list
            : list.Add(value)
        );
    }

    public override bool Same(object? a, object? b) => Of(a).SequenceEqual(Of(b));

    public override void WriteEmpty(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteEndArray();
    }

    public override void Write(Utf8JsonWriter json, object value, WireForm form, Site site)
    {
        json.WriteStartArray();
        foreach (var item in Of(value))
        {
            this.WriteOne(json, item, form, site);
        }

        json.WriteEndArray();
    }

    public override IEnumerable<string> Terms(object value, Site site) =>
        Of(value).SelectMany(item => new[] { item, this.Name(item, site) }).Distinct(StringComparer.Ordinal);

    public override (string? Id, string? Text) Log(object? value, Site site) =>
        (null, string.Join(' ', Of(value).Select(item => this.Name(item, site))));

    public static ImmutableArray<string> Of(object? value) => value is ImmutableArray<string> list ? list : [];

    protected abstract (string? Value, string? Error) ReadOne(JsonElement input, Reading reading);

    protected abstract void WriteOne(Utf8JsonWriter json, string item, WireForm form, Site site);

    protected abstract string Name(string item, Site site);

    private static FieldInput Stored(ImmutableArray<string> list) => FieldInput.Good(list.IsEmpty ? null : list);
}

internal sealed class LabelsType() : ListType("string")
{
    protected override (string? Value, string? Error) ReadOne(JsonElement input, Reading reading)
    {
        var label = input.ValueKind == JsonValueKind.String ? input.GetString()! : "";
        return label.Length == 0 ? (null, "string expected at index 0")
            : label.Any(char.IsWhiteSpace) ? (null, $"The label '{label}' contains spaces which is invalid.")
            : label.Length > 255 ? (null, $"The label '{label}' exceeds the maximum length of 255 characters.")
            : (label, null);
    }

    protected override void WriteOne(Utf8JsonWriter json, string item, WireForm form, Site site) =>
        json.WriteStringValue(item);

    protected override string Name(string item, Site site) => item;
}

/// <summary>Versions of the project. The changelog has one line for each that came or went.</summary>
internal sealed class VersionsType() : ListType("version")
{
    public override IEnumerable<LogItem> Changes(Field field, object? from, object? to, Site site)
    {
        foreach (var gone in Of(from).Except(Of(to), StringComparer.Ordinal))
        {
            yield return new LogItem(field.LogName, field.Id, gone, this.Name(gone, site), null, null);
        }

        foreach (var come in Of(to).Except(Of(from), StringComparer.Ordinal))
        {
            yield return new LogItem(field.LogName, field.Id, null, null, come, this.Name(come, site));
        }
    }

    public override bool WriteAllowed(Utf8JsonWriter json, Project project, WireForm form, Site site)
    {
        foreach (var version in project.Versions.Where(v => !v.Archived))
        {
            VersionJson.Write(json, version, project, form, site.Today, brief: true);
        }

        return true;
    }

    protected override (string? Value, string? Error) ReadOne(JsonElement input, Reading reading)
    {
        var id = Json.Text(input, "id");
        var name = Json.Text(input, "name");
        var found = reading.Project.Versions.Find(v => id is not null ? v.Id == id : v.Name == name);
        return found is not null ? (found.Id, null)
            : id is not null ? (null, $"Version id '{id}' is not valid")
            : (null, $"Version name '{name}' is not valid");
    }

    protected override void WriteOne(Utf8JsonWriter json, string item, WireForm form, Site site)
    {
        var (project, version) = site.Versions[item];
        VersionJson.Write(json, version, project, form, site.Today, brief: true);
    }

    protected override string Name(string item, Site site) =>
        site.Versions.TryGetValue(item, out var found) ? found.Version.Name : item;
}

internal sealed class ComponentsType() : ListType("component")
{
    protected override (string? Value, string? Error) ReadOne(JsonElement input, Reading reading)
    {
        var id = Json.Text(input, "id");
        var name = Json.Text(input, "name");
        var found = reading.Project.Components.Find(c => id is not null ? c.Id == id : c.Name == name);
        return found is not null ? (found.Id, null)
            : id is not null ? (null, $"Component id '{id}' is not valid")
            : (null, $"Component name '{name}' is not valid");
    }

    protected override void WriteOne(Utf8JsonWriter json, string item, WireForm form, Site site)
    {
        json.WriteStartObject();
        json.WriteString("self", form.Self("component/" + item));
        json.WriteString("id", item);
        json.WriteString("name", this.Name(item, site));
        json.WriteEndObject();
    }

    protected override string Name(string item, Site site) =>
        site.Components.TryGetValue(item, out var found) ? found.Name : item;
}
