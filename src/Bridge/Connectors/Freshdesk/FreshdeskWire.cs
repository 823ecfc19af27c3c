using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridge.Connectors.Freshdesk;

/// <summary>What the tool answers with: JSON without what it always tells is something else.</summary>
internal interface IToldWhole
{
    /// <summary>The first member that is missing of those that every answer of this kind has; null when all are there.</summary>
    string? Lacks { get; }
}

/// <summary>Looks through rows for what one of them lacks.</summary>
internal static class Lacking
{
    /// <summary>The first missing member of any row; null when all are whole, and for no rows at all.</summary>
    internal static string? In(IEnumerable<IToldWhole?>? rows) =>
        rows?.Select(row => row is null ? "a row" : row.Lacks).FirstOrDefault(member => member is not null);
}

internal sealed record TicketWire : IToldWhole
{
    [JsonIgnore]
    public string? Lacks =>
        this.Id == 0 ? "id"
        : this.Status is null ? "status"
        : this.UpdatedAt is null ? "updated_at"
        : Lacking.In(this.Attachments) ?? Lacking.In(this.Conversations);

    public long Id { get; init; }

    public string? Subject { get; init; }

    public string? Description { get; init; }

    public string? DescriptionText { get; init; }

    public long? Status { get; init; }

    public long? Priority { get; init; }

    public long? Source { get; init; }

    public string? Type { get; init; }

    public long? RequesterId { get; init; }

    public long? ResponderId { get; init; }

    public long? GroupId { get; init; }

    public long? CompanyId { get; init; }

    public long? ProductId { get; init; }

    public string[]? Tags { get; init; }

    public Dictionary<string, JsonElement>? CustomFields { get; init; }

    public bool? Spam { get; init; }

    public bool? Deleted { get; init; }

    /// <summary>1 parent, 2 child, 3 tracker, 4 related; null for a ticket that stands alone.</summary>
    public int? AssociationType { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public RequesterWire? Requester { get; init; }

    public CompanyWire? Company { get; init; }

    public ConversationWire[]? Conversations { get; init; }

    /// <summary>Not in a list.</summary>
    public AttachmentWire[]? Attachments { get; init; }

    /// <summary>Only where it was asked for.</summary>
    public StatsWire? Stats { get; init; }
}

/// <summary>When the status was changed last.</summary>
internal sealed record StatsWire(DateTimeOffset? StatusUpdatedAt);

/// <summary>A file; its address is signed for some minutes. Some answers say <c>file_size</c> for the size.</summary>
internal sealed record AttachmentWire : IToldWhole
{
    [JsonIgnore]
    public string? Lacks => this.Id == 0 ? "attachments.id" : null;

    public long Id { get; init; }

    public string? Name { get; init; }

    public string? ContentType { get; init; }

    public long? Size { get; init; }

    public long? FileSize { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public string? AttachmentUrl { get; init; }
}

internal sealed record RequesterWire(long? Id, string? Name, string? Email);

/// <summary>A requester; the time zone is a name of Rails, such as "Dublin".</summary>
internal sealed record ContactWire(long? Id, string? Language, string? TimeZone) : IToldWhole
{
    [JsonIgnore]
    public string? Lacks => this.Id is null ? "id" : null;
}

/// <summary>A company; inside a ticket it has no tier, and is empty where the ticket has none.</summary>
internal sealed record CompanyWire(long? Id, string? Name, string? AccountTier) : IToldWhole
{
    [JsonIgnore]
    public string? Lacks => this.Id is null ? "id" : null;
}

internal sealed record ConversationWire : IToldWhole
{
    [JsonIgnore]
    public string? Lacks =>
        this.Id == 0 ? "id"
        : this.CreatedAt is null ? "created_at"
        : this.Body is null && this.BodyText is null ? "body"
        : Lacking.In(this.Attachments);

    public long Id { get; init; }

    public string? Body { get; init; }

    public string? BodyText { get; init; }

    public bool? Incoming { get; init; }

