using System.Collections.Immutable;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "validation".</summary>
internal static class ValidationReader
{
    private const string KeepOpen = "keep open";

    private static readonly string[] Keys =
    [
        "stage",
        "answer field",
        "record",
        "it works",
        "still broken",
        "silence",
        "links expire after",
        "opt out tag",
    ];

    private static readonly Term Never = new(null, TimeSpan.Zero);

    /// <summary>Null when there is none, or when it cannot be read, which is noted.</summary>
    internal static ValidationRule? Read(Section file)
    {
        if (
            file.Node("validation") is not { } node
            || Section.Of(node, "validation", file.Notes, Keys) is not { } section
        )
        {
            return null;
        }

        var complete =
            section.Require("stage", "name the stage in which the ticket waits for the customer")
            & section.Require("answer field", "name the choice field of the process that holds the customer's answer")
            & section.Require("it works", "write 'it works: { value: It works, then: STAGE }'")
            & section.Require("still broken", "write 'still broken: { value: Still broken, then: STAGE }'");
        var works = Answer(section, "it works");
        var broken = Answer(section, "still broken");
        var silence = Silence(section);
        if (section.Duration("links expire after") is { Ticks: 0 })
        {
            file.Notes.Error(
                section.At("links expire after"),
                "'links expire after' in validation must be longer than nothing, such as '30 days'"
            );
        }

        if (!complete || works is null || broken is null)
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
        Place(rule, section, Keys);
        return rule;
    }

    private static AnswerRule? Answer(Section validation, string key)
    {
        if (
            validation.Node(key) is not { } node
            || Section.Of(node, $"'{key}' of validation", validation.Notes, "value", "then") is not { } section
        )
        {
            return null;
        }

        var complete =
            section.Require("value", "say which value of the answer field means it")
            & section.Require("then", "name the stage that the answer leads to");
        var answer = new AnswerRule(section.Text("value") ?? "", section.Text("then") ?? "");
        Place(answer, section, ["value", "then"]);
        return complete && answer.Value.Length > 0 && answer.Then.Length > 0 ? answer : null;
    }

    private static SilenceRule? Silence(Section validation)
    {
        string[] keys = ["remind after", "after", "value", "then"];
        if (
            validation.Node("silence") is not { } node
            || Section.Of(node, "'silence' of validation", validation.Notes, keys) is not { } section
        )
        {
            return null;
        }

        section.Require("after", "say how long the customer has to answer, such as '5 working days'");
        section.Require("then", $"name the stage that silence leads to, or write 'then: {KeepOpen}'");
        var then = section.Text("then");
        var rule = new SilenceRule
        {
            RemindAfter = Reminders(section),
            After = section.TextNode("after") is { } after ? Term(section, "after", after) ?? Never : Never,
            Value = section.Text("value"),
            Then = string.Equals(then, KeepOpen, StringComparison.OrdinalIgnoreCase) ? null : then,
        };
        Place(rule, section, keys);
        if (rule.After == Never)
        {
            validation.Notes.Places.Doubt(rule);
        }

        return rule;
    }

    private static ImmutableArray<Term> Reminders(Section silence)
    {
        var terms = ImmutableArray.CreateBuilder<Term>();
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

    private static Term? Term(Section section, string key, YamlText node)
    {
        if (Durations.ReadWorking(node.Value) is { } working)
        {
            return new Term(working, TimeSpan.Zero);
        }

        if (Durations.Read(node.Value) is { Ticks: > 0 } clock)
        {
            return new Term(null, clock);
        }

        section.Wrong(node, key, "a length of time such as '2 working days', '4 working hours' or '3 days'");
        return null;
    }

    private static void Place(object rule, Section section, string[] keys)
    {
        section.Notes.Places.Put(rule, "", section.Place);
        foreach (var key in keys)
        {
            section.Notes.Places.Put(rule, key, section.At(key));
        }
    }
}
