using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads what goes over of what people write: the sections comments and files.</summary>
internal static partial class CommentReader
{
    /// <summary>An ending of file names.</summary>
    internal const string EndingPattern = @"^\.[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$";

    internal static readonly IReadOnlyList<(string Word, HelpdeskComments Value)> HelpdeskWords =
    [
        ("none", HelpdeskComments.None),
        ("notes", HelpdeskComments.Notes),
        ("conversation", HelpdeskComments.Conversation),
        ("all", HelpdeskComments.All),
    ];

    internal static readonly IReadOnlyList<(string Word, TrackerComments Value)> TrackerWords =
    [
        ("none", TrackerComments.None),
        ("all", TrackerComments.All),
    ];

    internal static readonly IReadOnlyList<(string Word, CommentEdits Value)> EditWords =
    [
        ("follow", CommentEdits.Follow),
        ("keep", CommentEdits.Keep),
    ];

    internal static readonly IReadOnlyList<(string Word, CommentDeletions Value)> DeletionWords =
    [
        ("mark", CommentDeletions.Mark),
        ("remove", CommentDeletions.Remove),
        ("keep", CommentDeletions.Keep),
    ];

    internal static readonly IReadOnlyList<(string Word, CommentAuthor Value)> AuthorWords =
    [
        ("name", CommentAuthor.Name),
        ("none", CommentAuthor.None),
    ];

    internal static readonly IReadOnlyList<(string Word, HelpdeskFiles Value)> HelpdeskFileWords =
    [
        ("none", HelpdeskFiles.None),
        ("from comments", HelpdeskFiles.FromComments),
        ("all", HelpdeskFiles.All),
    ];

    internal static readonly IReadOnlyList<(string Word, TrackerFiles Value)> TrackerFileWords =
    [
        ("none", TrackerFiles.None),
        ("all", TrackerFiles.All),
    ];

    internal static CommentPolicy Comments(Section file)
    {
        var usual = new CommentPolicy();
        if (
            file.Node("comments") is not { } node
            || Section.Of(node, "comments", file.Notes, CommentFormat.Comments) is not { } section
        )
        {
            return usual;
        }

        var policy = new CommentPolicy
        {
            ToTracker = section.Word("to tracker", HelpdeskWords) ?? usual.ToTracker,
            ToHelpdesk = section.Word("to helpdesk", TrackerWords) ?? usual.ToHelpdesk,
            Edits = section.Word("edits", EditWords) ?? usual.Edits,
            Deletions = section.Word("deletions", DeletionWords) ?? usual.Deletions,
            Author = section.Word("author", AuthorWords) ?? usual.Author,
        };
        Put(section, policy, CommentFormat.Comments);
        return policy;
    }

    internal static FilePolicy Files(Section file)
    {
        var usual = new FilePolicy();
        if (
            file.Node("files") is not { } node
            || Section.Of(node, "files", file.Notes, CommentFormat.Files) is not { } section
        )
        {
            return usual;
        }

        var policy = new FilePolicy
        {
            ToTracker = section.Word("to tracker", HelpdeskFileWords) ?? usual.ToTracker,
            ToHelpdesk = section.Word("to helpdesk", TrackerFileWords) ?? usual.ToHelpdesk,
            Largest = Size(section, "largest") ?? usual.Largest,
            Types = Types(section, "types"),
            Except = Types(section, "except"),
        };
        Put(section, policy, CommentFormat.Files);
        return policy;
    }

    /// <summary>A size in bytes; null when there is none, or none that can be read, which is noted.</summary>
    internal static long? Size(Section section, string key)
    {
        if (section.TextNode(key) is not { } node)
        {
            return null;
        }

        if (FileSize.Read(node.Value) is { } size)
        {
            return size;
        }

        section.Wrong(node, key, "a size such as '500 KB' or '20 MB'");
        return null;
    }

    private static ImmutableArray<FileType> Types(Section section, string key)
    {
        var types = ImmutableArray.CreateBuilder<FileType>();
        foreach (var node in section.TextNodes(key))
        {
            var word = node.Value.Trim().ToLowerInvariant();
            if (FileType.Kinds.Contains(word) || Ending().IsMatch(word))
            {
                types.Add(new FileType(word));
            }
            else
            {
                section.Notes.Unknown(
                    node.Place,
                    MappingRules.UnknownValue,
                    "unknown type of files",
                    word,
                    " (an ending begins with a point, such as '.log')",
                    FileType.Kinds,
                    "the kinds are"
                );
            }
        }

        return types.ToImmutable();
    }

    /// <summary>Only what stands in the file has a place of its own: nobody must test, nor is warned of, what does not.</summary>
    private static void Put(Section section, object policy, GroupRule rule)
    {
        section.Notes.Places.Put(policy, "", section.Place);
        foreach (var key in rule.Names.Where(section.Has))
        {
            section.Notes.Places.Put(policy, key, section.At(key));
        }
    }

    [GeneratedRegex(EndingPattern, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ending();
}
