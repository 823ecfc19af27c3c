using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>A message in the section "messages".</summary>
public static class MessageFormat
{
    public static readonly GroupRule When = new(
        "when",
        "A moment that names what it is about.",
        [
            new(MessageReader.StageEntered, Shapes.Stage, "A case enters this stage through its gate.")
            {
                Example = "Verifying",
            },
            new(
                MessageReader.FieldFirstFilled,
                Shapes.Field,
                "This field is filled, for the first time in the case. Told once, as soon as 'only if' holds too."
            )
            {
                Example = "Workaround",
            },
            new(MessageReader.FieldChanged, Shapes.Field, "This field was filled and has another value now.")
            {
                Example = "Severity",
            },
            new(
                MessageReader.FromStage,
                Shapes.Stage,
                "A field is told from this stage on; left out: from the start. Never at the end of the case."
            )
            {
                Example = "Fixing",
            },
        ]
    )
    {
        ExactlyOne = [.. MessageReader.Named.Select(n => n.Word)],
    };

    public static readonly GroupRule Message = new(
        "message",
        "Something that the bridge says by itself: who gets it, when, and its words.",
        [
            new(
                "to",
                Shapes.Words(MessageReader.Audiences),
                "customer: a public reply. agents: a private note. engineers: a comment on the item."
            )
            {
                Needed = "say who gets it: customer, agents or engineers",
            },
            new("when", Shapes.Either(Shapes.Words(MessageReader.Triggers), Shapes.Group(When)), "When it is sent.")
            {
                Needed = "say when it is sent, such as 'ETA changed'",
                Example = "{ stage entered: Verifying }",
            },
            new("only if", Shapes.Condition, "Asked at that moment: the message is sent only when this holds.")
            {
                Example = "{ field: bounces, at least: 1 }",
            },
            new(
                "text",
                new Shape.Named("language", Shapes.Html, "^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$"),
                "The words by language; the first one serves where the requester's has none."
            )
            {
                Needed = "write it by language, such as 'text: { en: ... }'",
                Example = "{ en: \"<p>Hello {{requester.first_name}}, we expect the fix by {{eta}}.</p>\" }",
            },
            new("notify", Shapes.Addresses, "Agents only: who hears of the note, by e-mail address.")
            {
                Example = "[lead@example.com]",
            },
        ]
    );
}
