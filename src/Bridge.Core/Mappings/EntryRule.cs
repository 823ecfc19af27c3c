using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>Which tickets come in, and how their item is made.</summary>
public sealed record EntryRule
{
    public required Condition When { get; init; }

    /// <summary>ClickUp: list id. Jira: project key.</summary>
    public required string Container { get; init; }

    /// <summary>Jira issue type by name; null: the tracker's default.</summary>
    public string? ItemType { get; init; }

    /// <summary>The new item's title, from one line of template.</summary>
    public required Template Title { get; init; }

    /// <summary>The new item's description, a template that gives HTML.</summary>
    public required Template Body { get; init; }

    /// <summary>ClickUp: the text field that holds the case's marker. Null on Jira, where a label does.</summary>
    public string? MarkerField { get; init; }

    /// <summary>The ticket field in which an agent types the key of an existing item to link to; null: always make one.</summary>
    public string? LinkField { get; init; }

    /// <summary>
    /// The stages in which the item is made, once, so that what the helpdesk solves alone never gets one; empty: at once.
    /// A typed key links at any time.
    /// </summary>
    public ImmutableArray<string> ItemStages { get; init; } = [];

    /// <summary>Tickets that look like this process's but are not, each with a note that says where they belong.</summary>
    public ImmutableArray<OutOfScope> OutOfScope { get; init; } = [];
}

/// <summary>A way out of scope: what such a ticket looks like, and the private note that tells its agents.</summary>
public sealed record OutOfScope(string Name, Condition When, Template Note);
