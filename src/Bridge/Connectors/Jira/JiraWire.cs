using System.Text.Json;
using System.Text.Json.Serialization;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Jira;

/// <summary>A user. Cloud names people by account id and mostly hides e-mail addresses.</summary>
internal sealed record WireUser
{
    [JsonConverter(typeof(LooseText))]
    public string? AccountId { get; init; }

    public string? DisplayName { get; init; }

    public string? EmailAddress { get; init; }

    public string? AccountType { get; init; }
}

/// <summary>Fields stay as Jira sent them: which there are and what they hold differs from site to site.</summary>
internal sealed record WireIssue
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Key { get; init; }

    public Dictionary<string, JsonElement>? Fields { get; init; }

    /// <summary>What is open to the issue now; null unless it was asked for.</summary>
    public List<WireTransition>? Transitions { get; init; }

    [JsonIgnore]
    public string Status => this.NameIn("status");

    /// <summary>Empty when unresolved.</summary>
    [JsonIgnore]
    public string Resolution => this.NameIn("resolution");

    /// <summary>Issues of the same project and type have the same transitions.</summary>
    [JsonIgnore]
    public string Workflow =>
        JiraValues.Member(this.Field("project"), "id") + "/" + JiraValues.Member(this.Field("issuetype"), "id");

    /// <summary>Undefined when the field was not told.</summary>
    public JsonElement Field(string id) => this.Fields?.GetValueOrDefault(id) ?? default;

    private string NameIn(string id) => JiraValues.Member(this.Field(id), "name") ?? "";
}

internal sealed record WireComment
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public WireUser? Author { get; init; }

    public JsonElement Body { get; init; }

    public string? Created { get; init; }

    public string? Updated { get; init; }

    /// <summary>Null when the answer does not carry properties at all.</summary>
    public List<WireProperty>? Properties { get; init; }
}

internal sealed record WireProperty
{
    public string? Key { get; init; }

    public JsonElement Value { get; init; }
}

internal sealed record WireCommentPage
{
    public List<WireComment>? Comments { get; init; }

    public int StartAt { get; init; }

    public int Total { get; init; }
}

internal sealed record WireSearchPage
{
    public List<WireIssue>? Issues { get; init; }

    public string? NextPageToken { get; init; }
}

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
internal sealed record WireIssueType
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool Subtask { get; init; }

    public List<WireStatus>? Statuses { get; init; }
}

internal sealed record WireField
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public WireSchema? Schema { get; init; }

    public WireScope? Scope { get; init; }
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

internal sealed record WireProject
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Key { get; init; }

    public string? Name { get; init; }
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

internal sealed record WireScreen
{
    public Dictionary<string, WireScreenField>? Fields { get; init; }
}

internal sealed record WirePermissions
{
    public Dictionary<string, WirePermission>? Permissions { get; init; }
}

internal sealed record WirePermission
{
    public bool HavePermission { get; init; }
}

internal sealed record WireTransitions
{
    public List<WireTransition>? Transitions { get; init; }
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
}

internal sealed record WireVersion
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool Archived { get; init; }

    public bool Released { get; init; }

    public string? ReleaseDate { get; init; }
}

/// <summary>A page of a list; Jira calls the list by different names.</summary>
internal sealed record WirePage<T>
{
    public List<T>? Values { get; init; }

    public List<T>? IssueTypes { get; init; }

    public List<T>? Fields { get; init; }

    public int Total { get; init; }

    public bool? IsLast { get; init; }

    [JsonIgnore]
    public List<T> Items => this.Values ?? this.IssueTypes ?? this.Fields ?? [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(List<WireUser>))]
[JsonSerializable(typeof(WireIssue))]
[JsonSerializable(typeof(WireComment))]
[JsonSerializable(typeof(WireCommentPage))]
[JsonSerializable(typeof(WireSearchPage))]
[JsonSerializable(typeof(List<WireIssueType>))]
[JsonSerializable(typeof(WirePage<WireIssueType>))]
[JsonSerializable(typeof(WirePage<WireScreenField>))]
[JsonSerializable(typeof(WirePage<WireProject>))]
[JsonSerializable(typeof(WirePage<WireAllowed>))]
[JsonSerializable(typeof(WireProject))]
[JsonSerializable(typeof(List<WireField>))]
[JsonSerializable(typeof(WireScreen))]
[JsonSerializable(typeof(WirePermissions))]
[JsonSerializable(typeof(WireTransitions))]
[JsonSerializable(typeof(List<WireVersion>))]
[JsonSerializable(typeof(WireStatus))]
[JsonSerializable(typeof(WireAllowed))]
[JsonSerializable(typeof(List<WireAllowed>))]
internal sealed partial class JiraJson : JsonSerializerContext;
