using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;
using Bridge.Core.Mappings.Testing;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the steps of a test: each is one thing that somebody does, that passes, or that is expected.</summary>
internal sealed class TestStepReader(ProcessMapping process, Notes notes, TestFields fields, TestMoments moments)
{
    private const string Agent = "Agent";
    private const string Engineer = "Engineer";
    private const string Customer = "Customer";

    /// <summary>What a step may be; it is one of them.</summary>
    internal static readonly string[] Kinds =
    [
        "agent sets",
        "engineer sets",
        "agent notes",
        "agent replies",
        "engineer comments",
        "customer replies",
        "agent edits note",
        "agent deletes note",
        "engineer edits comment",
        "engineer deletes comment",
        "customer attaches",
        "agent attaches",
        "engineer attaches",
        "customer answers",
        "agent releases",
        "agent rewrites",
        "agent drops",
        "ticket becomes",
        "item becomes",
        "wait",
        "clock",
        "expect",
    ];

    internal static readonly IReadOnlyList<(string Word, Presence Value)> Presences =
    [
        ("deleted", Presence.Deleted),
        ("spam", Presence.Spam),
        ("unreachable", Presence.Unreachable),
        ("there again", Presence.Present),
    ];

    internal static readonly IReadOnlyList<(string Word, CustomerAnswer Value)> Answers =
    [
        ("works", CustomerAnswer.Works),
        ("still broken", CustomerAnswer.Broken),
    ];

    private readonly ExpectReader expect = new(process, notes, fields, moments);

    internal ImmutableArray<TestStep> Read(Section test)
    {
        var node = test.Node("steps");
        if (node is not null and not YamlList)
        {
            test.Wrong(node, "steps", "a list, each line with a dash, such as '- agent sets: { status: Fixing }'");
        }

        var steps = ImmutableArray.CreateBuilder<TestStep>();
        foreach (var item in (node is YamlList list ? list.Items : []).TakeWhile(_ => !notes.IsFull))
        {
            if (this.Step(item) is { } step)
            {
                steps.Add(step);
            }
        }

        if (node is YamlList && steps.Count > 0 && !steps.Any(s => s is TestStep.Expects))
        {
            notes.Error(node.Place, "this test expects nothing, so it can never fail; add a step 'expect'");
        }

        return steps.ToImmutable();
    }

    private TestStep? Step(YamlNode node)
    {
        if (Section.Of(node, "a step", notes, TestFormat.Step) is not { } section)
        {
            return null;
        }

        var present = Kinds.Where(section.Has).ToList();
        if (present.Count != 1)
        {
            if (present.Count > 1)
            {
                notes.Error(section.Place, $"a step does one thing; put {Words.List(present)} into steps of their own");
            }

            return null;
        }

        var key = present[0];
        if (section.Node(key) is not { } value)
        {
            return null;
        }

        var place = new FilePlace(section.Place.File ?? notes.File, section.Place.Line, section.Place.Column);
        var text = key == "expect" ? key : $"{key}: {OneLine(value)}";
        return key switch
        {
            "agent sets" => Sets(Side.Helpdesk),
            "engineer sets" => Sets(Side.Tracker),
            "agent notes" => Writes(Side.Helpdesk, Agent, false, false),
            "agent replies" => Writes(Side.Helpdesk, Agent, true, false),
            "engineer comments" => Writes(Side.Tracker, Engineer, false, false),
            "customer replies" => Writes(Side.Helpdesk, Customer, true, true),
            "agent edits note" => Edits(Side.Helpdesk, Agent),
            "agent deletes note" => Deletes(Side.Helpdesk, Agent),
            "engineer edits comment" => Edits(Side.Tracker, Engineer),
            "engineer deletes comment" => Deletes(Side.Tracker, Engineer),
            "customer attaches" => Attaches(Side.Helpdesk, Customer),
            "agent attaches" => Attaches(Side.Helpdesk, Agent),
            "engineer attaches" => Attaches(Side.Tracker, Engineer),
            "customer answers" => this.Answer(section, value, place, text),
            "agent releases" => this.Decision(section.TextNode(key), VerdictKind.Release, null, place, text),
            "agent drops" => this.Decision(section.TextNode(key), VerdictKind.Drop, null, place, text),
            "agent rewrites" => this.Rewriting(value, place, text),
            "ticket becomes" => Becomes(Side.Helpdesk),
            "item becomes" => Becomes(Side.Tracker),
            "wait" => this.Wait(section, place, text),
            "clock" => this.Clock(section, place, text),
            _ => new TestStep.Expects(this.expect.Read(value)) { Place = place, Text = text },
        };

        TestStep.Sets Sets(Side side) => new(side, fields.Read(value, side, $"'{key}'")) { Place = place, Text = text };

        TestStep.Writes Writes(Side side, string author, bool isPublic, bool incoming) =>
            new(side, author, isPublic, incoming, section.Text(key) ?? "") { Place = place, Text = text };

        TestStep.Rewrites Edits(Side side, string author) =>
            new(side, author, null, section.Text(key) ?? "") { Place = place, Text = text };

        TestStep.Rewrites Deletes(Side side, string author) =>
            new(side, author, section.Text(key) ?? "", null) { Place = place, Text = text };

        TestStep? Attaches(Side side, string author) =>
            TestFiles.Read(value, notes) is ({ } file, var words)
                ? new TestStep.Attaches(side, author, author == Customer, file, words) { Place = place, Text = text }
                : null;

        TestStep.Becomes Becomes(Side side) =>
            new(side, section.Word(key, Presences) ?? Presence.Present) { Place = place, Text = text };
    }

