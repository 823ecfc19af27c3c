using System.Collections.Immutable;

namespace Bridge.Core.Mappings;

/// <summary>Which files go over. By default none do. A file of the helpdesk never becomes public, and none of the tracker does.</summary>
public sealed record FilePolicy
{
    /// <summary>The most that helpdesks take of one ticket's files, in bytes: the bound where the mapping names none.</summary>
    public const long UsualLargest = 20L * 1024 * 1024;

    public HelpdeskFiles ToTracker { get; init; } = HelpdeskFiles.None;

    public TrackerFiles ToHelpdesk { get; init; } = TrackerFiles.None;

    /// <summary>The size of the largest file that goes over, in bytes.</summary>
    public long Largest { get; init; } = UsualLargest;

    /// <summary>Only these go over; empty: all.</summary>
    public ImmutableArray<FileType> Types { get; init; } = [];

    /// <summary>These never go over.</summary>
    public ImmutableArray<FileType> Except { get; init; } = [];

    /// <summary>Why a file stays where it is, in words for the people of both sides; null: it goes over.</summary>
    /// <param name="size">In bytes; null: the tool does not say, and the file goes until the bound is passed.</param>
    public string? WhyNot(string name, long? size, string? contentType) =>
        size > this.Largest ? $"larger than {FileSize.InWords(this.Largest)}"
        : this.Except.Any(type => type.Has(name, contentType)) ? "this type is excepted"
        : this.Types.Length > 0 && !this.Types.Any(type => type.Has(name, contentType))
            ? $"only {string.Join(", ", this.Types.Select(type => type.Word))} go over"
        : null;
}

public enum HelpdeskFiles
{
    None,

    /// <summary>Those of comments that go over.</summary>
    FromComments,

    /// <summary>All of the ticket: its own, and those of its whole conversation.</summary>
    All,
}

public enum TrackerFiles
{
    None,

    /// <summary>All, with private notes.</summary>
    All,
}
