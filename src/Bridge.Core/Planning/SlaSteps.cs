using System.Collections.Immutable;
using System.Globalization;
using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>Steps of escalation: each once per visit, as soon as its share is reached and its condition holds.</summary>
internal static class SlaSteps
{
    /// <summary>The notice that a case keeps of a step of escalation that was taken, by its place among the steps.</summary>
    public static string Step(RunningClock running, int index) => $"sla/step/{StepKey(running, index)}";

    /// <summary>Takes the steps that were reached; true when one of them tells somebody, who is added.</summary>
    public static bool Take(
        Draft draft,
        Stage stage,
        SlaClock clock,
        SlaRule rule,
        string text,
        ImmutableArray<string>.Builder tell
    )
    {
        var told = false;
        for (var i = 0; i < rule.Steps.Length; i++)
        {
            var step = rule.Steps[i];
            var notice = Step(clock.Running, i);
            if (
                !IsOf(step, stage)
                || !SlaAlerts.Reached(draft, clock, rule, step.At)
                || draft.Case.Notices.Contains(notice)
                || !Holds(draft, step)
            )
            {
                continue;
            }

            draft.FirstTime(notice);
            told |= !step.Tell.IsEmpty;
            tell.AddRange(step.Tell);
            Post(draft, step, text);

            if (step.Actions is not null)
            {
                draft.Case = draft.Case with { StepsOwed = draft.Case.StepsOwed.Add(StepKey(clock.Running, i)) };
                draft.Decide(DecisionKind.Does, $"escalates {stage.Name} at {SlaAlerts.Percent(step.At)} of its time");
            }
        }

        return told;
    }

    /// <summary>The steps that a stage may have.</summary>
    public static IEnumerable<SlaStep> In(SlaRule rule, Stage stage) => rule.Steps.Where(step => IsOf(step, stage));

    private static bool IsOf(SlaStep step, Stage stage) =>
        step.Stages.IsEmpty || step.Stages.Contains(stage.Name, StringComparer.OrdinalIgnoreCase);

    private static bool Holds(Draft draft, SlaStep step)
    {
        if (step.When is not { } when || draft.Against(when) is not { } why)
        {
            return true;
        }

        draft.Decide(DecisionKind.Waits, $"the step of the SLA at {SlaAlerts.Percent(step.At)} is not taken: {why}");
        return false;
    }

    private static void Post(Draft draft, SlaStep step, string text)
    {
        if (step.PostTo is not { } webhook)
        {
            return;
        }

        draft.Touch(Side.Helpdesk);
        draft.Post(webhook, step.Text?.Render(TemplateValues.Of(draft)) ?? text, text);
        draft.Decide(DecisionKind.Does, $"tells the webhook {webhook}: {text}");
    }

    /// <summary>Writes what steps that were reached give the ticket, until it is done.</summary>
    public static void Write(Draft draft, SlaRule rule)
    {
        var owed = draft.Case.StepsOwed;
        if (owed.IsEmpty)
        {
            return;
        }

        var actions = owed.Select(key => int.Parse(key.Split('/')[1], CultureInfo.InvariantCulture) - 1)
            .Where(i => i < rule.Steps.Length)
            .Select(i => rule.Steps[i].Actions)
            .OfType<OnEntry>()
            .ToList();
        if (actions.Count == 0)
        {
            draft.Case = draft.Case with { StepsOwed = [] };
        }
        else if (
            Facets.MayWrite(
                draft,
                Facets.Of(Side.Helpdesk, Facets.Escalation),
                string.Join(", ", owed),
                "The escalation"
            )
        )
        {
            draft.HelpdeskUpdate.Escalate(owed, actions);
        }
    }

    /// <summary>The visit, and which of its clocks where one began anew.</summary>
    internal static string Visit(RunningClock running) =>
        running.Restarts == 0
            ? running.Visit.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{running.Visit}.{running.Restarts}");

    /// <summary>A step of a visit, as <see cref="Case.StepsOwed"/> names it.</summary>
    private static string StepKey(RunningClock running, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{Visit(running)}/{index + 1}");
}
