using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads conditions: all, any, not, and one field with what is asked of it.</summary>
internal sealed class ConditionReader(Notes notes)
{
    private const int Deepest = 10;
    private const int Most = 500;

    private static readonly ImmutableArray<string> Heads = ConditionFormat.Condition.ExactlyOne;

    private static readonly ImmutableArray<string> Asks =
    [
        .. ConditionFormat.Condition.Names.Where(n => !Heads.Contains(n, StringComparer.Ordinal)),
    ];

    private int count;

    /// <summary>Null after an error, which is noted.</summary>
    internal Condition? Read(YamlNode node, int depth = 0)
    {
        if (depth > Deepest || ++this.count > Most)
        {
            notes.Error(node.Place, "these conditions are too many or nested too deep to be understood; simplify them");
            return null;
        }

        if (node is YamlList)
        {
            notes.Error(
                node.Place,
                "a list of conditions stands under 'all:' (each must hold) or 'any:' (one must hold)"
            );
            return null;
        }

        if (Section.Of(node, "a condition", notes, ConditionFormat.Condition) is not { } section)
        {
            return null;
        }

        var condition = this.Chosen(section, depth);
        if (condition is not null)
        {
            notes.Places.Put(condition, "", section.Place);
            notes.Places.Put(condition, "field", section.At("field"));
        }

        return condition;
    }

    private Condition? Chosen(Section section, int depth)
    {
        var present = Heads.Where(section.Has).ToList();
        if (present.Count != 1)
        {
            notes.Error(
                section.Place,
                present.Count == 0
                    ? "a condition needs one of 'field', 'all', 'any' or 'not'"
                    : $"a condition has only one of {Words.List(present)}; put each in its own line under 'all:'"
            );
            return null;
        }

        switch (present[0])
        {
            case "all":
                return this.Several(section, "all", depth) is { } all ? new Condition.All(all) : null;
            case "any":
                return this.Several(section, "any", depth) is { } any ? new Condition.Any(any) : null;
            case "not":
                return section.Node("not") is { } not && this.Read(not, depth + 1) is { } inner
                    ? new Condition.Not(inner)
                    : null;
            default:
                return this.Field(section);
        }
    }

    private ImmutableArray<Condition>? Several(Section section, string key, int depth)
    {
        var node = section.Node(key);
        if (node is YamlList { Items.Length: > 0 } list)
        {
            return [.. list.Items.Select(item => this.Read(item, depth + 1)).OfType<Condition>()];
        }

        if (node is not null)
        {
            section.Wrong(node, key, "a list of conditions");
        }

        return null;
    }

    private Condition? Field(Section section)
    {
        var field = section.Text("field") ?? "";
        var asked = new List<Condition>();
        this.Values(section, "is", v => asked.Add(new Condition.IsOneOf(field, v)));
        this.Values(section, "is one of", v => asked.Add(new Condition.IsOneOf(field, v)));
        this.Values(section, "is not", v => asked.Add(new Condition.Not(new Condition.IsOneOf(field, v))));
        this.Values(section, "is not one of", v => asked.Add(new Condition.Not(new Condition.IsOneOf(field, v))));
        if (section.Text("contains") is { } contained)
        {
            asked.Add(new Condition.Contains(field, contained));
        }

        if (section.Node("is filled") is not null)
        {
            var present = new Condition.Present(field);
            asked.Add(section.Flag("is filled") ? present : new Condition.Not(present));
        }

        if (section.Text("at least") is { } least)
        {
            asked.Add(new Condition.AtLeast(field, least));
        }

        if (section.Text("at most") is { } most)
        {
            asked.Add(new Condition.AtMost(field, most));
        }

        if (asked.Count == 0 && !Asks.Any(section.Has))
        {
            notes.Error(
                section.Place,
                $"nothing is asked of field {Words.Quoted(field)}; add one of {Words.List(Asks)}"
            );
        }

        foreach (var one in asked)
        {
            notes.Places.Put(one, "", section.Place);
            notes.Places.Put(one, "field", section.At("field"));
            if (one is Condition.Not { Of: var inner })
            {
                notes.Places.Put(inner, "", section.Place);
                notes.Places.Put(inner, "field", section.At("field"));
            }
        }

        return asked.Count switch
        {
            0 => null,
            1 => asked[0],
            _ => new Condition.All([.. asked]),
        };
    }

    private void Values(Section section, string key, Action<ImmutableArray<string>> add)
    {
        var values = section.TextNodes(key);
        if (values.Length == 0)
        {
            return;
        }

        add([.. values.Select(v => v.Value.Trim())]);
    }
}
