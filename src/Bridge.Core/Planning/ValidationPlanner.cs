using Bridge.Core.Mappings;
using Bridge.Core.Model;

namespace Bridge.Core.Planning;

/// <summary>
/// Puts a fix before the customer and follows the answer. An answer is a value of the answer field, whether a link or an
/// agent set it; the window in which one is waited for is <see cref="ResponseWindow"/>.
/// </summary>
internal static class ValidationPlanner
{
    /// <summary>True for the field that holds the customer's answer: the bridge writes it though it may live in the helpdesk alone.</summary>
    public static bool IsAnswer(ProcessMapping process, FieldRule field) =>
        process.Validation is { } rule && Same(rule.AnswerField, field.Name);

    /// <summary>Takes in answers before the stage is decided, so that a gate that asks for one sees it.</summary>
    public static void TakeIn(Draft draft)
    {
        foreach (var given in draft.Observed.Answers)
        {
            draft.Heed(given);
            Take(draft, given);
        }

        if (draft.Process.Validation is not { } rule || Round(draft) is not { } round)
        {
            return;
        }

        var judged = rule.AnswerOf(draft.Value(rule.AnswerField));
        if (judged is { } answer && round.Answer != answer)
        {
            Answered(draft, rule, round with { Remark = null }, answer, "an agent set the answer", draft.Now);
        }
        else if (judged is null && round.Answer is CustomerAnswer.Works or CustomerAnswer.Broken)
        {
            Put(draft, round with { Answer = null, AnsweredAt = null });
            draft.Decide(DecisionKind.Notes, "the customer's answer was taken back: it is waited for again");
        }
    }

    /// <summary>A stage was entered: that of the validation starts a round, with the answer of the last one emptied.</summary>
    public static void Entered(Draft draft, Stage stage)
    {
        if (draft.Process.Validation is not { } rule || !Same(stage.Name, rule.Stage))
        {
            return;
        }

        SetAnswer(draft, rule, null);
        var round = new ValidationRound(draft.Case.Rounds.Length + 1, draft.Now) { Record = Record(draft, rule) };
        draft.Case = draft.Case with { Rounds = draft.Case.Rounds.Add(round) };
        draft.Decide(DecisionKind.Does, $"puts the fix before the customer, round {round.Number}");
        MessagePlanner.Trigger(draft, TriggerKind.ValidationAsked, null, null);
    }

    /// <summary>Goes where the answer, or silence, leads; waits for it otherwise.</summary>
    public static void Decide(Draft draft)
    {
        if (draft.Process.Validation is not { } rule || !Same(draft.Case.Stage, rule.Stage))
        {
            return;
        }

        if (Round(draft) is null)
        {
            draft.Decide(
                DecisionKind.Skips,
                $"the case came to {rule.Stage} before the file had a validation: the customer is asked when it comes here again"
            );
            return;
        }

        ResponseWindow.Hear(draft, rule);
        if (Round(draft) is { Answer: null } open)
        {
            Put(draft, open with { Record = Record(draft, rule) });
            ResponseWindow.Watch(draft, rule);
        }

        if (Round(draft) is { Answer: CustomerAnswer.Silence } silent && ResponseWindow.IsKeptOpen(draft, rule))
        {
            // The tag came while silence waited at a gate.
            SetAnswer(draft, rule, null);
            Put(draft, silent with { Answer = null, AnsweredAt = null });
            ResponseWindow.Watch(draft, rule);
        }

        if (
            Round(draft) is { Answer: { } answer } round
            && Way(draft, rule, answer) is { } then
            && draft.Process.Stage(then) is { } next
        )
        {
            GatePlanner.AskFor(draft, next, $"round/{round.Number}");
        }
    }

    /// <summary>The stage that an answer leads to as the case is; null: the ticket is kept open.</summary>
    private static string? Way(Draft draft, ValidationRule rule, CustomerAnswer answer)
    {
        foreach (var way in rule.WaysOf(answer))
        {
            if (way.When is not { } when || ConditionCheck.Holds(when, draft.Value))
            {
                draft.Goes(way);
                return way.Stage;
            }
        }

        return null;
    }

