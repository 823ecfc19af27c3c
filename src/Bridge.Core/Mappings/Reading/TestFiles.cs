using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;
using Bridge.Core.Mappings.Testing;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads files as tests name them: by name, or with their size and the words that go with them.</summary>
internal static class TestFiles
{
    /// <summary>The size of a file that a test only names, in bytes.</summary>
    private const long UsualSize = 10 * 1024;

    /// <summary>The ticket's own files: "files" of "given".</summary>
    internal static ImmutableArray<TestFile> Read(Section given, Notes notes)
    {
        if (given.Node("files") is not { } node)
        {
            return [];
        }

        if (given.Has("stage"))
        {
            notes.Error(node.Place, "the ticket's own files go over when its item is made; leave 'stage' out");
        }

        var items = node is YamlList list ? list.Items : [node];
        return [.. items.Select(item => Read(item, notes).File).OfType<TestFile>()];
    }

    /// <summary>A file, and the words of the comment that it stands in (null: none). No file when it cannot be read, which is noted.</summary>
    internal static (TestFile? File, string? Words) Read(YamlNode node, Notes notes)
    {
        if (node is YamlText { IsEmpty: false } name)
        {
            return (new TestFile(name.Value.Trim(), UsualSize), null);
        }

        if (Section.Of(node, "a file", notes, TestFormat.AttachedFile) is not { } section)
        {
            return (null, null);
        }

        var size = CommentReader.Size(section, "size") ?? UsualSize;
        return (new TestFile(section.Text("name") ?? "", size), section.Text("with"));
    }
}
