namespace Bridge.Core.Mappings.Format;

/// <summary>The section "entry".</summary>
public static class EntryFormat
{
    public static readonly GroupRule OutOfScope = new(
        "out of scope",
        "Tickets that look like this process's and are not. They are looked at first, get a private note and no item.",
        [
            new("name", Shapes.Text, "What such a ticket is.")
            {
                Needed = "say what such a ticket is",
                Example = "Severity 1",
            },
            new("when", Shapes.Condition, "Which tickets these are.")
            {
                Needed = "say which tickets these are",
                Example = "{ field: Severity, is: S1 - Critical }",
            },
            new("note", Shapes.Html, "The private note that tells the agents where such a ticket belongs.")
            {
                Needed = "write the private note that tells the agents where such a ticket belongs",
                Example = "<p>Please follow the S1 process.</p>",
            },
        ]
    );

    public static readonly GroupRule Entry = new(
        "entry",
        "Which tickets come in, and how their item is made. A ticket comes in at the first stage, through that stage's gate.",
        [
            new("when", Shapes.Condition, "Which tickets come in.")
            {
                Needed = "say which tickets come in",
                Example = "{ field: status, is: Elevating }",
            },
            new("title", Shapes.Line, "The new item's title: a template of one line, as plain text.")
            {
                Needed = "write the new item's title, such as \"{{ticket.subject}}\"",
                Example = "\"{{ticket.subject}}\"",
            },
            new("body", Shapes.Html, "The new item's description: a template that gives HTML.")
            {
                Needed = "write the new item's description",
                Example = "\"<p>{{ticket.key}}</p> {{{ticket.description}}}\"",
            },
            new(
                "marker field",
                Shapes.Text,
                "ClickUp, and needed there: a text field that holds the ticket's mark, so that a task is never made twice."
            )
            {
                Example = "Freshdesk Ticket",
            },
            new(
                "link by",
                Shapes.Field,
                "A ticket field with the key of an item that exists. Filled: the ticket joins that item, and none is made."
            )
            {
                Example = "Engineering Key",
            },
            new(
                "make item in",
                new Shape.Several(Shapes.Stage),
                "The stages in which the item is made, once; left out: as soon as the ticket comes in. So what the helpdesk solves alone never gets one."
            )
            {
                Example = "[Fixing]",
            },
            new(
                "out of scope",
                new Shape.List(Shapes.Group(OutOfScope)),
                "Tickets that do not belong here: they are looked at first, and their agents are told so in a private note."
            ),
        ]
    );
}
