using System.Collections.Immutable;

namespace Bridge.Core.Model;

/// <summary>Whether the ticket or item is still there for the bridge.</summary>
public enum Presence
{
    Present,

    /// <summary>Deleted, or in the bin.</summary>
    Deleted,

    /// <summary>Marked as spam by the helpdesk.</summary>
    Spam,

    /// <summary>Missing or invisible: Jira and ClickUp do not say which, so nothing is concluded from it.</summary>
    Unreachable,
}

/// <summary>A ticket or an item as just read from its tool.</summary>
public sealed record Snapshot
{
    public required Side Side { get; init; }

    /// <summary>The tool's immutable id: a ticket number, Jira's numeric issue id, a ClickUp task id.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it: "#4711", "S2-12", a ClickUp id. For display only: Jira keys change.</summary>
    public required string Key { get; init; }

    /// <summary>Where a person opens it.</summary>
    public required string Url { get; init; }

    /// <summary>The tool's last-update time in Unix milliseconds (Freshdesk: whole seconds), to see whether anything is newer.</summary>
    public required long Version { get; init; }

    public Presence Presence { get; init; } = Presence.Present;

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The least by which the tool's clock, that all times here are told by, was ahead of the bridge's when this was read;
    /// negative when behind. Null when both agreed to a second or two.
    /// </summary>
    public TimeSpan? ClockAhead { get; init; }

    /// <summary>Since when it has its status; null when the tool does not say.</summary>
    public DateTimeOffset? StatusSince { get; init; }

    /// <summary>The status by its label, in the tool's spelling.</summary>
    public string Status { get; init; } = "";

    /// <summary>Jira's resolution by name; null when unresolved or when the tool has none.</summary>
    public string? Resolution { get; init; }

    /// <summary>All fields that the processes name, by the name that they use for them (see <see cref="FieldNames"/>).</summary>
    public FieldBag Values { get; init; } = FieldBag.Empty;

    /// <summary>Comments, notes and replies, oldest first; default when they were not read.</summary>
    public ImmutableArray<Comment> Comments { get; init; }

    /// <summary>Comments that are older were not read; null: all are in <see cref="Comments"/>. What is missing from a read that covers it was deleted.</summary>
    public DateTimeOffset? CommentsFrom { get; init; }

    /// <summary>
    /// The files of the ticket or item itself, oldest first; a tracker lists those that stand in comments here too. Empty
    /// also when they were not read: from a missing file nothing is concluded.
    /// </summary>
    public ImmutableArray<FileRef> Files
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>
    /// Tracker: where the item is, in words ("the list 'Backlog' (123)"), when no process that is on names that place; null
    /// when one does.
    /// </summary>
    public string? Elsewhere { get; init; }

    /// <summary>What the tool's clock showed at a moment of the bridge's.</summary>
    public DateTimeOffset Told(DateTimeOffset ours) => ours + (this.ClockAhead ?? TimeSpan.Zero);

    /// <summary>The moment, by the bridge's clock, that the tool tells by its own.</summary>
    public DateTimeOffset Ours(DateTimeOffset told) => told - (this.ClockAhead ?? TimeSpan.Zero);
}

/// <summary>A comment, note or reply.</summary>
/// <param name="Id">The tool's id of it.</param>
/// <param name="ByBridge">True when the bridge's own integration user wrote it.</param>
/// <param name="Public">True when the customer can see it (helpdesk only; a tracker's comments are never public).</param>
/// <param name="Incoming">True when the customer wrote it.</param>
public sealed record Comment(
    string Id,
    string Author,
    bool ByBridge,
    bool Public,
    bool Incoming,
    DateTimeOffset At,
    DateTimeOffset? EditedAt,
    string Html
)
{
    /// <summary>The files and inline images that stand in it, as far as the tool tells.</summary>
    public ImmutableArray<FileRef> Files
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}

/// <summary>Names of fields that every ticket or item has, as mapping files write them; all others are labels of custom fields.</summary>
public static class FieldNames
{
    public const string Subject = "subject";
    public const string Description = "description";
    public const string Status = "status";
    public const string Resolution = "resolution";
    public const string Priority = "priority";
    public const string Type = "type";
    public const string Tags = "tags";

    /// <summary>Helpdesk: the group's name, writable.</summary>
    public const string Group = "group";

    /// <summary>Helpdesk: the responsible agent; tracker: the (first) assignee.</summary>
    public const string Assignee = "assignee";
    public const string RequesterName = "requester name";
    public const string RequesterEmail = "requester email";

    /// <summary>The language code of the requester, such as "de" or "pt-BR"; read where a process asks for it.</summary>
    public const string RequesterLanguage = "requester language";

    /// <summary>The IANA zone of the requester; read where a process asks for it.</summary>
    public const string RequesterTimeZone = "requester time zone";
    public const string CompanyName = "company name";

    /// <summary>Freshdesk: the company's account_tier.</summary>
    public const string CompanyTier = "company tier";

    /// <summary>Helpdesk: how the ticket came in, by its label ("Email", "Portal", "Phone").</summary>
    public const string Source = "source";

    /// <summary>
    /// Helpdesk: how the ticket hangs together with others (Freshdesk: "Parent", "Child", "Tracker", "Related"); empty for one
    /// that stands alone. Each of them is a case of its own.
    /// </summary>
    public const string Association = "association";

    /// <summary>Helpdesk: the ticket ("#12") that this one was merged into; empty for one that lives on by itself.</summary>
    public const string MergedInto = "merged into";

    /// <summary>Tracker: the due date as a calendar day.</summary>
    public const string DueDate = "due date";

    /// <summary>Jira: names of the fix versions.</summary>
    public const string FixVersions = "fix versions";

    /// <summary>Jira: the earliest release date among the fix versions.</summary>
    public const string FixVersionDate = "fix version date";

    /// <summary>Jira: whether the fix version with the earliest release date is released; empty without a fix version.</summary>
    public const string FixVersionReleased = "fix version released";

    /// <summary>
    /// Jira: the place (1 is next) of the earliest fix version among the unreleased, unarchived versions of the project;
    /// empty without one.
    /// </summary>
    public const string ReleasesAhead = "releases ahead";

    /// <summary>The display key and the address of the ticket or item itself; read only.</summary>
    public const string Key = "key";
    public const string Url = "url";

    private static readonly HashSet<string> ReadOnly = new(StringComparer.OrdinalIgnoreCase)
    {
        RequesterName,
        RequesterEmail,
        RequesterLanguage,
        RequesterTimeZone,
        CompanyName,
        CompanyTier,
        Source,
        Association,
        MergedInto,
        FixVersionDate,
        FixVersionReleased,
        ReleasesAhead,
        Key,
        Url,
    };

    /// <summary>True for fields that the bridge reads and no tool lets it write.</summary>
    public static bool IsReadOnly(string name) => ReadOnly.Contains(name);
}
