using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>The short sections: gates, comments, eta.</summary>
public static class PolicyFormat
{
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
            new("tell", Shapes.Addresses, "Leads: agents of the helpdesk, by e-mail address.")
            {
                Example = "[lead@example.com]",
            },
        ]
    );

    public static readonly GroupRule Comments = new(
        "comments",
        "Which comments go over. Nothing internal ever becomes public.",
        [
            new(
                "to tracker",
                Shapes.Words(PolicyReader.HelpdeskWords),
                "notes: agents' private ones. conversation: what customer and agents wrote. all: both."
            )
            {
                Usual = "none",
            },
            new("to helpdesk", Shapes.Words(PolicyReader.TrackerWords), "all: as private notes.") { Usual = "none" },
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
        ]
    );
}
