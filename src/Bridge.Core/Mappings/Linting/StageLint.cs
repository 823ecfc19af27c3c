using Bridge.Core.Mappings.Checking;

namespace Bridge.Core.Mappings.Linting;

/// <summary>Stages that no case can leave, and tickets that come in beside the first stage.</summary>
internal static class StageLint
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        foreach (var stage in process.Stages.SkipLast(1).Where(s => s.Outcome == StageOutcome.None))
        {
            if (process.Stages.All(s => ReferenceEquals(s, stage) || (!s.From.IsEmpty && !Names(s, stage))))
            {
                remarks.Error(
                    stage,
                    "",
                    LintRules.StuckStage,
                    $"nothing leaves stage '{stage.Name}': no other stage names it in 'from', and it has no outcome; a case in it is never closed"
                );
            }
        }

        if (!process.Stages.IsEmpty)
        {
            Entry(process, process.Stages[0], remarks);
        }
    }

    private static bool Names(Stage stage, Stage from) =>
        stage.From.Contains(from.Name, StringComparer.OrdinalIgnoreCase);

    private static void Entry(ProcessMapping process, Stage first, Remarks remarks)
    {
        var signs = first.Helpdesk.Select(m => m.Status).OfType<string>().ToList();
        var asked = ConditionLogic
            .Alternatives(process, [process.Entry.When])
            ?.SelectMany(facts => facts.Values(Model.FieldNames.Status))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (signs.Count == 0 || asked is null)
        {
            return;
        }

        foreach (var status in asked.Where(s => !signs.Contains(s, StringComparer.OrdinalIgnoreCase)))
        {
            if (
                process.Stages.FirstOrDefault(s =>
                    s.Helpdesk.Any(m => string.Equals(m.Status, status, StringComparison.OrdinalIgnoreCase))
                ) is
                { } meant
            )
            {
                remarks.Warn(
                    process.Entry,
                    "when",
                    LintRules.EntryStatus,
                    $"tickets come in with status '{status}', which means stage '{meant.Name}', but a case begins in '{first.Name}'; add '{status}' to the signs of '{first.Name}', or let other tickets in"
                );
            }
        }
    }
}
