using System.Collections.Immutable;
using Bridge.Core.Mappings.Reading;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Checking;

/// <summary>The signs of stages: whether a ticket and its item always say one stage.</summary>
internal static class MarkCheck
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        for (var i = 0; i < process.Stages.Length; i++)
        {
            Own(process, process.Stages[i], remarks);
            for (var j = 0; j < i; j++)
            {
                Between(process.Stages[j], process.Stages[i], remarks);
            }
        }
    }

    private static void Own(ProcessMapping process, Stage stage, Remarks remarks)
    {
        foreach (var mark in stage.Helpdesk.Where(m => m.Resolution is not null))
        {
            remarks.Add(mark, "", $"stage '{stage.Name}': a helpdesk has no resolution; take it out");
        }

        foreach (
            var mark in stage.Tracker.Where(m => m.Resolution is not null && process.Entry.MarkerField is not null)
        )
        {
            remarks.Add(mark, "", $"stage '{stage.Name}': ClickUp has no resolution; take it out");
        }

        foreach (var marks in new[] { stage.Helpdesk, stage.Tracker })
        {
            for (var i = 1; i < marks.Length; i++)
            {
                if (marks[..i].Any(m => Overlap(m, marks[i])))
                {
                    remarks.Add(marks[i], "", $"stage '{stage.Name}' names {Text(marks[i])} twice");
                }
            }
        }
    }

    /// <summary>The same sign on one side is good only when the other side tells the stages apart.</summary>
    private static void Between(Stage first, Stage second, Remarks remarks)
    {
        var inHelpdesk = Shared(first.Helpdesk, second.Helpdesk);
        var inTracker = Shared(first.Tracker, second.Tracker);
        if (inHelpdesk is not null && (inTracker is not null || first.Tracker.IsEmpty || second.Tracker.IsEmpty))
        {
            Say(Side.Helpdesk, inHelpdesk);
        }
        else if (inTracker is not null && (first.Helpdesk.IsEmpty || second.Helpdesk.IsEmpty))
        {
            Say(Side.Tracker, inTracker);
        }

        void Say(Side side, StageMark mark) =>
            remarks.Add(
                mark,
                "",
                $"{Text(mark)} of the {FieldCheck.Key(side)} means stage '{first.Name}' and stage '{second.Name}', and the {FieldCheck.Key(side.Other())} does not tell them apart; give one of them a sign of its own"
            );
    }

    private static StageMark? Shared(ImmutableArray<StageMark> first, ImmutableArray<StageMark> second) =>
        second.FirstOrDefault(mark => first.Any(other => Overlap(other, mark)));

    private static bool Overlap(StageMark a, StageMark b) =>
        Same(a.Status, b.Status)
        && Same(a.Field, b.Field)
        && Same(a.Value, b.Value)
        && Same(a.Resolution, b.Resolution);

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Text(StageMark mark) =>
        mark.Field is { } field ? $"{Words.Quoted(field)} = {Words.Quoted(mark.Value ?? "")}"
        : mark.Resolution is { } resolution ? $"status '{mark.Status}' with resolution '{resolution}'"
        : $"status '{mark.Status}'";
}
