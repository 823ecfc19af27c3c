using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>The section "validation": the customer's word on a fix.</summary>
public static class ValidationFormat
{
    private static readonly Shape Term = Shapes.Either(Shapes.Duration, Shapes.WorkingDuration);

    public static readonly GroupRule Way = new(
        "answer's way",
        "A stage that an answer leads to. The first way that holds counts; the last one has no 'when'.",
        [
            new("when", Shapes.Condition, "Only for cases that are like this; left out: for all.")
            {
                Example = "{ field: Fix Details, is filled: true }",
            },
            new("stage", Shapes.Stage, "The stage that the answer leads to, through that stage's gate.")
            {
                Needed = "name the stage that the answer leads to",
                Example = "Engineering",
            },
        ]
    );

    public static readonly GroupRule Answer = new(
        "answer",
        "An answer of the customer, and what it leads to.",
        [
            new("value", Shapes.Text, "The value of the answer field that means it, in the helpdesk's word.")
            {
                Needed = "say which value of the answer field means it",
                Example = "It works",
            },
            new(
                "then",
                Shapes.Either(Shapes.Stage, new Shape.List(Shapes.Group(Way))),
                "The stage that it leads to, through that stage's gate; or several, each with when it is that one."
            )
            {
                Needed = "name the stage that the answer leads to",
                Example = "Closed",
            },
        ]
    );

    public static readonly GroupRule Silence = new(
        "silence",
        "The response window, and what its end without an answer means.",
        [
            new("remind after", new Shape.Several(Term), "When the customer is reminded, from the window's beginning.")
            {
                Example = "[2 working days, 4 working days]",
            },
            new("after", Term, "The length of the window.")
            {
                Needed = "say how long the customer has to answer, such as '5 working days'",
                Example = "5 working days",
            },
            new("value", Shapes.Text, "Written to the answer field at the end; left out: it stays as it is.")
            {
                Example = "No answer",
            },
            new(
                "then",
                Shapes.Stage,
                "The stage that silence leads to. keep open: none, and the agents hear of it once."
            )
            {
                Needed = $"name the stage that silence leads to, or write 'then: {ValidationReader.KeepOpen}'",
                Example = "Closed (No Answer)",
            },
        ]
    );

    public static readonly GroupRule Validation = new(
        "validation",
        "How a fix is put before the customer, and what each answer, or none, leads to.",
        [
            new("stage", Shapes.Stage, "Here the ticket waits for the customer; entering it starts a round.")
            {
                Needed = "name the stage in which the ticket waits for the customer",
                Example = "Customer Validation",
            },
            new(
                "answer field",
                Shapes.Field,
                "The choice field that holds the answer: links write it, agents may set it."
            )
            {
                Needed = "name the choice field of the process that holds the customer's answer",
                Example = "Customer Answer",
            },
            new("record", Shapes.Field, "The field that says what was done; kept by round.")
            {
                Example = "Resolution Record",
            },
            new("it works", Shapes.Group(Answer), "The customer says that it works.")
            {
                Needed = "write 'it works: { value: It works, then: STAGE }'",
                Example = "{ value: It works, then: Closed }",
            },
            new("still broken", Shapes.Group(Answer), "The customer says that it is still broken.")
            {
                Needed = "write 'still broken: { value: Still broken, then: STAGE }'",
                Example = "{ value: Still broken, then: L2 Investigation }",
            },
            new("silence", Shapes.Group(Silence), "What happens when the customer does not answer; left out: nothing."),
            new("links expire after", Shapes.Duration, "How long the links of a round hold.") { Usual = "30 days" },
            new("opt out tag", Shapes.Text, "A ticket with this tag is never reminded and never closed by silence.")
            {
                Example = "keep-open",
            },
        ]
    );
}
