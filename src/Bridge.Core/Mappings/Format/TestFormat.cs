using Bridge.Core.Mappings.Reading;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Format;

/// <summary>Tests, in a mapping file or beside it.</summary>
public static class TestFormat
{
    private static readonly Shape Values = new Shape.Named("field", Shapes.Either(Shapes.Texts, new Shape.Nothing()));

    private static readonly Shape Shown = new Shape.Named(
        "field",
        Shapes.Either(
            Shapes.Texts,
            new Shape.Nothing(),
            Shapes.Group(
                new GroupRule(
                    "shown part",
                    "A part of what a field shows.",
                    [
                        new("contains", Shapes.Texts, "The field's value contains this.")
                        {
                            Needed = "say what it contains",
                        },
                    ]
                )
            )
        )
    );

    private static readonly Shape Moment = new Shape.Pattern(@"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?$");

    public static readonly GroupRule Article = new(
        "article",
        "A published article of the helpdesk's solutions.",
        [
            new("title", Shapes.Text, "It is found by the words of its title.") { Needed = "write its title" },
            new("folder", Shapes.Text, "The folder that it is in."),
        ]
    );

    public static readonly GroupRule AttachedFile = new(
        "attached file",
        "A file that somebody adds.",
        [
            new("name", Shapes.Text, "Its name, with the ending.") { Needed = "write its name", Example = "trace.log" },
            new("size", new Shape.Pattern(FileSize.Pattern), "Its size.") { Usual = "10 KB" },
            new("with", Shapes.Text, "What is written with it; an engineer without adds it to the item itself."),
        ]
    );

    private static readonly Shape File = Shapes.Either(Shapes.Text, Shapes.Group(AttachedFile));

    public static readonly GroupRule Answer = new(
        "customer's answer",
        "The customer answers by the link of the newest message that asks.",
        [
            new("answer", Shapes.Words(TestStepReader.Answers), "Which of the two links.")
            {
                Needed = "say 'works' or 'still broken'",
            },
            new("remark", Shapes.Text, "What the customer writes beside it."),
        ]
    );

    public static readonly GroupRule Rewriting = new(
        "rewriting",
        "Other words for a message that was stopped.",
        [
            new("message", Shapes.Text, "The message, by its name in the file.") { Needed = "name the message" },
            new("text", Shapes.Text, "The new words, as Markdown.") { Needed = "write the new words" },
        ]
    );

    public static readonly GroupRule Given = new(
        "given",
        "What is there before the first step.",
        [
            new("now", Moment, "When the test begins, in the calendar's zone; UTC without a calendar.")
            {
                Example = "2026-03-02 09:00",
                Usual = "2026-01-05 09:00",
            },
            new("ticket", Values, "Fields of the ticket, 'status' among them; what is not named is empty.")
            {
                Example = "{ status: Elevating, type: Bugs/Defects }",
            },
            new("item", Values, "Fields of the item. Without 'stage': an item that exists and is not linked.")
            {
                Example = "{ due date: 2026-03-20 }",
            },
            new("stage", Shapes.Stage, "The stage that the case is in, with its item; left out: it has not come in.")
            {
                Example = "Fixing",
            },
            new("stage since", Moment, "When it entered that stage; left out: when the test begins."),
            new("eta told", Shapes.Day, "The ETA that the customer was told before.") { Example = "2026-03-20" },
            new("attempt", new Shape.Whole(1, 20), "How often a fix was put before the customer.")
            {
                Usual = "1 in the stage of the validation",
            },
            new(
                "earlier tickets",
                new Shape.Whole(0, 100_000),
                "How many tickets of the same item came in before this one."
            )
            {
                Usual = "0",
            },
            new(
                "articles",
                new Shape.List(Shapes.Either(Shapes.Text, Shapes.Group(Article))),
                "Articles of the knowledge base; one is found when its title has a word of the ticket's subject."
            )
            {
                Example = "[Totals differ from the export]",
            },
            new("files", new Shape.Several(File), "The ticket's own files, which go over when its item is made.")
            {
                Example = "[screen.png, { name: dump.zip, size: 30 MB }]",
            },
            new("releases", new Shape.Named("release", Shapes.Day), "Jira: the project's releases with their days.")
            {
                Example = "{ R1: 2026-03-20 }",
            },
        ]
    );

