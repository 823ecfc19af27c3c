using Bridge.Core.Mappings.Reading;

namespace Bridge.Core.Mappings.Checking;

/// <summary>Stages: whether each can be entered, and whether its clock can run.</summary>
internal static class StageCheck
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        foreach (var stage in process.Stages)
        {
            Neighbours(process, stage, remarks);
            if (stage.Sla is not null && process.Calendar is null)
            {
                remarks.Add(
                    stage,
                    "sla",
                    $"stage '{stage.Name}' has an sla in working time, but there is no calendar; add 'calendar:' with zone and hours"
                );
            }
        }

        Items(process, remarks);
        Reach(process, remarks);
        if (process.Calendar is { } calendar && process.Stages.All(s => s.Sla is null) && !process.Stages.IsEmpty)
        {
            remarks.Add(
                calendar,
                "",
                "no stage has an sla, so nothing reads the calendar; add one or take the calendar out"
            );
        }

        if (process.Calendar is { Hours.IsEmpty: true } idle && !remarks.Doubts(idle))
        {
            remarks.Add(idle, "", "the calendar has no working hours, so no sla would ever be due");
        }
    }

    private static void Neighbours(ProcessMapping process, Stage stage, Remarks remarks)
    {
        for (var i = 0; i < stage.From.Length; i++)
        {
            var from = stage.From[i];
            if (process.Stage(from) is not { } neighbour)
            {
                remarks.UnknownStage(stage, $"from {i}", from);
            }
            else if (ReferenceEquals(neighbour, stage))
            {
                remarks.Add(stage, $"from {i}", $"stage '{stage.Name}' cannot be entered from itself");
            }
            else if (stage.From[..i].Contains(from, StringComparer.OrdinalIgnoreCase))
            {
                remarks.Add(stage, $"from {i}", $"'{from}' stands twice in 'from' of stage '{stage.Name}'");
            }
        }
    }

    /// <summary>The stages in which the item is made: it must have a status to be made in.</summary>
    private static void Items(ProcessMapping process, Remarks remarks)
    {
        var stages = process.Entry.ItemStages;
        for (var i = 0; i < stages.Length; i++)
        {
            if (process.Stage(stages[i]) is not { } stage)
            {
                remarks.UnknownStage(process.Entry, $"make item in {i}", stages[i]);
            }
            else if (stage.Tracker.IsEmpty)
            {
                remarks.Add(
                    process.Entry,
                    $"make item in {i}",
                    $"the item is made in stage '{stage.Name}', which has no status in the tracker; add 'tracker:' to it"
                );
            }
        }
    }

    /// <summary>Follows the ways from the first stage, where a case begins.</summary>
    private static void Reach(ProcessMapping process, Remarks remarks)
    {
        var reached = process.Stages.Take(1).Select(s => s.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        int before;
        do
        {
            before = reached.Count;
            foreach (var stage in process.Stages.Where(s => s.From.IsEmpty || s.From.Any(reached.Contains)))
            {
                reached.Add(stage.Name);
            }
        } while (reached.Count > before);

        foreach (
            var stage in process.Stages.Where(s =>
                !reached.Contains(s.Name) && s.From.Any(f => process.Stage(f) is { } from && from != s)
            )
        )
        {
            remarks.Add(
                stage,
                "",
                $"nothing can enter stage '{stage.Name}': no way leads from '{process.Stages[0].Name}' to {Words.List(stage.From)}"
            );
        }
    }
}
