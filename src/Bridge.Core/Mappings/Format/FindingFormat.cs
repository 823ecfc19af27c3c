using Bridge.Core.Mappings.Reading;
using Bridge.Core.Reporting;

namespace Bridge.Core.Mappings.Format;

/// <summary>The section "findings".</summary>
public static class FindingFormat
{
    public static readonly GroupRule Findings = new(
        "findings",
        "How people hear of what they must know.",
        [
            new(
                FindingReader.NoteKey,
                new Shape.Several(
                    new Shape.Choice([.. FindingPolicy.MayNote.Select(FindingWords.Word), FindingReader.None])
                ),
                "Findings of these kinds are put on the ticket as a private note, once. none: no finding is."
            )
            {
                Usual = $"[{string.Join(", ", FindingPolicy.UsualNote.Select(FindingWords.Word))}]",
            },
        ]
    );
}
