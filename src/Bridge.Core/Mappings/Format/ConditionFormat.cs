namespace Bridge.Core.Mappings.Format;

/// <summary>Conditions, which stand in many places and within each other.</summary>
public static class ConditionFormat
{
    /// <summary>One condition: a field with what is asked of it, or all, any, not.</summary>
    public static readonly GroupRule Condition = new(
        "condition",
        "A question about the ticket. Upper and lower case are the same.",
        [
            new("all", new Shape.List(Shapes.Condition), "Each of these conditions must hold."),
            new("any", new Shape.List(Shapes.Condition), "One of these conditions must hold."),
            new("not", Shapes.Condition, "This condition must not hold."),
            new(
                "field",
                new Shape.Name("field"),
                "A field of the process, the label of a custom field that 'fields' names, or one that every ticket has, such as status, type or company tier."
            )
            {
                Example = "status",
            },
            new("is", Shapes.Texts, "The field has this value.") { Example = "Elevating" },
            new("is not", Shapes.Texts, "The field has another value, or none.") { Example = "Question" },
            new("is one of", Shapes.Texts, "The field has one of these values.") { Example = "[Bug, Defect]" },
            new("is not one of", Shapes.Texts, "The field has none of these values.") { Example = "[Question, Idea]" },
            new("contains", Shapes.Text, "The text contains this; the list has it.") { Example = "invoice" },
            new("is filled", Shapes.Flag, "True: the field has a value. False: it has none."),
            new("at least", Shapes.Text, "The number or the day is this or more.") { Example = "2026-12-25" },
            new("at most", Shapes.Text, "The number or the day is this or less.") { Example = "3" },
        ]
    )
    {
        ExactlyOne = ["all", "any", "not", "field"],
    };
}
