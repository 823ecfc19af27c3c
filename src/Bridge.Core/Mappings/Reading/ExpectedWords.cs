using System.Collections.Immutable;
using Bridge.Core.Mappings.Testing;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads what a test expects the bridge to have written for people, and which files it carried over.</summary>
internal static class ExpectedWords
{
    private const string None = "none";

    /// <summary>The key for texts, the key for their number, the key for texts that nobody wrote; null: there is none.</summary>
    private static readonly ImmutableArray<(Channel Channel, string? One, string? Many, string? No)> Channels =
    [
        (Channel.Note, "note", "notes", "no note"),
        (Channel.Reply, "reply", "replies", "no reply"),
        (Channel.Comment, "comment", "comments", "no comment"),
        (Channel.Post, "post", "posts", "no post"),
        (Channel.EditedNote, "edited note", "edited notes", null),
        (Channel.EditedComment, "edited comment", "edited comments", null),
        (Channel.RemovedNote, null, "removed notes", null),
        (Channel.RemovedComment, null, "removed comments", null),
    ];

    private static readonly ImmutableArray<(Channel Channel, string Key)> Files =
    [
        (Channel.FileToTicket, "files to ticket"),
        (Channel.FileToItem, "files to item"),
    ];

    /// <summary>Null when the key is about something else.</summary>
    internal static IEnumerable<Expected>? Read(Section section, string key, FilePlace place)
    {
        foreach (var (channel, one, many, no) in Channels)
        {
            if (key == one)
            {
                return section.Texts(key).Select(text => new Expected.Says(channel, text) { Place = place });
            }

            if (key == many)
            {
                return section.Whole(key, 0, 1000) is { } number
                    ? [new Expected.Counts(channel, number) { Place = place }]
                    : [];
            }

            if (key == no)
            {
                return Never(section, key, channel, place);
            }
        }

        foreach (var (channel, name) in Files)
        {
            if (key == name)
            {
                var names = section.Texts(key).Where(n => !n.Equals(None, StringComparison.OrdinalIgnoreCase));
                return [new Expected.Files(channel, [.. names]) { Place = place }];
            }
        }

        return null;
    }

    private static IEnumerable<Expected> Never(Section section, string key, Channel channel, FilePlace place)
    {
        if (section.Node(key) is YamlText text && text.Value.Trim().ToUpperInvariant() is "TRUE" or "YES")
        {
            return [new Expected.Counts(channel, 0) { Place = place }];
        }

        return section.Texts(key).Select(words => new Expected.NeverSays(channel, words) { Place = place });
    }
}
