using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings;
using Bridge.Core.Planning;

namespace Bridge.Core.Simulation;

/// <summary>What of the SLAs tests use: limits of stages, targets, warnings, steps of escalation.</summary>
internal static class SlaCoverage
{
    internal static IEnumerable<CoveragePoint> Points(ProcessMapping process)
    {
        foreach (var stage in process.Stages.Where(s => s.Sla is not null && process.Calendar is not null))
        {
            yield return At(StageKey(stage.Name, "warning"), $"SLA warning of {stage.Name}", stage, "sla");
            yield return At(StageKey(stage.Name, "breach"), $"SLA breach of {stage.Name}", stage, "sla");
        }

        if (process.Sla is not { } rule)
        {
            yield break;
        }

        foreach (var (i, target) in rule.Targets.Index())
        {
            yield return At(
                TargetKey(i),
                $"target of sla: {target.Time}{(target.Stage is { } stage ? $" in {stage}" : "")}",
                target,
                ""
            );
        }

        foreach (var share in rule.WarnAt)
        {
            yield return At(WarningKey(share), $"SLA warning at {Percent(share)}", rule, "warn at");
        }

        foreach (var (i, step) in rule.Steps.Index())
        {
            yield return At(StepKey(i), $"step of sla at {Percent(step.At)}", step, "");
            if (step.When is not null)
            {
                yield return At(
                    NotTakenKey(i),
                    $"step of sla at {Percent(step.At)} not taken, as its 'when' does not hold",
                    step,
                    "when"
                );
            }
        }

        CoveragePoint At(string key, string what, object about, string part) =>
            CoveragePoint.At(process, key, what, about, part);
    }

    internal static void Use(ProcessMapping process, Look look, ImmutableHashSet<string>.Builder keys)
    {
        var value = look.Plan.Next;
        if (value.Clock is not { } running || process.Stage(value.Stage) is not { } stage)
        {
            return;
        }

        var rule = process.Sla ?? new SlaRule();
        foreach (var share in rule.WarnAt.Where(s => value.Notices.Contains(SlaAlerts.Warning(running, s))))
        {
            keys.Add(WarningKey(share));
            keys.Add(StageKey(stage.Name, "warning"));
        }

        if (value.Notices.Contains(SlaAlerts.Breach(running)))
        {
            keys.Add(StageKey(stage.Name, "breach"));
        }

        foreach (var (i, step) in rule.Steps.Index())
        {
            if (look.Plan.HeldBack.Any(when => ReferenceEquals(when, step.When)))
            {
                keys.Add(NotTakenKey(i));
            }

            if (value.Notices.Contains(SlaSteps.Step(running, i)))
            {
                keys.Add(StepKey(i));
            }
        }

        var seen = new Observation(look.Ticket, look.Item, true, look.Item is not null);
        var target = SlaClock.Target(process, stage, new Draft(process, value, seen, look.At).Value);
        if (target is not null && target.Time.ToString() == running.Limit)
        {
            keys.Add(TargetKey(rule.Targets.IndexOf(target)));
        }
    }

    private static string StageKey(string stage, string what) => $"sla/{stage}/{what}";

    private static string TargetKey(int index) => string.Create(CultureInfo.InvariantCulture, $"sla target/{index}");

    private static string StepKey(int index) => string.Create(CultureInfo.InvariantCulture, $"sla step/{index}");

    private static string NotTakenKey(int index) => StepKey(index) + "/not taken";

    private static string WarningKey(decimal share) => $"sla warning/{Percent(share)}";

    private static string Percent(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");
}
