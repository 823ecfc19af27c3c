namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "knowledge base".</summary>
internal static class KnowledgeReader
{
    private const string Entered = "when stage entered";
    private const int Usual = 3;

    internal static KnowledgeRule? Read(Section file, ConditionReader conditions)
    {
        if (
            file.Node("knowledge base") is not { } node
            || Section.Of(node, "knowledge base", file.Notes, "suggest", "draft") is not { } section
        )
        {
            return null;
        }

        if (!section.Has("suggest") && !section.Has("draft"))
        {
            file.Notes.Error(section.Place, "knowledge base does nothing; add 'suggest' or 'draft', or take it out");
        }

        return new KnowledgeRule(Suggest(section), Draft(section, conditions));
    }

    private static SuggestRule? Suggest(Section knowledge)
    {
        string[] keys = [Entered, "at most"];
        if (
            knowledge.Node("suggest") is not { } node
            || Section.Of(node, "suggest", knowledge.Notes, keys) is not { } section
        )
        {
            return null;
        }

        section.Require(Entered, "name the stage at which known solutions are looked for");
        var rule = new SuggestRule(section.Text(Entered) ?? "", section.Whole("at most", 1, 10) ?? Usual);
        Put(section, rule, keys);
        return rule;
    }

    private static DraftRule? Draft(Section knowledge, ConditionReader conditions)
    {
        string[] keys = ["when", Entered, "folder", "title", "body", "only if"];
        if (
            knowledge.Node("draft") is not { } node
            || Section.Of(node, "draft", knowledge.Notes, keys) is not { } section
        )
        {
            return null;
        }

        if (section.Has("when") == section.Has(Entered))
        {
            section.Notes.Error(
                section.Place,
                section.Has("when")
                    ? $"draft has both 'when' and '{Entered}'; keep one of them"
                    : $"draft does not say when; write 'when: resolved' or '{Entered}: NAME'"
            );
        }

        section.Word("when", [("resolved", true)]);
        section.Require("title", "write the article's title, such as \"{{ticket.subject}}\"");
        section.Require("body", "write the article: symptom, cause and resolution");
        var rule = new DraftRule
        {
            Stage = section.Text(Entered),
            Folder = section.RequiredText("folder", "name the folder of the solutions that drafts go to"),
            Title = TemplateReader.Read(section, "title", html: false),
            Body = TemplateReader.Read(section, "body", html: true),
            OnlyIf = section.Node("only if") is { } onlyIf ? conditions.Read(onlyIf) : null,
        };
        Put(section, rule, keys);
        return rule;
    }

    private static void Put(Section section, object rule, string[] keys)
    {
        section.Notes.Places.Put(rule, "", section.Place);
        foreach (var key in keys)
        {
            section.Notes.Places.Put(rule, key, section.At(key));
        }
    }
}
