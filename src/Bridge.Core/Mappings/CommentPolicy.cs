namespace Bridge.Core.Mappings;

/// <summary>Which comments go over, and how. By default none do, and nothing internal ever becomes public.</summary>
public sealed record CommentPolicy
{
    public HelpdeskComments ToTracker { get; init; } = HelpdeskComments.None;

    public TrackerComments ToHelpdesk { get; init; } = TrackerComments.None;

    public CommentEdits Edits { get; init; } = CommentEdits.Follow;

    public CommentDeletions Deletions { get; init; } = CommentDeletions.Mark;

    public CommentAuthor Author { get; init; } = CommentAuthor.Name;
}

public enum HelpdeskComments
{
    None,

    /// <summary>Private notes by agents.</summary>
    Notes,

    /// <summary>What the customer wrote and what agents replied.</summary>
    Conversation,

    /// <summary>Both.</summary>
    All,
}

public enum TrackerComments
{
    None,

    /// <summary>All, as private notes.</summary>
    All,
}

/// <summary>What becomes of a copy when its comment is edited.</summary>
public enum CommentEdits
{
    /// <summary>The copy gets the new text.</summary>
    Follow,

    /// <summary>The copy stays as it was.</summary>
    Keep,
}

/// <summary>What becomes of a copy when its comment is deleted.</summary>
public enum CommentDeletions
{
    /// <summary>The copy says whose comment it was and that it was deleted.</summary>
    Mark,

    /// <summary>The copy is deleted too.</summary>
    Remove,

    /// <summary>The copy stays as it was.</summary>
    Keep,
}

/// <summary>Who is named above the copy of a comment.</summary>
public enum CommentAuthor
{
    /// <summary>Its author.</summary>
    Name,

    /// <summary>Nobody: only where it comes from, and whether a customer or an agent wrote it.</summary>
    None,
}
