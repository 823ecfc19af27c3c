namespace Bridge.Core.Mappings.Checking;

/// <summary>SLAs, the calendar and the metrics: whether clocks can run and figures can come out.</summary>
internal static class ClockCheck
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        if (process.Sla is { } sla)
        {
            Sla(process, sla, remarks);
        }

        Calendar(process, remarks);
        Metrics(process, remarks);
    }

    /// <summary>True when something counts working time or days in the calendar.</summary>
    private static bool IsCalendarRead(ProcessMapping process) =>
        process.Stages.Any(s => s.Sla is not null)
        || process.Sla?.Targets.Any(t => t.Time.Working is not null) is true
        || (process.Validation?.Silence is { } silence && SilenceCheck.IsWorking(silence))
        || process.Eta is { Zone: null, Field: var eta } && process.Field(eta)?.Type == FieldType.DateTime;

    private static void Sla(ProcessMapping process, SlaRule sla, Remarks remarks)
    {
        var open = new List<SlaTarget>();
        foreach (var target in sla.Targets)
        {
            if (target.Stage is { } stage && process.Stage(stage) is null)
            {
                remarks.UnknownStage(target, "stage", stage);
            }

            if (target.Time.Working is not null && process.Calendar is null)
            {
                remarks.Add(
                    target,
                    "time",
                    $"{target.Time} is working time, but there is no calendar; add 'calendar:' with zone and hours"
                );
            }

            if (open.Exists(t => t.Stage is null || Same(t.Stage, target.Stage)))
            {
                remarks.Add(
                    target,
                    "",
                    "this target is never used: an earlier one without 'when' holds for the same stage; put it before that"
                );
            }

            if (target.When is null && !remarks.Doubts(target))
            {
                open.Add(target);
            }
        }

        if (sla.Targets.IsEmpty && process.Stages.All(s => s.Sla is null) && !remarks.Doubts(sla))
        {
            remarks.Add(sla, "", "nothing is measured; give stages an 'sla', or add 'targets'");
        }

        if (sla.Repeat is { Every.Working: not null } && process.Calendar is null)
        {
            remarks.Add(
                sla,
                "repeat",
                "this is working time, but there is no calendar; add 'calendar:' with zone and hours"
            );
        }

        foreach (var step in sla.Steps)
        {
            foreach (var name in step.Stages)
            {
                if (process.Stage(name) is not { } stage)
                {
                    remarks.UnknownStage(step, "stage", name);
                }
                else if (stage.Sla is null && !sla.Targets.Any(t => t.Stage is null || Same(t.Stage, name)))
                {
                    remarks.Warn(
                        step,
                        "stage",
                        LintRules.NoEffect,
                        $"stage '{stage.Name}' has no time limit, so this step is never taken in it; give it an 'sla' or a target"
                    );
                }
            }
        }

        if (sla is { QuietAtMost: not null, QuietTag: null })
        {
            remarks.Add(
                sla,
                "quiet at most",
                "'quiet at most' is the end of the silence of a 'quiet tag'; add the tag"
            );
        }

        if (sla.OnTargetChange == TargetChange.Restart && sla.Targets.Any(t => Conditions.Ask(t.When, "priority")))
        {
            foreach (var step in sla.Steps.Where(s => s.Actions?.Priority is not null))
            {
                remarks.Add(
                    step,
                    "priority",
                    "this step would restart its own clock: it sets the priority, targets ask for it, and 'on priority change' is restart"
                );
            }
        }
    }

    private static void Calendar(ProcessMapping process, Remarks remarks)
    {
        if (process.Calendar is not { } calendar)
        {
            return;
        }

        if (!IsCalendarRead(process) && !process.Stages.IsEmpty && !(process.Sla is { } sla && remarks.Doubts(sla)))
        {
            remarks.Add(
                calendar,
                "",
                "no stage has an sla, so nothing reads the calendar; add one or take the calendar out"
            );
        }

        if (calendar.Hours.IsEmpty && !remarks.Doubts(calendar))
        {
            remarks.Add(calendar, "", "the calendar has no working hours, so no sla would ever be due");
        }
    }

    private static void Metrics(ProcessMapping process, Remarks remarks)
    {
        if (process.Metrics.FirstContactStage is { } first && process.Stage(first) is null)
        {
            remarks.UnknownStage(process.Metrics, "first contact stage", first);
        }

        foreach (var metric in process.Metrics.Own)
        {
            switch (metric)
            {
                case MetricRule.EtaVariance variance:
                    Stage(metric, "from stage", variance.FromStage);
                    Stage(metric, "until stage", variance.UntilStage);
                    if (process.Eta is null)
                    {
                        remarks.Add(
                            metric,
                            "",
                            $"metric '{metric.Name}' has nothing to count: there is no ETA; add 'eta: {{ field: ... }}'"
                        );
                    }

                    break;
                case MetricRule.ShareOfCases share:
                    Stage(metric, "after stage", share.AfterStage);
                    break;
                default:
                    break;
            }
        }

        void Stage(MetricRule metric, string part, string? name)
        {
            if (name is not null && process.Stage(name) is null)
            {
                remarks.UnknownStage(metric, part, name);
            }
        }
    }

    private static bool Same(string a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
