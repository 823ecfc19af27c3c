using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>The sections "sla" and "metrics".</summary>
public static class SlaFormat
{
    private static readonly Shape Share = new Shape.Pattern(@"^ *\d+(\.\d+)? *% *$");

    private static readonly Shape Limit = Shapes.Either(Shapes.Duration, Shapes.WorkingDuration);

    public static readonly GroupRule Target = new(
        "sla target",
        "A time limit and which cases have it. The first that holds wins; the stage's own sla is the last.",
        [
            new("stage", Shapes.Stage, "The stage; left out: every stage but the ends of the process.")
            {
                Example = "Fixing",
            },
            new("when", Shapes.Condition, "Only for cases that are like this.")
            {
                Example = "{ field: Severity, is: S1 - Critical }",
            },
            new("time", Limit, "'4 working hours' counts by the calendar, '4 hours' by the clock on the wall.")
            {
                Needed = "give a length of time such as '4 hours', '4 working hours' or '1 working day'",
                Example = "4 working hours",
            },
        ]
    );

    public static readonly GroupRule Step = new(
        "sla step",
        "A step of escalation, taken once in a stay in a stage.",
        [
            new("at", Share, "At which share of the time; 100% is the breach.")
            {
                Needed = "say at which share of the time, such as 'at: 80%'",
                Example = "80%",
            },
            new("stage", new Shape.Several(Shapes.Stage), "Only in these stages; left out: in any.")
            {
                Example = "[Fixing]",
            },
            new("when", Shapes.Condition, "Only for cases that are like this; taken as soon as it holds too.")
            {
                Example = "{ field: Severity, is: S1 - Critical }",
            },
            new("tell", Shapes.Addresses, "Agents whom a private note notifies, which mails them.")
            {
                Example = "[lead@example.com]",
            },
            new("post to", new Shape.Name("webhook of the settings"), "A webhook, such as a chat's, that is told.")
            {
                Example = "support-chat",
            },
            new("text", Shapes.Line, "What the webhook is told, as plain text; left out: how the clock stands.")
            {
                Example = "\"{{ticket.key}} is late in {{stage}}\"",
            },
            new("group", Shapes.Text, "The group that the ticket gets.") { Example = "Escalations" },
            new("priority", Shapes.Text, "The priority that the ticket gets.") { Example = "Urgent" },
            new("add tags", Shapes.Texts, "Tags that the ticket gets.") { Example = "[breached]" },
        ]
    );

    public static readonly GroupRule Sla = new(
        "sla",
        "How the stages' time limits are measured, and what happens before and after they are over.",
        [
            new("enforce from", Shapes.Day, "Cases that came in before this day are not measured.")
            {
                Example = "2026-01-01",
            },
            new("warn at", new Shape.Several(Share), "Shares of the time at which the leads are warned.")
            {
                Usual = "[75%]",
            },
            new("pauses in", Shapes.Texts, "Statuses of the helpdesk in which the clock stands.")
            {
                Example = "[Waiting on Customer]",
            },
            new(
                "on priority change",
                Shapes.Words(SlaReader.Changes),
                "When another target begins to hold. recompute: it counts from when the clock began. restart: from now. keep: the old one stays."
            )
            {
                Usual = "recompute",
            },
            new(
                "on reopen",
                Shapes.Words(SlaReader.Reopenings),
                "When a closed case comes back to a stage: its clock begins anew, or goes on from what was used."
            )
            {
                Usual = "restart",
            },
            new("for", Shapes.Duration, "What was reached must last so long before anybody is told.")
            {
                Example = "10 minutes",
            },
            new(
                "repeat",
                new Shape.Pattern("^ *every .+, *at most +[0-9]+ +times? *$"),
                "How often the note of a breach is said again; left out: never."
            )
            {
                Example = "every 1 working day, at most 3 times",
            },
            new("targets", new Shape.List(Shapes.Group(Target)), "Time limits by stage and condition."),
            new("steps", new Shape.List(Shapes.Group(Step)), "Steps of escalation."),
            new("quiet tag", Shapes.Text, "While the ticket has this tag, nobody is told and no step is taken.")
            {
                Example = "sla-quiet",
            },
            new(
                "quiet at most",
                Shapes.Duration,
                "The longest that the tag keeps quiet; left out: as long as it is there."
            )
            {
                Example = "3 days",
            },
        ]
    );

    public static readonly GroupRule Variance = new(
        "eta variance",
        "How far the first ETA that was told was from the day on which the fix was there, as a share of the promised time.",
        [
            new("from stage", Shapes.Stage, "The first ETA told from this stage on; left out: the first of all.")
            {
                Example = "Fixing",
            },
            new("until stage", Shapes.Stage, "The stage in which the fix is there.")
            {
                Needed = "name the stage in which the fix is there",
                Example = "Closed",
            },
        ]
    );

    public static readonly GroupRule Metric = new(
        "metric",
        "A figure of reports, with its goal: an ETA variance, or a share of cases.",
        [
            new("eta variance", Shapes.Group(Variance), "How far promises were from what was kept."),
            new("share of", new Shape.Choice(["cases"]), "The share of the cases for which a condition holds."),
            new("after stage", Shapes.Stage, "Cases that left this stage are counted.")
            {
                Example = "Severity Classification",
            },
            new("where", Shapes.Condition, "Which cases are the good ones.")
            {
                Example = "{ field: L2 Diagnosis Correct, is: \"Yes\" }",
            },
            new("counted when", Shapes.Condition, "Only these cases are counted; left out: all.")
            {
                Example = "{ field: L2 Diagnosis Correct, is filled: true }",
            },
            new("goal", new Shape.Pattern(@"^ *at (least|most) \d+(\.\d+)? *% *$"), "What the figure should be.")
            {
                Example = "at least 90%",
            },
        ]
    )
    {
        ExactlyOne = ["eta variance", "share of"],
    };
}
