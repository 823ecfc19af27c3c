using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "validation".</summary>
internal static class ValidationReader
{
    internal const string KeepOpen = "keep open";

    private static readonly TimeLimit Never = new(null, TimeSpan.Zero);

    /// <summary>Null when there is none, or when it cannot be read, which is noted.</summary>
    internal static ValidationRule? Read(Section file, ConditionReader conditions)
    {
        if (
            file.Node("validation") is not { } node
            || Section.Of(node, "validation", file.Notes, ValidationFormat.Validation) is not { } section
        )
        {
            return null;
        }

        var works = Answer(section, "it works", conditions);
        var broken = Answer(section, "still broken", conditions);
        var silence = Silence(section);
        if (section.Duration("links expire after") is { Ticks: 0 })
        {
            file.Notes.Error(
                section.At("links expire after"),
                "'links expire after' in validation must be longer than nothing, such as '30 days'"
            );
        }

        if (!section.Has("stage") || !section.Has("answer field") || works is null || broken is null)
        {
            return null;
        }

        var usual = new ValidationRule
        {
            Stage = section.Text("stage") ?? "",
            AnswerField = section.Text("answer field") ?? "",
            Works = works,
            Broken = broken,
        };
        var rule = usual with
        {
            Record = section.Text("record"),
            Silence = silence,
            LinksExpireAfter = section.Duration("links expire after") ?? usual.LinksExpireAfter,
            OptOutTag = section.Text("opt out tag"),
        };
        Place(rule, section, ValidationFormat.Validation);
        return rule;
    }

    private static AnswerRule? Answer(Section validation, string key, ConditionReader conditions)
    {
        if (
            validation.Node(key) is not { } node
            || Section.Of(node, $"'{key}' of validation", validation.Notes, ValidationFormat.Answer) is not { } section
        )
        {
            return null;
        }

        var answer = new AnswerRule(section.Text("value") ?? "", Ways(section, conditions));
        Place(answer, section, ValidationFormat.Answer);
        return answer.Value.Length > 0 && !answer.Ways.IsEmpty ? answer : null;
    }

    /// <summary>A stage, or a list of them with their conditions.</summary>
    private static ImmutableArray<AnswerWay> Ways(Section answer, ConditionReader conditions)
    {
        var ways = ImmutableArray.CreateBuilder<AnswerWay>();
        if (answer.Node("then") is not YamlList list)
        {
            if (answer.Text("then") is { Length: > 0 } stage)
            {
                var way = new AnswerWay(null, stage);
                answer.Notes.Places.Put(way, "stage", answer.At("then"));
                ways.Add(way);
            }

            return ways.ToImmutable();
        }

        foreach (var item in list.Items)
        {
            if (
                Section.Of(item, $"a way of {answer.What}", answer.Notes, ValidationFormat.Way) is { } section
                && section.Text("stage") is { Length: > 0 } stage
            )
            {
                var when = section.Node("when") is { } asked ? conditions.Read(asked) : null;
                var way = new AnswerWay(when, stage);
                Place(way, section, ValidationFormat.Way);
                ways.Add(way);
                if (when is null && section.Has("when"))
                {
                    answer.Notes.Places.Doubt(way);
                }
            }
        }

        return ways.ToImmutable();
    }

    private static SilenceRule? Silence(Section validation)
    {
        if (
            validation.Node("silence") is not { } node
            || Section.Of(node, "'silence' of validation", validation.Notes, ValidationFormat.Silence)
                is not { } section
        )
        {
            return null;
        }

        var then = section.Text("then");
        var rule = new SilenceRule
        {
            RemindAfter = Reminders(section),
            After = section.TextNode("after") is { } after ? Term(section, "after", after) ?? Never : Never,
            Value = section.Text("value"),
            Then = string.Equals(then, KeepOpen, StringComparison.OrdinalIgnoreCase) ? null : then,
        };
        Place(rule, section, ValidationFormat.Silence);
        if (rule.After == Never)
        {
            validation.Notes.Places.Doubt(rule);
        }

        return rule;
    }

    private static ImmutableArray<TimeLimit> Reminders(Section silence)
    {
        var terms = ImmutableArray.CreateBuilder<TimeLimit>();
        foreach (var node in silence.TextNodes("remind after"))
        {
            if (Term(silence, "remind after", node) is { } term)
            {
                silence.Notes.Places.Put(term, "", node.Place);
                terms.Add(term);
            }
        }

        return terms.ToImmutable();
    }

    private static TimeLimit? Term(Section section, string key, YamlText node)
    {
        if (Durations.ReadLimit(node.Value) is { } limit && !Durations.IsOverAYear(node.Value))
        {
            return limit;
        }

        const string usual = "a length of time such as '2 working days', '4 working hours' or '3 days'";
        section.Wrong(node, key, Durations.Wanted(node.Value, usual));
        return null;
    }

    private static void Place(object rule, Section section, GroupRule group)
    {
        section.Notes.Places.Put(rule, "", section.Place);
        foreach (var key in group.Names)
        {
            section.Notes.Places.Put(rule, key, section.At(key));
        }
    }
}
