namespace Bridge.Core.Mappings.Format;

/// <summary>A file of shared parts, and the section "include" that takes them in.</summary>
public static class SharedFormat
{
    public const string Calendars = "calendars";
    public const string FieldSets = "field sets";
    public const string MessageSets = "message sets";
    public const string LeakWords = "leak words";

    /// <summary>A file of the folder "shared".</summary>
    public static readonly GroupRule Shared = new(
        "shared",
        "Parts that several processes share, each under a name by which they take it in.",
        [
            new(
                Calendars,
                new Shape.Named("calendar", Shapes.Group(CalendarFormat.Calendar)),
                "Working times; a process says 'calendar: NAME'."
            ),
            new(
                FieldSets,
                new Shape.Named("field set", new Shape.Named("field", Shapes.Group(FieldFormat.Field))),
                "Fields that go together; a process says 'include: { fields: [NAME] }'."
            ),
            new(
                MessageSets,
                new Shape.Named("message set", new Shape.Named("message", Shapes.Group(MessageFormat.Message))),
                "Messages that go together; a process says 'include: { messages: [NAME] }'."
            ),
            new(
                LeakWords,
                new Shape.Named("set of leak words", Shapes.Texts),
                "Words that no customer may read; a process says 'include: { leak words: [NAME] }'."
            )
            {
                Example = "{ Company: [stack trace, internal only] }",
            },
        ]
    );

    public static readonly GroupRule Include = new(
        "include",
        "Parts that several processes share. Each adds to what stands in this file.",
        [
            new(
                "fields",
                new Shape.Several(new Shape.Name("field set")),
                "Field sets whose fields this process has too."
            )
            {
                Example = "[Reproduction]",
            },
            new(
                "messages",
                new Shape.Several(new Shape.Name("message set")),
                "Message sets that this process sends too."
            )
            {
                Example = "[Client promises]",
            },
            new(
                "leak words",
                new Shape.Several(new Shape.Name("set of leak words")),
                "Sets of words that no customer of this process may read."
            )
            {
                Example = "[Company]",
            },
        ]
    );
}
