using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>A field in the section "fields".</summary>
public static class FieldFormat
{
    public static readonly GroupRule Field = new(
        "field",
        "A field that both sides share, or that one side has and gates, conditions and templates read.",
        [
            new("type", Shapes.Words(FieldReader.Types), "What it holds.")
            {
                Needed = "say what it holds: " + string.Join(", ", FieldReader.Types.Select(t => t.Word)),
            },
            new(
                "helpdesk",
                Shapes.Text,
                "What the helpdesk calls it: the label of a custom field, or one that every ticket has, such as subject, priority, type, tags or company tier."
            )
            {
                Example = "Severity",
            },
            new(
                "tracker",
                Shapes.Text,
                "What the tracker calls it: the label of a custom field, or one that every item has, such as priority or due date. Jira's also: fix versions, fix version date, fix version released, releases ahead."
            )
            {
                Example = "due date",
            },
            new("owner", Shapes.Words(FieldReader.Owners), "Who is right when both sides changed it.")
            {
                Usual = "newest",
            },
            new("direction", Shapes.Words(FieldReader.Directions), "Which way changes go.") { Usual = "both" },
            new(
                "values",
                new Shape.Named("value", Shapes.Texts),
                "The helpdesk's word, and what the tracker calls it; of several the first is written. Left out: both use the same words."
            )
            {
                Example = "{ S1 - Critical: Critical, S3 - Minor: [Minor, Trivial] }",
            },
        ]
    )
    {
        AtLeastOne = ["helpdesk", "tracker"],
    };
}
