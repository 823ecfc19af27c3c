using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>A stage in the section "stages".</summary>
public static class StageFormat
{
    public static readonly GroupRule Mark = new(
        "mark",
        "What in a tool says that a case is in the stage: a status, or a field's value.",
        [
            new("status", Shapes.Text, "A status, by its label.") { Example = "Closed" },
            new("resolution", Shapes.Text, "Jira: the resolution that goes with the status.") { Example = "Done" },
            new("field", Shapes.Text, "A custom field that says it, not the status.") { Example = "Phase" },
            new("value", Shapes.Text, "The value of that field.") { Example = "Closed" },
        ]
    )
    {
        ExactlyOne = ["status", "field"],
    };

    public static readonly GroupRule Requirement = new(
        "requirement",
        "A field that must be filled to enter the stage.",
        [
            new("field", Shapes.Field, "The field that must be filled.")
            {
                Needed = "name a field of the process",
                Example = "Severity",
            },
            new("when coming back", Shapes.Flag, "Asked for only when the case comes back from a later stage."),
            new(
                "newly filled",
                Shapes.Flag,
                "What it held when the stage was last entered is not enough: it must say something new."
            ),
            new("at least", new Shape.Pattern(@"^\d{1,5}( +characters?)?$"), "How long the text must be at least.")
            {
                Example = "20 characters",
            },
            new("one of", Shapes.Texts, "The value must be one of these, in the helpdesk's words.")
            {
                Example = "[S1 - Critical, S2 - Major]",
            },
            new("at most", Shapes.Number, "The most that the number may be, or how many a list may hold.")
            {
                Example = "3",
            },
            new("when", Shapes.Condition, "Asked for only when this holds.")
            {
                Example = "{ field: Workaround Available, is: \"Yes\" }",
            },
        ]
    );

    public static readonly GroupRule OnEntry = new(
        "on entry",
        "What the ticket gets when its case enters the stage.",
        [
            new("group", Shapes.Text, "The helpdesk group that gets the ticket.") { Example = "Operations" },
            new("priority", Shapes.Text, "The ticket's new priority.") { Example = "High" },
            new("add tags", Shapes.Texts, "Tags that the ticket gets.") { Example = "[level-2]" },
        ]
    );

    private static readonly Shape Marks = new Shape.Several(Shapes.Either(Shapes.Text, Shapes.Group(Mark)));

    public static readonly GroupRule Stage = new(
        "stage",
        "A step of the process: what says so in each tool, and what must be there to enter it.",
        [
            new("owner", Shapes.Text, "The team that has the case in this stage, for people and reports.")
            {
                Example = "Operations",
            },
            new("helpdesk", Marks, "Statuses of the helpdesk that read as this stage; the first is written.")
            {
                Example = "[Validating, Elevating]",
            },
            new("tracker", Marks, "Statuses of the tracker that read as this stage; the first is written.")
            {
                Example = "{ status: Closed, resolution: Done }",
            },
            new("sla", Shapes.WorkingDuration, "How long a case may stay, in working time of the calendar.")
            {
                Example = "1 working day",
            },
            new(
                "from",
                new Shape.Several(Shapes.Stage),
                "The stages from which this one may be entered; left out: from any."
            )
            {
                Example = "[Replicating]",
            },
            new("on violation", Shapes.Words(StageReader.Violations), "For this stage, instead of what 'gates' says."),
            new("on entry", Shapes.Group(OnEntry), "What the ticket gets when its case enters the stage.")
            {
                Example = "{ group: Operations, priority: High, add tags: [level-2] }",
            },
            new(
                "outcome",
                Shapes.Words(StageReader.Outcomes),
                "The end of the process, and which message tells it: resolved, or unresolved for a closure without a fix."
            ),
            new(
                "requires",
                new Shape.Several(Shapes.Either(Shapes.Field, Shapes.Group(Requirement))),
                "The gate: what must be filled to enter the stage, whichever tool it is entered in."
            )
            {
                Example = "[Category, { field: Steps, at least: 20 characters }]",
            },
        ]
    )
    {
        AtLeastOne = ["helpdesk", "tracker"],
    };
}