    /// <summary>True for a question to the customer whose round is over or answered: it is not asked late.</summary>
    public static bool IsOver(Draft draft, MessageRule message, HeldMessage held) =>
        message.Trigger is TriggerKind.ValidationAsked or TriggerKind.ValidationReminder
        && !(Round(draft) is { Answer: null } round && round.Number == held.Round);

    /// <summary>The round of the visit that the case is in; null when it is not in the validation's stage.</summary>
    public static ValidationRound? Round(Draft draft) =>
        draft.Process.Validation is { } rule
        && Same(draft.Case.Stage, rule.Stage)
        && draft.Case is { Visits: [.., var visit], Rounds: [.., var round] }
        && round.Since == visit.At
            ? round
            : null;

    /// <summary>Keeps the newest round as it is now.</summary>
    public static void Put(Draft draft, ValidationRound round) =>
        draft.Case = draft.Case with { Rounds = draft.Case.Rounds.SetItem(draft.Case.Rounds.Length - 1, round) };

    /// <summary>Decides the answer field; null empties it. It is written with the other fields.</summary>
    public static void SetAnswer(Draft draft, ValidationRule rule, string? value)
    {
        if (draft.Process.Field(rule.AnswerField) is not { } field)
        {
            return;
        }

        var known = draft.Case.Base.GetValueOrDefault(field.Name) ?? FieldBase.Nothing;
        var agreed = value is null ? null : new FieldValue.Choice(value);
        draft.Case = draft.Case with { Base = draft.Case.Base.SetItem(field.Name, known with { Agreed = agreed }) };
    }

    private static void Take(Draft draft, GivenAnswer given)
    {
        if (
            draft.Process.Validation is not { } rule
            || Round(draft) is not { Answer: null or CustomerAnswer.Silence } round
            || round.Number != given.Round
            || rule.ValueOf(given.Answer) is not { } value
        )
        {
            draft.Decide(DecisionKind.Skips, $"the customer's answer of round {given.Round} came too late");
            draft.Note(ValidationTexts.Late(given), "an answer of the customer came too late");
            return;
        }

        SetAnswer(draft, rule, value);
        Answered(draft, rule, round with { Remark = given.Remark }, given.Answer, "the customer answered", given.At);
        if (given.Remark is { } remark && !SaysRemark(draft, given.Answer))
        {
            draft.Note(ValidationTexts.Remark(value, remark), "what the customer wrote beside the answer");
        }
    }

    private static void Answered(
        Draft draft,
        ValidationRule rule,
        ValidationRound round,
        CustomerAnswer answer,
        string how,
        DateTimeOffset at
    )
    {
        Put(
            draft,
            round with
            {
                Answer = answer,
                AnsweredAt = at,
                AwaitsJudgement = false,
                Record = Record(draft, rule),
            }
        );
        draft.Decide(DecisionKind.Does, $"{how} in round {round.Number}: {rule.ValueOf(answer)}");
        MessagePlanner.Trigger(draft, TriggerOf(answer), null, null);
    }

    private static TriggerKind TriggerOf(CustomerAnswer answer) =>
        answer == CustomerAnswer.Works ? TriggerKind.CustomerConfirmed : TriggerKind.CustomerSaysBroken;

    /// <summary>True when a message to agents or engineers brings the remark, so that it need not be noted.</summary>
    private static bool SaysRemark(Draft draft, CustomerAnswer answer) =>
        draft.Process.Messages.Any(m =>
            m.To != Audience.Customer
            && m.Trigger == TriggerOf(answer)
            && m.Texts.All(t => t.Text.Source.Contains("remark", StringComparison.OrdinalIgnoreCase))
        );

    private static string? Record(Draft draft, ValidationRule rule) =>
        rule.Record is { } field ? FieldValue.OrNothing(draft.Value(field))?.Display : null;

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