    public static readonly GroupRule Gate = new(
        "expected gate",
        "A gate that is shut.",
        [
            new("shut", Shapes.Stage, "The stage that was asked for.") { Needed = "name the stage that was asked for" },
            new("missing", Shapes.Texts, "All that it asks for, by field. Left out: whatever it is.")
            {
                Example = "[Severity]",
            },
        ]
    );

    public static readonly GroupRule Expect = new(
        "expect",
        "What must be so now, or have happened since the expectation before.",
        [
            new(
                "stage",
                new Shape.Name("stage of the process, or none"),
                "The stage of the case; none: it is in none."
            ),
            new("ticket", Shown, "What fields of the ticket show."),
            new(
                "item",
                Shapes.Either(Shapes.Words(ExpectReader.Items), Shown),
                "What fields of the item show; or whether there is one."
            ),
            new("gate", Shapes.Either(new Shape.Choice(["open"]), Shapes.Group(Gate)), "The gate that was asked last."),
            new("note", Shapes.Texts, "The bridge wrote private notes that contain these texts."),
            new("notes", new Shape.Whole(0, 1000), "How many private notes the bridge wrote."),
            new("no note", Shapes.Either(Shapes.Flag, Shapes.Texts), "It wrote none; or none that contains this."),
            new("reply", Shapes.Texts, "The bridge replied to the customer with these texts."),
            new("replies", new Shape.Whole(0, 1000), "How many replies it wrote."),
            new("no reply", Shapes.Either(Shapes.Flag, Shapes.Texts), "It wrote none; or none that contains this."),
            new("comment", Shapes.Texts, "The bridge commented on the item with these texts."),
            new("comments", new Shape.Whole(0, 1000), "How many comments it wrote."),
            new("no comment", Shapes.Either(Shapes.Flag, Shapes.Texts), "It wrote none; or none that contains this."),
            new("post", Shapes.Texts, "The bridge told webhooks these texts."),
            new("posts", new Shape.Whole(0, 1000), "How many times it told a webhook."),
            new("no post", Shapes.Either(Shapes.Flag, Shapes.Texts), "It told none; or none this."),
            new("edited note", Shapes.Texts, "It gave notes that mirror comments new texts that contain these."),
            new("edited notes", new Shape.Whole(0, 1000), "How many notes it gave a new text."),
            new("edited comment", Shapes.Texts, "It gave comments that mirror notes new texts that contain these."),
            new("edited comments", new Shape.Whole(0, 1000), "How many comments it gave a new text."),
            new("removed notes", new Shape.Whole(0, 1000), "How many notes it deleted with their comments."),
            new("removed comments", new Shape.Whole(0, 1000), "How many comments it deleted with their notes."),
            new("files to ticket", Shapes.Texts, "Exactly these files went to the ticket; or none."),
            new("files to item", Shapes.Texts, "Exactly these files went to the item; or none."),
            new("article", Shapes.Texts, "It drafted articles that contain these texts; none: it drafted none."),
            new(CaseNames.Attempt, new Shape.Whole(0, 1000), "How often a fix was put before the customer."),
            new(CaseNames.Bounces, new Shape.Whole(0, 1000), "How often the case moved back to an earlier stage."),
            new("messages", Shapes.Texts, "Exactly these messages of the process were sent; or none.")
            {
                Example = "First ETA",
            },
            new("finding", Shapes.Texts, "Open findings contain these texts."),
            new("findings", Shapes.Texts, "Findings of exactly these kinds are open; or none.")
            {
                Example = "gate violation",
            },
            new("sla", Shapes.Words(ExpectReader.SlaWords), "How the SLA of the stage stands."),
            new(
                "next wake",
                Shapes.Either(new Shape.Choice(["none"]), Moment),
                "When the case is looked at again by itself."
            ),
            new("not in process", Shapes.Texts, "The ticket is in no process, for this reason."),
            new("timeline", Shapes.Texts, "The timeline tells these texts."),
            new("eta told", Shapes.Either(new Shape.Choice(["none"]), Shapes.Day), "The ETA that the customer knows."),
        ]
    );

