namespace Bridge.Core.Mappings.Format;

/// <summary>The whole of a mapping file, and its head.</summary>
public static class FileFormat
{
    public static readonly GroupRule Helpdesk = new(
        "helpdesk",
        "Where the tickets are.",
        [
            new("connection", Shapes.Connection, "A helpdesk connection of the settings, by its name.")
            {
                Needed = "name a connection of the settings",
                Example = "freshdesk",
            },
        ]
    );

    public static readonly GroupRule Tracker = new(
        "tracker",
        "Where the items are made: a ClickUp list, or a Jira project.",
        [
            new("connection", Shapes.Connection, "A tracker connection of the settings, by its name.")
            {
                Needed = "name a connection of the settings",
                Example = "clickup",
            },
            new("list", Shapes.Text, "ClickUp: the id of the list in which tasks are made; it ends the list's address.")
            {
                Example = "\"901100000001\"",
            },
            new("project", Shapes.Text, "Jira: the key of the project in which issues are made.") { Example = "S2" },
            new("issue type", Shapes.Text, "Jira: the type of the issues; left out, the project's usual one.")
            {
                Example = "Bug",
            },
        ]
    )
    {
        ExactlyOne = ["list", "project"],
    };

    /// <summary>The file itself: one process.</summary>
    public static readonly GroupRule File = new(
        "file",
        "One process between one helpdesk and one tracker: which tickets come in, how they are carried over, and what is told to whom.",
        [
            new("process", Shapes.Text, "The process's name, as people call it. No two files have the same.")
            {
                Needed = "write 'process: NAME' in the first line",
                Example = "Level 2 Support",
            },
            new("owner", Shapes.Text, "Who answers for this file.") { Example = "Support Operations" },
            new("description", Shapes.Text, "What the process is for, in a sentence.")
            {
                Example = "Fixes what needs tech help.",
            },
            new("mode", Shapes.Words(MappingReader.Modes), "enforce: act. observe: only show what would be done.")
            {
                Usual = "enforce",
            },
            new("helpdesk", Shapes.Group(Helpdesk), "Where the tickets are.")
            {
                Needed = "write 'helpdesk: { connection: NAME }' with a connection of the settings",
                Example = "{ connection: freshdesk }",
            },
            new("tracker", Shapes.Group(Tracker), "Where the items are made.")
            {
                Needed = "write 'tracker: { connection: NAME, ... }' with a connection of the settings",
                Example = "{ connection: jira, project: S2, issue type: Bug }",
            },
            new("entry", Shapes.Group(EntryFormat.Entry), "Which tickets come in, and how their item is made.")
            {
                Needed = "say which tickets come in and how their item is made",
            },
            new(
                "fields",
                new Shape.Named("field", Shapes.Group(FieldFormat.Field)),
                "What both sides share, by the name that gates, conditions and templates use."
            ),
            new(
                "stages",
                new Shape.Named("stage", Shapes.Group(StageFormat.Stage)),
                "The steps, in the order of the process. A case begins in the first; a move to an earlier one is coming back."
            )
            {
                Needed = "name the steps of the process",
            },
            new(
                "stage conflicts",
                Shapes.Words(MappingReader.StageOwners),
                "Who is right when both sides were moved to different stages."
            )
            {
                Usual = "tracker wins",
            },
            new(
                "gates",
                Shapes.Group(PolicyFormat.Gates),
                "What happens when a stage is entered without what it asks for."
            ),
            new("comments", Shapes.Group(CommentFormat.Comments), "Which comments go over to the other side."),
            new("files", Shapes.Group(CommentFormat.Files), "Which files go over to the other side.")
            {
                Example = "{ to tracker: all, except: [programs] }",
            },
            new(
                "eta",
                Shapes.Group(PolicyFormat.Eta),
                "The promised day: which field carries it, and when it is told."
            ),
            new(
                "released",
                Shapes.Group(PolicyFormat.Released),
                "When a fix is in the customers' hands, where that is another moment than when it is done."
            )
            {
                Example = "{ when: { field: Fix Version Released, is: \"yes\" } }",
            },
            new(
                "shared item",
                Shapes.Group(PolicyFormat.SharedItem),
                "How the customers of many tickets hear of the one item that the tickets share."
            )
            {
                Example = "{ at most: 30 a minute, opt out tag: no-news }",
            },
            new(
                "validation",
                Shapes.Group(ValidationFormat.Validation),
                "How a fix is put before the customer, and what each answer, or none, leads to."
            ),
            new(
                "messages",
                new Shape.Named("message", Shapes.Group(MessageFormat.Message)),
                "All that the bridge says by itself, each message with who gets it and when."
            ),
            new(
                "knowledge base",
                Shapes.Group(KnowledgeFormat.Knowledge),
                "What is taken from the helpdesk's solutions at triage, and what a solved case gives back."
            )
            {
                Example = "{ suggest: { when stage entered: Triage } }",
            },
            new(
                "findings",
                Shapes.Group(FindingFormat.Findings),
                "How people hear of what they must know. What is wrong with a case is put on its ticket, once."
            )
            {
                Example = "{ note: [refused, leak stopped] }",
            },
            new(
                "leak words",
                Shapes.Texts,
                "Words that stop a message to a customer, besides links and keys of your own tools."
            )
            {
                Example = "[stack trace, internal only]",
            },
            new(
                "calendar",
                Shapes.Either(new Shape.Name("shared calendar"), Shapes.Group(CalendarFormat.Calendar)),
                "When people work: the clocks of the stages run only then. Or the name of a shared calendar."
            ),
            new(
                "sla",
                Shapes.Group(SlaFormat.Sla),
                "How the stages' time limits are measured, and what happens before and after they are over."
            ),
            new(
                "metrics",
                new Shape.Named("metric", Shapes.Either(Shapes.Text, Shapes.Group(SlaFormat.Metric))),
                "What reports are measured by. 'first contact stage' names the stage out of which a case is resolved at first contact."
            ),
            new(
                "tests",
                new Shape.List(Shapes.Group(TestFormat.Test)),
                "What the process does with a ticket, step by step, on a clock of its own."
            ),
            new(
                "include",
                Shapes.Group(SharedFormat.Include),
                "Parts that several processes share, by the names that the files in the folder 'shared' give them."
            )
            {
                Example = "{ fields: [Reproduction], leak words: [Company] }",
            },
        ]
    );
}