    private TestStep.Answers? Answer(Section section, YamlNode value, FilePlace place, string text)
    {
        if (process.Validation is null)
        {
            notes.Error(value.Place, "this process has no 'validation': nobody asks the customer");
            return null;
        }

        var (asked, key) =
            value is YamlText
                ? (section, "customer answers")
                : (Section.Of(value, "'customer answers'", notes, TestFormat.Answer), "answer");
        return asked?.Word(key, Answers) is { } answer
            ? new TestStep.Answers(answer, value is YamlText ? null : asked.Text("remark"))
            {
                Place = place,
                Text = text,
            }
            : null;
    }

    private TestStep.Decides? Rewriting(YamlNode value, FilePlace place, string text) =>
        Section.Of(value, "'agent rewrites'", notes, TestFormat.Rewriting) is { } section
            ? this.Decision(section.TextNode("message"), VerdictKind.Rewrite, section.Text("text"), place, text)
            : null;

    private TestStep.Decides? Decision(YamlText? message, VerdictKind kind, string? words, FilePlace place, string text)
    {
        if (message is null)
        {
            return null;
        }

        var names = process.Messages.Where(m => m.To == Audience.Customer).Select(m => m.Name).ToList();
        var name = message.Value.Trim();
        if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            var meant = Words.Meant(name, names, "there are");
            notes.Error(message.Place, $"no message {Words.Quoted(name)} goes to the customer{meant}");
            return null;
        }

        return new TestStep.Decides(kind, name, words) { Place = place, Text = text };
    }

    private TestStep.Waits? Wait(Section section, FilePlace place, string text)
    {
        if (section.TextNode("wait") is not { } node)
        {
            return null;
        }

        if (Durations.Read(node.Value) is { } span)
        {
            return new TestStep.Waits(span, null) { Place = place, Text = text };
        }

        if (Durations.ReadWorking(node.Value) is not { } working)
        {
            section.Wrong(node, "wait", "a length of time such as '2 minutes', '1 day' or '2 working days'");
            return null;
        }

        if (!moments.HasCalendar)
        {
            notes.Error(node.Place, "working time needs a calendar, which this process does not have; write '2 days'");
            return null;
        }

        return new TestStep.Waits(null, working) { Place = place, Text = text };
    }

    private TestStep? Clock(Section section, FilePlace place, string text)
    {
        if (section.TextNode("clock") is not { } node)
        {
            return null;
        }

        if (moments.Read(node.Value) is { } at)
        {
            return new TestStep.Until(at) { Place = place, Text = text };
        }

        if (TestMoments.Weekday(node.Value) is var (day, time))
        {
            return new TestStep.UntilDay(day, time) { Place = place, Text = text };
        }

        section.Wrong(node, "clock", "'Monday 09:00' or a moment such as '2026-03-02 09:00'");
        return null;
    }

    internal static string OneLine(YamlNode node) =>
        node switch
        {
            YamlText { IsEmpty: true } => "~",
            YamlText text => Words.Short(text.Value),
            YamlList list => "[" + string.Join(", ", list.Items.Select(OneLine)) + "]",
            YamlMap map => "{ "
                + string.Join(", ", map.Entries.Select(e => $"{e.Key.Value}: {OneLine(e.Value)}"))
                + " }",
            _ => "",
        };
}
