using System.Collections.Immutable;

namespace Bridge.Sandbox.ClickUp;

/// <summary>A status as it is now.</summary>
public sealed record StatusSnapshot(string Id, string Name, string Type, string Color, int OrderIndex);

/// <summary>An option of a drop_down or labels field.</summary>
public sealed record OptionSnapshot(string Id, string Name, int OrderIndex);

/// <summary>A custom field as it is now.</summary>
public sealed record FieldSnapshot(string Id, string Name, string Type, ImmutableArray<OptionSnapshot> Options)
{
    /// <summary>The id of an option by its name; throws when there is none.</summary>
    public string Option(string name) => this.Options.First(o => o.Name == name).Id;
}

/// <summary>A list with the statuses that hold for it (its own or inherited) and all fields its tasks have.</summary>
public sealed record ListSnapshot(
    string Id,
    string Name,
    string FolderId,
    string SpaceId,
    bool Archived,
    ImmutableArray<StatusSnapshot> Statuses,
    ImmutableArray<FieldSnapshot> Fields
)
{
    /// <summary>A field by its name; throws when there is none.</summary>
    public FieldSnapshot Field(string name) => this.Fields.First(f => f.Name == name);
}

/// <summary>
/// A task as it is now. Fields holds what is set, by field name: option names for drop_down and labels (joined by
/// ", "), text as it is, dates in Unix milliseconds, anything else as JSON.
/// </summary>
public sealed record TaskSnapshot(
    string Id,
    string? CustomId,
    string Name,
    string Description,
    string Markdown,
    string Status,
    string StatusType,
    int? Priority,
    DateTimeOffset? DueDate,
    bool DueDateHasTime,
    string ListId,
    string? ParentId,
    bool Archived,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    string Creator,
    ImmutableArray<string> Assignees,
    ImmutableArray<string> Tags,
    ImmutableArray<string> LinkedTasks,
    ImmutableArray<string> Attachments,
    ImmutableDictionary<string, string> Fields
);

/// <summary>A comment as it is now, oldest first in lists. ParentId is set on a reply.</summary>
public sealed record CommentSnapshot(
    string Id,
    string TaskId,
    string? ParentId,
    string Author,
    string Text,
    DateTimeOffset Date,
    bool Resolved,
    int Replies
);

/// <summary>A webhook with its health: active, failing or suspended.</summary>
public sealed record WebhookSnapshot(
    string Id,
    string Endpoint,
    string Status,
    int FailCount,
    string Secret,
    ImmutableArray<string> Events
);
