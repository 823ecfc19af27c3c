using System.Collections.Immutable;
using Bridge.Core.Mappings.Format;

namespace Bridge.Core.Mappings.Reading;

/// <summary>Reads the section "stages".</summary>
internal static class StageReader
{
    internal static readonly IReadOnlyList<(string Word, OnViolation Value)> Violations =
    [
        ("revert", OnViolation.Revert),
        ("hold", OnViolation.Hold),
        ("warn", OnViolation.Warn),
    ];

    internal static readonly IReadOnlyList<(string Word, StageOutcome Value)> Outcomes =
    [
        ("resolved", StageOutcome.Resolved),
        ("unresolved", StageOutcome.Unresolved),
    ];

    internal static ImmutableArray<Stage> Read(Section file, ConditionReader conditions)
    {
        var stages = ImmutableArray.CreateBuilder<Stage>();
        foreach (var (name, place, value) in NamedEntries.Of(file, "stages", "stage"))
        {
            var stage = Read(name, value, file.Notes, conditions);
            file.Notes.Places.Put(stage, "", place);
            stages.Add(stage);
        }

        if (stages.Count == 0 && file.Node("stages") is YamlMap empty)
        {
            file.Notes.Error(empty.Place, "a process needs at least one stage");
        }

        return stages.ToImmutable();
    }

    private static Stage Read(string name, YamlNode node, Notes notes, ConditionReader conditions)
    {
        if (Section.Of(node, $"stage '{Words.Short(name)}'", notes, StageFormat.Stage) is not { } section)
        {
            return new Stage { Name = name };
        }

        if (!section.Has("helpdesk") && !section.Has("tracker"))
        {
            notes.Error(
                section.Place,
                $"{section.What} has no sign in any tool; add 'helpdesk:' or 'tracker:' with its status"
            );
        }

        var from = section.TextNodes("from");
        var stage = new Stage
        {
            Name = name,
            Owner = section.Text("owner") ?? "",
            Helpdesk = Marks(section, "helpdesk"),
            Tracker = Marks(section, "tracker"),
            Outcome = section.Word("outcome", Outcomes) ?? StageOutcome.None,
            Requires = RequirementReader.Read(section, conditions),
            From = [.. from.Select(f => f.Value.Trim())],
            OnViolation = section.Word("on violation", Violations),
            OnEntry = Entry(section),
            Sla = Sla(section),
        };
        notes.Places.Put(stage, "sla", section.At("sla"));
        for (var i = 0; i < from.Length; i++)
        {
            notes.Places.Put(stage, $"from {i}", from[i].Place);
        }

        return stage;
    }

    private static WorkingSpan? Sla(Section section)
    {
        if (section.TextNode("sla") is not { } node)
        {
            return null;
        }

        if (Durations.ReadWorking(node.Value) is { } span && !Durations.IsOverAYear(node.Value))
        {
            return span;
        }

        const string usual = "a length of working time such as '1 working day' or '4 working hours'";
        section.Wrong(node, "sla", Durations.Wanted(node.Value, usual));
        return null;
    }

    private static OnEntry? Entry(Section stage)
    {
        if (
            stage.Node("on entry") is not { } node
            || Section.Of(node, $"'on entry' of {stage.What}", stage.Notes, StageFormat.OnEntry) is not { } section
        )
        {
            return null;
        }

        return new OnEntry(section.Text("group"), section.Text("priority"), section.Texts("add tags"));
    }

    private static ImmutableArray<StageMark> Marks(Section stage, string side)
    {
        var node = stage.Node(side);
        var marks = ImmutableArray.CreateBuilder<StageMark>();
        foreach (
            var item in node is YamlList list ? list.Items
            : node is null ? []
            : [node]
        )
        {
            if (Mark(item, stage, side) is { } mark)
            {
                stage.Notes.Places.Put(mark, "", item.Place);
                marks.Add(mark);
            }
        }

        return marks.ToImmutable();
    }

    private static StageMark? Mark(YamlNode node, Section stage, string side)
    {
        if (node is YamlText text)
        {
            return new StageMark(text.Value.Trim());
        }

        var what = $"a sign of {stage.What} in the {side}";
        if (Section.Of(node, what, stage.Notes, StageFormat.Mark) is not { } section)
        {
            return null;
        }

        if (section.Has("status") == section.Has("field"))
        {
            stage.Notes.Error(section.Place, $"{what} is either a 'status' or a 'field' with its 'value'");
            return null;
        }

        if (section.Has("field"))
        {
            if (section.Has("resolution"))
            {
                stage.Notes.Error(
                    section.At("resolution"),
                    $"{what}: a resolution goes with a status, not with a field"
                );
            }

            var value = section.RequiredText("value", "say which value of the field means this stage");
            return new StageMark(null, null, section.Text("field"), value);
        }

        if (section.Has("value"))
        {
            stage.Notes.Error(section.At("value"), $"{what}: a value goes with a field, not with a status");
        }

        return new StageMark(section.Text("status"), section.Text("resolution"));
    }
}
