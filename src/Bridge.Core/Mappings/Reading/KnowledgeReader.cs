using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "knowledge base".</summary>
internal static class KnowledgeReader
{
    internal const string Entered = "when stage entered";

    /// <summary>So many known solutions are offered at most; more would be a search, not a hint.</summary>
    internal const int Most = 10;
    private const int Usual = 3;

    internal static readonly IReadOnlyList<(string Word, bool Value)> Moments = [("resolved", true)];

    internal static KnowledgeRule? Read(Section file, ConditionReader conditions)
    {
        if (
            file.Node("knowledge base") is not { } node
            || Section.Of(node, "knowledge base", file.Notes, KnowledgeFormat.Knowledge) is not { } section
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
        if (
            knowledge.Node("suggest") is not { } node
            || Section.Of(node, "suggest", knowledge.Notes, KnowledgeFormat.Suggest) is not { } section
        )
        {
            return null;
        }

        var rule = new SuggestRule(section.Text(Entered) ?? "", section.Whole("at most", 1, Most) ?? Usual);
        Put(section, rule);
        return rule;
    }

    private static DraftRule? Draft(Section knowledge, ConditionReader conditions)
    {
        if (
            knowledge.Node("draft") is not { } node
            || Section.Of(node, "draft", knowledge.Notes, KnowledgeFormat.Draft) is not { } section
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

        section.Word("when", Moments);
        var rule = new DraftRule
        {
            Stage = section.Text(Entered),
            Folder = section.Text("folder") ?? "",
            Title = TemplateReader.Read(section, "title", html: false),
            Body = TemplateReader.Read(section, "body", html: true),
            OnlyIf = section.Node("only if") is { } onlyIf ? conditions.Read(onlyIf) : null,
        };
        Put(section, rule);
        return rule;
    }

    private static void Put(Section section, object rule)
    {
        section.Notes.Places.Put(rule, "", section.Place);
        foreach (var key in new[] { "when", Entered, "only if" })
        {
            section.Notes.Places.Put(rule, key, section.At(key));
        }
    }
}
