using System.Text.Json;
using Bridge.Sandbox.Jira.State;
using Bridge.Sandbox.Jira.Wire;

namespace Bridge.Sandbox.Jira.Fields;

/// <summary>What was read from the client for one field: a value (null clears), or why not.</summary>
internal readonly record struct FieldInput(object? Value, string? Error)
{
    public static FieldInput Bad(string error) => new(null, error);

    public static FieldInput Good(object? value) => new(value, null);
}

/// <summary>Where a value is read: names and ids mean something else in another project.</summary>
internal sealed record Reading(Site Site, Project Project, WireForm Form);

/// <summary>How the values of a kind of field are read, written and logged. Values are immutable.</summary>
internal abstract class FieldType(string type, string? items = null)
{
    public string Type { get; } = type;

    public string? Items { get; } = items;

    public virtual IReadOnlyList<string> Operations { get; } = ["set"];

    /// <summary>Reads a value that is not JSON null.</summary>
    public abstract FieldInput Read(JsonElement input, Reading reading);

    public abstract void Write(Utf8JsonWriter json, object value, WireForm form, Site site);

    /// <summary>The id and the text of a value in the changelog.</summary>
    public abstract (string? Id, string? Text) Log(object? value, Site site);

    public virtual bool Same(object? a, object? b) => Equals(a, b);

    /// <summary>What an empty field shows.</summary>
    public virtual void WriteEmpty(Utf8JsonWriter json) => json.WriteNullValue();

    /// <summary>One verb of "update".</summary>
    public virtual FieldInput Apply(string verb, object? current, JsonElement input, Reading reading) =>
        verb != "set" ? FieldInput.Bad($"Field does not support update operation '{verb}'")
        : input.ValueKind == JsonValueKind.Null ? FieldInput.Good(null)
        : this.Read(input, reading);

    public virtual IEnumerable<LogItem> Changes(Field field, object? from, object? to, Site site)
    {
        var (fromId, fromText) = this.Log(from, site);
        var (toId, toText) = this.Log(to, site);
        yield return new LogItem(field.LogName, field.Id, fromId, fromText, toId, toText, field.IsCustom);
    }

    /// <summary>Writes the members of one allowed value each; false means that the field has no list of them.</summary>
    public virtual bool WriteAllowed(Utf8JsonWriter json, Project project, WireForm form, Site site) => false;

    /// <summary>The text that a JQL value is compared with; null means empty.</summary>
    public virtual IEnumerable<string> Terms(object value, Site site)
    {
        var (id, text) = this.Log(value, site);
        if (id is not null)
        {
            yield return id;
        }

        if (text is not null)
        {
            yield return text;
        }
    }
}

/// <summary>One field of the site.</summary>
internal sealed record Field(string Id, string Name, FieldType Type)
{
    public string? CustomType { get; init; }

    /// <summary>False for what Jira itself keeps: created, updated, status…</summary>
    public bool CanBeSet { get; init; } = true;

    public IReadOnlyList<string> Clauses { get; init; } = [];

    public bool IsCustom => this.CustomType is not null;

    public string LogName { get; init; } = Name;

    public long CustomNumber =>
        long.Parse(this.Id.AsSpan("customfield_".Length), System.Globalization.CultureInfo.InvariantCulture);
}
