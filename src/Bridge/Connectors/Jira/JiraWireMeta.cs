using System.Text.Json.Serialization;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Jira;

internal sealed record WireStatus
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    public WireStatusCategory? StatusCategory { get; init; }
}

/// <summary>Mapped by key: the name of one and the same category was "To Do" in one recording and "New" in another.</summary>
internal sealed record WireStatusCategory
{
    public string? Key { get; init; }
}

/// <summary>An issue type, with its statuses where the answer is of /project/KEY/statuses.</summary>
internal sealed record WireIssueType : IWhole
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool Subtask { get; init; }

    public List<WireStatus>? Statuses { get; init; }

    [JsonIgnore]
    public string? Lacks => string.IsNullOrEmpty(this.Id) ? "an issue type with its id" : null;
}

internal sealed record WireField : IWhole
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public WireSchema? Schema { get; init; }

    public WireScope? Scope { get; init; }

    [JsonIgnore]
    public string? Lacks => string.IsNullOrEmpty(this.Id) ? "a field with its id" : null;
}

internal sealed record WireSchema
{
    public string? Type { get; init; }

    public string? Items { get; init; }

    public string? Custom { get; init; }

    public string? System { get; init; }
}

/// <summary>Set for fields of team-managed projects, whose names repeat those of other projects.</summary>
internal sealed record WireScope
{
    public WireProject? Project { get; init; }
}

internal sealed record WireProject : IWhole
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Key { get; init; }

    public string? Name { get; init; }

    [JsonIgnore]
    public string? Lacks => string.IsNullOrEmpty(this.Id) ? "a project with its id" : null;
}

/// <summary>A field on the create, edit or transition screen.</summary>
internal sealed record WireScreenField
{
    public string? FieldId { get; init; }

    public string? Key { get; init; }

    public string? Name { get; init; }

    public bool Required { get; init; }

    public bool HasDefaultValue { get; init; }

    public WireSchema? Schema { get; init; }

    [JsonConverter(typeof(LooseAllowed))]
    public List<WireAllowed>? AllowedValues { get; init; }
}

/// <summary>One allowed value: options have a value, all others a name.</summary>
internal sealed record WireAllowed
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Value { get; init; }

    [JsonIgnore]
    public string Label => this.Value ?? this.Name ?? this.Id ?? "";
}

internal sealed record WireScreen : IWhole
{
    public Dictionary<string, WireScreenField>? Fields { get; init; }

    [JsonIgnore]
    public string? Lacks => this.Fields is null ? "the fields of a screen" : null;
}

internal sealed record WirePermissions : IWhole
{
    public Dictionary<string, WirePermission>? Permissions { get; init; }

    [JsonIgnore]
    public string? Lacks => this.Permissions is null ? "permissions" : null;
}

internal sealed record WirePermission
{
    public bool HavePermission { get; init; }
}

internal sealed record WireTransitions : IWhole
{
    public List<WireTransition>? Transitions { get; init; }

    [JsonIgnore]
    public string? Lacks => this.Transitions is null ? "a list of transitions" : WireTransition.Lack(this.Transitions);
}

internal sealed record WireTransition
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool? IsAvailable { get; init; }

    public bool? HasScreen { get; init; }

    public WireStatus? To { get; init; }

    public Dictionary<string, WireScreenField>? Fields { get; init; }

    public static string? Lack(List<WireTransition>? all) =>
        all?.Exists(t => t.Id is null || t.To?.Name is null) == true ? "transitions with their statuses" : null;
}

internal sealed record WireVersion : IWhole
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool Archived { get; init; }

    public bool Released { get; init; }

    public string? ReleaseDate { get; init; }

    [JsonIgnore]
    public string? Lacks => string.IsNullOrEmpty(this.Id) ? "a version with its id" : null;
}

/// <summary>A page of a list; Jira calls the list by different names.</summary>
internal sealed record WirePage<T> : IWhole
{
    public List<T>? Values { get; init; }

    public List<T>? IssueTypes { get; init; }

    public List<T>? Fields { get; init; }

    public int Total { get; init; }

    public bool? IsLast { get; init; }

    [JsonIgnore]
    public List<T> Items => this.Values ?? this.IssueTypes ?? this.Fields ?? [];

    [JsonIgnore]
    public string? Lacks =>
        (this.Values ?? this.IssueTypes ?? this.Fields) is null
            ? "a page of a list"
            : this.Items.OfType<IWhole>().Select(i => i.Lacks).FirstOrDefault(l => l is not null);
}
