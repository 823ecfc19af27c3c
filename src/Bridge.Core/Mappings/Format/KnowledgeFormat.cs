using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Format;

/// <summary>The section "knowledge base".</summary>
public static class KnowledgeFormat
{
    public static readonly GroupRule Suggest = new(
        "suggest",
        "Known solutions are offered to the agents in one private note, once a case.",
        [
            new(KnowledgeReader.Entered, Shapes.Stage, "The stage whose first entry looks for them.")
            {
                Needed = "name the stage at which known solutions are looked for",
                Example = "Triage",
            },
            new("at most", new Shape.Whole(1, KnowledgeReader.Most), "So many are offered.") { Usual = "3" },
        ]
    );

    public static readonly GroupRule Draft = new(
        "draft",
        "An article is made of a solved case, as a draft that a person checks and publishes. Once a case.",
        [
            new("when", Shapes.Words(KnowledgeReader.Moments), "resolved: when a stage of that outcome is entered."),
            new(KnowledgeReader.Entered, Shapes.Stage, "Instead of 'when': the stage whose entry makes it.")
            {
                Example = "Closing",
            },
            new("folder", Shapes.Text, "The folder of the solutions, by its name or its path.")
            {
                Needed = "name the folder of the solutions that drafts go to",
                Example = "General > Known solutions",
            },
            new("title", Shapes.Line, "The article's title, one line of plain text.")
            {
                Needed = "write the article's title, such as \"{{ticket.subject}}\"",
                Example = "\"{{ticket.subject}}\"",
            },
            new("body", Shapes.Html, "The article.")
            {
                Needed = "write the article: symptom, cause and resolution",
                Example = "\"<h3>Resolution</h3><p>{{fields.resolution}}</p>\"",
            },
            new("only if", Shapes.Condition, "Asked at that moment: the article is made only when this holds.")
            {
                Example = "{ field: Cause, is filled: true }",
            },
        ]
    )
    {
        ExactlyOne = ["when", KnowledgeReader.Entered],
    };

    public static readonly GroupRule Knowledge = new(
        "knowledge base",
        "What is taken from the helpdesk's solutions, and what is given back.",
        [
            new("suggest", Shapes.Group(Suggest), "Offer known solutions.")
            {
                Example = "{ when stage entered: Triage }",
            },
            new("draft", Shapes.Group(Draft), "Make an article of a solved case."),
        ]
    )
    {
        AtLeastOne = ["suggest", "draft"],
    };
}
