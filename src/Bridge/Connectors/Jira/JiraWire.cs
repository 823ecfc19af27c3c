using System.Text.Json;
using System.Text.Json.Serialization;
using Bridge.Connectors.Http;

namespace Bridge.Connectors.Jira;

/// <summary>An answer that says itself when it is not what it should be.</summary>
internal interface IWhole
{
    /// <summary>What is missing, to follow "not with"; null when nothing is.</summary>
    string? Lacks { get; }
}

/// <summary>A user. Cloud names people by account id and mostly hides e-mail addresses; Data Center by login name.</summary>
internal sealed record WireUser
{
    [JsonConverter(typeof(LooseText))]
    public string? AccountId { get; init; }

    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    public string? EmailAddress { get; init; }

    public string? AccountType { get; init; }
}

/// <summary>Fields stay as Jira sent them: which there are and what they hold differs from site to site.</summary>
internal sealed record WireIssue : IWhole
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Key { get; init; }

    public Dictionary<string, JsonElement>? Fields { get; init; }

    /// <summary>What is open to the issue now; null unless it was asked for.</summary>
    public List<WireTransition>? Transitions { get; init; }

    [JsonIgnore]
    public string? Lacks =>
        string.IsNullOrEmpty(this.Id) ? "an issue with its id" : WireTransition.Lack(this.Transitions);

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

    /// <summary>Empty when the field was not told.</summary>
    public List<WireAttachment> Attachments() =>
        this.Field("attachment") is { ValueKind: JsonValueKind.Array } list
            ? list.Deserialize(JiraJson.Default.ListWireAttachment) ?? []
            : [];

    private string NameIn(string id) => JiraValues.Member(this.Field(id), "name") ?? "";
}

internal sealed record WireComment : IWhole
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public WireUser? Author { get; init; }

    public JsonElement Body { get; init; }

    [JsonConverter(typeof(LooseText))]
    public string? Created { get; init; }

    [JsonConverter(typeof(LooseText))]
    public string? Updated { get; init; }

    /// <summary>The role or group to which it is restricted; null: everybody who sees the issue sees it.</summary>
    public WireVisibility? Visibility { get; init; }

    /// <summary>Null when the answer does not carry properties at all.</summary>
    public List<WireProperty>? Properties { get; init; }

    [JsonIgnore]
    public string? Lacks => string.IsNullOrEmpty(this.Id) ? "a comment with its id" : null;
}

internal sealed record WireVisibility
{
    public string? Type { get; init; }

    public string? Value { get; init; }
}

/// <summary>A file. Its id is a number in one answer and a text in all others.</summary>
internal sealed record WireAttachment : IWhole
{
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    public string? Filename { get; init; }

    public WireUser? Author { get; init; }

    [JsonConverter(typeof(LooseText))]
    public string? Created { get; init; }

    public long? Size { get; init; }

    public string? MimeType { get; init; }

    public string? Content { get; init; }

    [JsonIgnore]
    public string? Lacks => string.IsNullOrEmpty(this.Id) ? "a file with its id" : null;
}

internal sealed record WireAttachmentLimit
{
    public bool? Enabled { get; init; }

    /// <summary>In bytes.</summary>
    public long? UploadLimit { get; init; }
}

internal sealed record WireProperty
{
    public string? Key { get; init; }

    public JsonElement Value { get; init; }
}

internal sealed record WireCommentPage : IWhole
{
    public List<WireComment>? Comments { get; init; }

    public int StartAt { get; init; }

    public int Total { get; init; }

    [JsonIgnore]
    public string? Lacks =>
        this.Comments is null
            ? "a list of comments"
            : this.Comments.Select(c => c.Lacks).FirstOrDefault(l => l is not null);
}

internal sealed record WireSearchPage : IWhole
{
    public List<WireIssue>? Issues { get; init; }

    public string? NextPageToken { get; init; }

    /// <summary>Told by Data Center alone.</summary>
    public int Total { get; init; }

    [JsonIgnore]
    public string? Lacks =>
        this.Issues is null ? "a list of issues" : this.Issues.Select(i => i.Lacks).FirstOrDefault(l => l is not null);
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
[JsonSerializable(typeof(WireAttachment))]
[JsonSerializable(typeof(List<WireAttachment>))]
[JsonSerializable(typeof(WireAttachmentLimit))]
[JsonSerializable(typeof(List<WireProject>))]
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