    public static readonly GroupRule Step = new(
        "step",
        "One thing that somebody does, that passes, or that is expected.",
        [
            new("agent sets", Values, "An agent changes fields of the ticket; 'status' moves it.")
            {
                Example = "{ status: Replicating }",
            },
            new(
                "engineer sets",
                Values,
                "An engineer changes fields of the item; 'status' (and 'resolution') move it."
            ),
            new("agent notes", Shapes.Text, "An agent writes a private note."),
            new("agent replies", Shapes.Text, "An agent replies to the customer."),
            new("engineer comments", Shapes.Text, "An engineer comments on the item."),
            new("customer replies", Shapes.Text, "The customer writes."),
            new("agent edits note", Shapes.Text, "The agent gives the newest note or reply this text."),
            new("agent deletes note", Shapes.Text, "The agent deletes the newest note or reply that contains this."),
            new("engineer edits comment", Shapes.Text, "The engineer gives the newest comment this text."),
            new("engineer deletes comment", Shapes.Text, "The engineer deletes the newest comment that contains this."),
            new("customer attaches", File, "The customer sends a file, in a reply.")
            {
                Example = "{ name: dump.zip, size: 30 MB, with: The dump }",
            },
            new("agent attaches", File, "An agent adds a file, in a private note."),
            new("engineer attaches", File, "An engineer adds a file to the item, or to a comment."),
            new(
                "customer answers",
                Shapes.Either(Shapes.Words(TestStepReader.Answers), Shapes.Group(Answer)),
                "The customer answers by the link of the newest message that asks."
            )
            {
                Example = "{ answer: still broken, remark: The total is 0 now }",
            },
            new("agent releases", Shapes.Text, "Somebody releases a message of the file that was stopped, as it is.")
            {
                Example = "First ETA",
            },
            new("agent rewrites", Shapes.Group(Rewriting), "Somebody rewrites a message of the file that was stopped.")
            {
                Example = "{ message: Resolved, text: The export is repaired. }",
            },
            new("agent drops", Shapes.Text, "Somebody drops a message of the file that was stopped.")
            {
                Example = "First ETA",
            },
            new(
                "ticket becomes",
                Shapes.Words(TestStepReader.Presences),
                "Somebody deletes the ticket, or restores it."
            ),
            new("item becomes", Shapes.Words(TestStepReader.Presences), "Somebody deletes the item, or restores it."),
            new("wait", Shapes.Either(Shapes.Duration, Shapes.WorkingDuration), "Time passes.")
            {
                Example = "2 working days",
            },
            new("clock", Shapes.Text, "Time passes until a weekday's time, or a moment.") { Example = "Monday 09:00" },
            new("expect", Shapes.Group(Expect), "What must be so now, or have happened since the expectation before."),
        ]
    )
    {
        ExactlyOne = [.. TestStepReader.Kinds],
    };

    public static readonly GroupRule Test = new(
        "test",
        "What the process does with a ticket, step by step, on a clock of its own.",
        [
            new("name", Shapes.Text, "What it shows, in a sentence.") { Needed = "say in a sentence what it shows" },
            new("given", Shapes.Group(Given), "What is there before the first step."),
            new("steps", new Shape.List(Shapes.Group(Step)), "What happens, and what is expected.")
            {
                Needed = "say what happens and what is expected",
            },
        ]
    );
}
