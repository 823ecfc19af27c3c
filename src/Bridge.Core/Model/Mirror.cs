using System.Text.Json.Serialization;

namespace Bridge.Core.Model;

/// <summary>A comment that was carried over, and its copy on the other side.</summary>
/// <param name="Source">The comment with its side, as <see cref="Case.CommentId"/> gives it.</param>
/// <param name="At">When the comment was written.</param>
/// <param name="Text">The text that was carried; nothing when the copy says that the comment was deleted.</param>
public sealed record Mirror(string Source, string Author, DateTimeOffset At, TextPrint Text)
{
    /// <summary>The copy by its tool's id; null while it is not known whether it was made.</summary>
    public string? Copy { get; init; }

    /// <summary>The copy as it was first seen after the bridge wrote it; null: it was not seen since.</summary>
    public TextPrint? Shown { get; init; }

    /// <summary>True when the deletion of the comment was seen and heeded.</summary>
    public bool Deleted { get; init; }

    /// <summary>True when the comment was changed before its copy was known: it is looked at again then.</summary>
    public bool Waits { get; init; }

    /// <summary>Where the comment stands.</summary>
    [JsonIgnore]
    public Side Side => this.Source.StartsWith("h:", StringComparison.Ordinal) ? Side.Helpdesk : Side.Tracker;
}
