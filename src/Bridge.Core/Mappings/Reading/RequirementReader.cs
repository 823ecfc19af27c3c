using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads what a stage requires.</summary>
internal static class RequirementReader
{
    internal static ImmutableArray<Requirement> Read(Section stage, ConditionReader conditions)
    {
        var node = stage.Node("requires");
        if (node is YamlMap)
        {
            stage.Wrong(node, "requires", "a list, each line with a dash, such as '- Severity'");
            return [];
        }

        var requirements = ImmutableArray.CreateBuilder<Requirement>();
        foreach (
            var item in node is YamlList list ? list.Items
            : node is null ? []
            : [node]
        )
        {
            if (Read(item, stage, conditions) is { } requirement)
            {
                requirements.Add(requirement);
            }
        }

        return requirements.ToImmutable();
    }

    private static Requirement? Read(YamlNode node, Section stage, ConditionReader conditions)
    {
        var notes = stage.Notes;
        if (node is YamlText name)
        {
            var plain = new Requirement { Field = name.Value.Trim() };
            notes.Places.Put(plain, "", name.Place);
            return plain;
        }

        if (Section.Of(node, $"a requirement of {stage.What}", notes, StageFormat.Requirement) is not { } section)
        {
            return null;
        }

        var requirement = new Requirement
        {
            Field = section.Text("field") ?? "",
            AtLeastCharacters = Characters(section),
            OneOf = section.Texts("one of"),
            AtMost = Number(section),
            WhenComingBack = section.Flag("when coming back"),
            NewlyFilled = section.Flag("newly filled"),
            When = section.Node("when") is { } when ? conditions.Read(when) : null,
        };
        notes.Places.Put(requirement, "", section.Place);
        foreach (var key in StageFormat.Requirement.Names)
        {
            notes.Places.Put(requirement, key, section.At(key));
        }

        return section.Has("field") ? requirement : null;
    }

    /// <summary>The length under "at least"; 0 when there is none, or after an error, which is noted.</summary>
    internal static int Characters(Section section)
    {
        if (section.TextNode("at least") is not { } node)
        {
            return 0;
        }

        var words = node.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length is 1 or 2
            && (words.Length == 1 || words[1] is "characters" or "character")
            && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var characters)
            && characters is > 0 and <= 10_000
        )
        {
            return characters;
        }

        section.Wrong(node, "at least", "a length such as '10 characters'");
        return 0;
    }

    private static decimal? Number(Section section)
    {
        if (section.TextNode("at most") is not { } node)
        {
            return null;
        }

        if (decimal.TryParse(node.Value.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        section.Wrong(node, "at most", "a number");
        return null;
    }
}
