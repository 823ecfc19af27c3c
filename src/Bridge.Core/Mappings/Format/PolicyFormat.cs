using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>The short sections: gates, eta.</summary>
public static class PolicyFormat
{
    public static readonly GroupRule Override = new(
        "gate override",
        "A reason opens a shut gate once; the leads are told, and the field is emptied.",
        [
            new("field", Shapes.Field, "The text field that holds the reason; the helpdesk must have it.")
            {
                Needed = "name the text field that holds the reason",
                Example = "Override Reason",
            },
            new("at least", new Shape.Pattern(@"^\d{1,5}( +characters?)?$"), "The shortest reason that counts.")
            {
                Usual = "10 characters",
            },
        ]
    );

    public static readonly GroupRule Gates = new(
        "gates",
        "What happens when a stage is entered without what it asks for.",
        [
            new(
                "on violation",
                Shapes.Words(StageReader.Violations),
                "revert: put the stage back. hold: wait, then go on by itself. warn: only tell."
            )
            {
                Usual = "revert",
            },
            new("grace", Shapes.Duration, "Time to fill in what is missing before the stage is put back; usually none.")
            {
                Example = "2 minutes",
            },
            new("at most", new Shape.Whole(1, 100), "So many reverts of one case; then the leads are told instead.")
            {
                Usual = "3",
            },
            new("within", Shapes.Duration, "The time in which the reverts of a case are counted.") { Usual = "1 day" },
            new(
                "override",
                Shapes.Group(Override),
                "The way past a shut gate: who has the reason writes it into this field, then moves the case."
            )
            {
                Example = "{ field: Override Reason, at least: 20 characters }",
            },
            new("tell", Shapes.Addresses, "Leads: agents of the helpdesk, by e-mail address.")
            {
                Example = "[lead@example.com]",
            },
        ]
    );

    public static readonly GroupRule Eta = new(
        "eta",
        "The promised day: which field carries it, and when it is told.",
        [
            new("field", Shapes.Field, "The date field of the process that carries it.")
            {
                Needed = "name the date field of the process that carries the ETA",
                Example = "Estimated Delivery Date",
            },
            new("from stage", Shapes.Stage, "Told from this stage on; left out: from the start.")
            {
                Example = "Fixing",
            },
            new("settle", Shapes.Duration, "How long a date must stand before it is told.") { Example = "10 minutes" },
            new("quiet days", new Shape.Whole(0, 365), "A slip of at most so many days is not told.") { Usual = "0" },
            new(
                "at most",
                new Shape.Pattern(@"^ *\d+ +(a|an|per|in|within) +.+$"),
                "So many tellings within a time; a later one waits and tells what stands then. Left out: any number."
            )
            {
                Example = "1 a day",
            },
            new(
                "zone",
                Shapes.Text,
                "For a field of type datetime: the IANA zone in which a moment is a day, where the requester's is not known; left out: the calendar's."
            )
            {
                Example = "Europe/Dublin",
            },
        ]
    );

    public static readonly GroupRule SharedItem = new(
        "shared item",
        "How the customers of many tickets hear of the one item that the tickets share.",
        [
            new(
                "at most",
                new Shape.Pattern(@"^ *\d+ +(a|an|per|in|within) +.+$"),
                "So many customers within a time, in the order in which their tickets came in. Left out: all at once."
            )
            {
                Example = "30 a minute",
            },
            new("opt out tag", Shapes.Text, "A ticket with this tag hears no news of its item.")
            {
                Example = "no-news",
            },
        ]
    );

    public static readonly GroupRule Released = new(
        "released",
        "When a fix is in the customers' hands, where that is another moment than when it is done.",
        [
            new("when", Shapes.Condition, "It is released once this holds.")
            {
                Example = "{ field: Fix Version Released, is: \"yes\" }",
            },
            new(KnowledgeReader.Entered, Shapes.Stage, "It is released once the case has come to this stage.")
            {
                Example = "In Production",
            },
            new("from stage", Shapes.Stage, "The condition is asked from this stage on; left out: from the start.")
            {
                Example = "Closure Verification",
            },
        ]
    )
    {
        ExactlyOne = ["when", KnowledgeReader.Entered],
    };
}
