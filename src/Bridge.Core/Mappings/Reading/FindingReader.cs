using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;
using Bridge.Core.Model;
using Bridge.Core.Reporting;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "findings".</summary>
internal static class FindingReader
{
    internal const string NoteKey = "note";
    internal const string None = "none";

    internal static FindingPolicy Read(Section file)
    {
        if (
            file.Node("findings") is not { } node
            || Section.Of(node, "findings", file.Notes, FindingFormat.Findings) is not { } section
        )
        {
            return new FindingPolicy();
        }

        if (!section.Has(NoteKey))
        {
            file.Notes.Error(
                section.Place,
                "findings says nothing; add 'note: [refused]' or 'note: none', or take it out"
            );
            return new FindingPolicy();
        }

        return new FindingPolicy { Note = Kinds(section) };
    }

    private static ImmutableArray<FindingKind> Kinds(Section section)
    {
        var known = FindingPolicy.MayNote.ToDictionary(FindingWords.Word, k => k, StringComparer.OrdinalIgnoreCase);
        var kinds = ImmutableArray.CreateBuilder<FindingKind>();
        var nodes = section.TextNodes(NoteKey);
        foreach (var node in nodes)
        {
            var word = node.Value.Trim();
            if (known.TryGetValue(word, out var kind))
            {
                kinds.Add(kind);
            }
            else if (!word.Equals(None, StringComparison.OrdinalIgnoreCase))
            {
                section.Notes.Unknown(
                    node.Place,
                    MappingRules.UnknownValue,
                    "unknown kind of finding",
                    word,
                    "",
                    [.. known.Keys, None],
                    "there are"
                );
            }
            else if (nodes.Length > 1)
            {
                section.Notes.Error(node.Place, "'none' stands alone in note; take it out, or the others");
            }
        }

        return [.. kinds.Distinct()];
    }
}
