using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// The time in which the customer may answer: plain replies, which an agent judges, reminders, and what silence means.
/// </summary>
internal static class ResponseWindow
{
    /// <summary>
    /// Takes in replies. One of the customer stops the window until an agent has judged it: by setting the answer, or by
    /// replying, which starts the window anew.
    /// </summary>
    public static void Hear(Draft draft, ValidationRule rule)
    {
        if (
            !draft.Observed.Fresh(Side.Helpdesk)
            || draft.Observed.Ticket.Comments is not { IsDefaultOrEmpty: false } comments
        )
        {
            return;
        }

        var (ticket, round) = (draft.Observed.Ticket, ValidationPlanner.Round(draft)!);
        foreach (
            var reply in comments
                .Where(c => (c.Incoming || (c.Public && !c.ByBridge)) && c.At >= Seconds(ticket.Told(round.Since)))
                .Where(c => !draft.Case.IsOwn(Side.Helpdesk, c.Id) && !round.Heard.Contains(c.Id))
                .OrderBy(c => c.At)
        )
        {
            round = round with { Heard = round.Heard.Add(reply.Id) };
            if (reply.Incoming)
            {
                round = Replied(draft, rule, round);
            }
            else if (round.AwaitsJudgement)
            {
                round = round with
                {
                    AwaitsJudgement = false,
                    WindowFrom = ticket.Ours(reply.At),
                    Reminded = 0,
                    SilenceToldAt = null,
                };
                draft.Decide(DecisionKind.Notes, "an agent replied to the customer: the response window begins anew");
            }
        }

        ValidationPlanner.Put(draft, round);
    }

    /// <summary>Reminds, or takes silence for what the file says, or sets the deadline for either.</summary>
    public static void Watch(Draft draft, ValidationRule rule)
    {
        var round = ValidationPlanner.Round(draft)!;
        if (rule.Silence is not { } silence || round.SilenceToldAt is not null)
        {
            return;
        }

        if (IsKeptOpen(draft, rule))
        {
            draft.Decide(
                DecisionKind.Waits,
                $"the ticket has the tag '{rule.OptOutTag}': nobody is reminded, nothing is closed"
            );
            return;
        }

        if (round.AwaitsJudgement)
        {
            draft.Decide(DecisionKind.Waits, $"the customer replied: an agent judges it and sets {rule.AnswerField}");
            return;
        }

        var end = silence.After.From(round.WindowFrom, draft.Process.Calendar);
        if (draft.Now >= end)
        {
            Silent(draft, rule, silence, round);
            return;
        }

        var reminders = silence.RemindAfter.Select(r => r.From(round.WindowFrom, draft.Process.Calendar)).ToList();
        var due = reminders.Count(at => at <= draft.Now);
        if (round.Reminded < due)
        {
            // What was said and tagged by now must be known before the customer is written to.
            draft.Touch(Side.Helpdesk);
            ValidationPlanner.Put(draft, round with { Reminded = due });
            draft.Decide(DecisionKind.Does, $"reminds the customer, {due} of {reminders.Count}");
            MessagePlanner.Trigger(draft, TriggerKind.ValidationReminder, null, null);
        }

        if (due < reminders.Count)
        {
            draft.WakeAt(reminders[due], "reminder to the customer");
        }
        else
        {
            draft.WakeAt(end, "end of the customer's response window");
        }
    }

    private static void Silent(Draft draft, ValidationRule rule, SilenceRule silence, ValidationRound round)
    {
        draft.Touch(Side.Helpdesk);
        draft.Decide(
            DecisionKind.Does,
            $"the customer has not answered round {round.Number} within the response window"
        );
        MessagePlanner.Trigger(draft, TriggerKind.CustomerSilent, null, null);
        if (silence.Then is null)
        {
            ValidationPlanner.Put(draft, round with { SilenceToldAt = draft.Now });
            draft.Note(
                ValidationTexts.KeptOpen(),
                "the customer is silent; the ticket stays open",
                draft.Process.Gates.Leads
            );
            return;
        }

        ValidationPlanner.Put(draft, round with { Answer = CustomerAnswer.Silence, AnsweredAt = draft.Now });
        if (silence.Value is { } value)
        {
            ValidationPlanner.SetAnswer(draft, rule, value);
        }
    }

    private static ValidationRound Replied(Draft draft, ValidationRule rule, ValidationRound round)
    {
        draft.Decide(DecisionKind.Does, "the customer replied: put before an agent to judge");
        MessagePlanner.Trigger(draft, TriggerKind.CustomerReplied, null, null);
        if (round.Answer is CustomerAnswer.Silence)
        {
            // Silence that still waits at a gate is none any more.
            ValidationPlanner.SetAnswer(draft, rule, null);
            round = round with { Answer = null, AnsweredAt = null };
        }

        return round with
        {
            AwaitsJudgement = round.Answer is null,
        };
    }

    /// <summary>True when the ticket has the tag that keeps it open.</summary>
    public static bool IsKeptOpen(Draft draft, ValidationRule rule) =>
        rule.OptOutTag is { } tag
        && draft.Observed.Ticket.Values[FieldNames.Tags] is FieldValue.List tags
        && tags.Values.Contains(tag, StringComparer.OrdinalIgnoreCase);

    /// <summary>Freshdesk tells times in whole seconds.</summary>
    private static DateTimeOffset Seconds(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