    public bool? Private { get; init; }

    /// <summary>Null when no user of the account wrote it.</summary>
    public long? UserId { get; init; }

    /// <summary>0 reply (also incoming), 2 note, 6 survey feedback, 8 forwarded e-mail.</summary>
    public int? Source { get; init; }

    /// <summary>A display string ("Support &lt;support@…&gt;"), not an address.</summary>
    public string? FromEmail { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? LastEditedAt { get; init; }

    public AttachmentWire[]? Attachments { get; init; }
}

internal sealed record TicketFieldWire : IToldWhole
{
    [JsonIgnore]
    public string? Lacks =>
        this.Name is null ? "name"
        : this.Type is null ? "type"
        : null;

    public string? Name { get; init; }

    public string? Label { get; init; }

    public string? Type { get; init; }

    /// <summary>An object or an array, by type: see <see cref="FreshdeskChoices"/>.</summary>
    public JsonElement? Choices { get; init; }

    public NestedFieldWire[]? NestedTicketFields { get; init; }
}

internal sealed record NestedFieldWire(string? Name, string? Label, int? Level);

internal sealed record GroupWire(long? Id, string? Name) : IToldWhole
{
    [JsonIgnore]
    public string? Lacks =>
        this.Id is null ? "id"
        : this.Name is null ? "name"
        : null;
}

/// <summary>An agent; name and address live in the contact.</summary>
internal sealed record AgentWire(long? Id, AgentContactWire? Contact) : IToldWhole
{
    [JsonIgnore]
    public string? Lacks => this.Id is null ? "id" : null;
}

internal sealed record AgentContactWire(string? Name, string? Email);

internal sealed record SolutionCategoryWire(long Id, string? Name) : IToldWhole
{
    [JsonIgnore]
    public string? Lacks =>
        this.Id == 0 ? "id"
        : this.Name is null ? "name"
        : null;
}

internal sealed record FolderWire(long Id, string? Name, int? SubFoldersCount) : IToldWhole
{
    [JsonIgnore]
    public string? Lacks =>
        this.Id == 0 ? "id"
        : this.Name is null ? "name"
        : null;
}

internal sealed record ArticleWire : IToldWhole
{
    [JsonIgnore]
    public string? Lacks => this.Id == 0 ? "id" : null;

    public long Id { get; init; }

    public string? Title { get; init; }

    public string? DescriptionText { get; init; }

    /// <summary>1 draft, 2 published.</summary>
    public int? Status { get; init; }

    public string[]? Tags { get; init; }

    /// <summary>What a search says; null elsewhere.</summary>
    public string? FolderName { get; init; }

    /// <summary>The last change of the text, as a search says it; null elsewhere.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>
/// Both shapes of a refusal: <c>description</c> with <c>errors</c>, or flat with <c>code</c> and <c>message</c>.
/// </summary>
internal sealed record RefusalWire(string? Description, RefusedFieldWire[]? Errors, string? Code, string? Message);

internal sealed record RefusedFieldWire(string? Field, string? Message, string? Code);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(LooseTextConverter)]
)]
[JsonSerializable(typeof(TicketWire))]
[JsonSerializable(typeof(TicketWire[]))]
[JsonSerializable(typeof(ConversationWire))]
[JsonSerializable(typeof(ConversationWire[]))]
[JsonSerializable(typeof(TicketFieldWire[]))]
[JsonSerializable(typeof(GroupWire[]))]
[JsonSerializable(typeof(AgentWire))]
[JsonSerializable(typeof(ContactWire))]
[JsonSerializable(typeof(CompanyWire))]
[JsonSerializable(typeof(SolutionCategoryWire[]))]
[JsonSerializable(typeof(FolderWire[]))]
[JsonSerializable(typeof(ArticleWire))]
[JsonSerializable(typeof(ArticleWire[]))]
[JsonSerializable(typeof(RefusalWire))]
internal sealed partial class FreshdeskJson : JsonSerializerContext;
