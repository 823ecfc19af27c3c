using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>What people write to each other: comments and files.</summary>
public static class CommentFormat
{
    public static readonly GroupRule Comments = new(
        "comments",
        "Which comments go over. Nothing internal ever becomes public.",
        [
            new(
                "to tracker",
                Shapes.Words(CommentReader.HelpdeskWords),
                "notes: agents' private ones. conversation: what customer and agents wrote. all: both."
            )
            {
                Usual = "none",
            },
            new("to helpdesk", Shapes.Words(CommentReader.TrackerWords), "all: as private notes.") { Usual = "none" },
            new(
                "edits",
                Shapes.Words(CommentReader.EditWords),
                "A comment was edited. follow: its copy gets the new text. keep: the copy stays."
            )
            {
                Usual = "follow",
            },
            new(
                "deletions",
                Shapes.Words(CommentReader.DeletionWords),
                "A comment was deleted. mark: its copy says so. remove: the copy goes too. keep: the copy stays."
            )
            {
                Usual = "mark",
            },
            new(
                "author",
                Shapes.Words(CommentReader.AuthorWords),
                "name: the copy names who wrote. none: only where it comes from."
            )
            {
                Usual = "name",
            },
        ]
    );

    private static readonly Shape Types = new Shape.Several(
        Shapes.Either(new Shape.Choice(FileType.Kinds), new Shape.Pattern(CommentReader.EndingPattern))
    );

    public static readonly GroupRule Files = new(
        "files",
        "Which files go over. What stays behind is told in a line, with its size and why.",
        [
            new(
                "to tracker",
                Shapes.Words(CommentReader.HelpdeskFileWords),
                "from comments: those of comments that go over. all: the ticket's own and those of its whole conversation."
            )
            {
                Usual = "none",
            },
            new("to helpdesk", Shapes.Words(CommentReader.TrackerFileWords), "all: with private notes.")
            {
                Usual = "none",
            },
            new("largest", new Shape.Pattern(FileSize.Pattern), "A larger file stays where it is.") { Usual = "20 MB" },
            new("types", Types, "Only these: kinds such as images, endings such as .log. Left out: all.")
            {
                Example = "[images, text, .zip]",
            },
            new("except", Types, "These never.") { Example = "[programs]" },
        ]
    );
}
