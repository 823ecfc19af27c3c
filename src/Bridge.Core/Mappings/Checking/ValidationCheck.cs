using Bridge.Core.Mappings.Reading;
using Bridge.Core.Model;

namespace Bridge.Core.Mappings.Checking;

/// <summary>The customer's validation: whether it can be answered, and that nothing closes a ticket before.</summary>
internal static class ValidationCheck
{
    internal static void Check(ProcessMapping process, Remarks remarks)
    {
        if (process.Validation is not { } rule)
        {
            return;
        }

        var stage = process.Stage(rule.Stage);
        if (stage is null)
        {
            remarks.UnknownStage(rule, "stage", rule.Stage);
        }
        else if (stage.Outcome != StageOutcome.None)
        {
            remarks.Add(
                rule,
                "stage",
                $"stage '{stage.Name}' is an end; the customer is waited for in a stage before it"
            );
        }

        AnswerField(process, rule, remarks);
        if (rule.Record is { } record && process.Field(record) is null)
        {
            remarks.UnknownField(rule, "record", record);
        }

        foreach (var answer in new[] { rule.Works, rule.Broken })
        {
            Ways(answer, remarks);
            foreach (var way in answer.Ways)
            {
                Leads(process, rule, new Lead(way, "stage", answer, "value"), answer.Value, way.Stage, remarks);
            }
        }

        if (rule.Silence is { Then: { Length: > 0 } then } silence)
        {
            Leads(process, rule, new Lead(silence, "then", silence, "value"), silence.Value, then, remarks);
        }

        if (stage is not null)
        {
            NeverBefore(process, rule, remarks);
        }
    }

    private static void AnswerField(ProcessMapping process, ValidationRule rule, Remarks remarks)
    {
        if (process.Field(rule.AnswerField) is not { } field)
        {
            remarks.UnknownField(rule, "answer field", rule.AnswerField);
            return;
        }

        if (!remarks.Doubts(field) && field.Type != FieldType.Choice)
        {
            remarks.Add(
                rule,
                "answer field",
                $"field '{field.Name}' is a {field.Type.ToString().ToLowerInvariant()}; the customer's answer is a choice"
            );
        }

        if (field.HelpdeskField is not { } label)
        {
            remarks.Add(
                rule,
                "answer field",
                $"field '{field.Name}' lives only in the tracker; agents judge replies in the helpdesk, so give it a field there"
            );
        }
        else if (FieldNames.IsReadOnly(label) || field.Direction == Direction.ToHelpdesk)
        {
            remarks.Add(
                rule,
                "answer field",
                $"field '{field.Name}' takes nothing from the helpdesk's agents; the customer's answer is a field that they set"
            );
        }

        GateCheck.UnknownValue(rule.Works, "value", field, rule.Works.Value, remarks);
        GateCheck.UnknownValue(rule.Broken, "value", field, rule.Broken.Value, remarks);
        if (rule.Silence is { Value: { } silent } silence)
        {
            GateCheck.UnknownValue(silence, "value", field, silent, remarks);
            if (Same(silent, rule.Works.Value) || Same(silent, rule.Broken.Value))
            {
                remarks.Add(
                    silence,
                    "value",
                    $"'{silent}' is an answer of the customer; silence needs a value of its own"
                );
            }
        }

        if (Same(rule.Works.Value, rule.Broken.Value))
        {
            remarks.Add(
                rule.Broken,
                "value",
                $"'{rule.Broken.Value}' stands for both answers; give each a value of its own"
            );
        }
    }

    /// <summary>The first way that holds counts, so the last one, and only that, has no condition.</summary>
    private static void Ways(AnswerRule answer, Remarks remarks)
    {
        for (var i = 0; i < answer.Ways.Length; i++)
        {
            var (way, isLast) = (answer.Ways[i], i == answer.Ways.Length - 1);
            if (way.When is null && !isLast && !remarks.Doubts(way))
            {
                remarks.Error(
                    answer.Ways[i + 1],
                    "",
                    LintRules.NeverReached,
                    $"this way of '{answer.Value}' is never gone: the one before it has no 'when'; give it one, or put it last"
                );
            }
            else if (way.When is not null && isLast)
            {
                remarks.Add(
                    way,
                    "",
                    $"'{answer.Value}' leads nowhere when no way holds; add a last one without 'when', such as '- {{ stage: {way.Stage} }}'"
                );
            }
        }
    }

    /// <summary>An answer must be able to reach its stage: by the stage's <c>from</c>, and by what it asks of the answer.</summary>
    private static void Leads(
        ProcessMapping process,
        ValidationRule rule,
        Lead lead,
        string? value,
        string then,
        Remarks remarks
    )
    {
        if (process.Stage(then) is not { } stage)
        {
            remarks.UnknownStage(lead.About, lead.Part, then);
        }
        else if (Same(then, rule.Stage))
        {
            remarks.Add(lead.About, lead.Part, $"'{then}' is where the ticket waits already; name another stage");
        }
        else if (process.Stage(rule.Stage) is not null && !MayFollow(stage, rule.Stage))
        {
            remarks.Add(
                lead.About,
                lead.Part,
                $"stage '{stage.Name}' cannot be entered from '{rule.Stage}'; add that to its 'from'"
            );
        }
        else if (
            stage.Requires.FirstOrDefault(r =>
                Asks(r, rule) && (value is null || (!r.OneOf.IsEmpty && !Has(r.OneOf, value)))
            ) is
            { } requirement
        )
        {
            var allowed = requirement.OneOf.IsEmpty ? "be filled" : $"be {Words.List(requirement.OneOf)}";
            remarks.Add(
                value is null ? lead.About : lead.Of,
                value is null ? lead.Part : lead.Value,
                $"the gate of stage '{stage.Name}' wants '{rule.AnswerField}' to {allowed}, which this never is"
            );
        }
    }

    /// <summary>What ends in a fix may follow the customer's stage only with the customer's word, whoever moves the case.</summary>
    private static void NeverBefore(ProcessMapping process, ValidationRule rule, Remarks remarks)
    {
        foreach (
            var end in process.Stages.Where(s =>
                s.Outcome == StageOutcome.Resolved && MayFollow(s, rule.Stage) && !Same(s.Name, rule.Silence?.Then)
            )
        )
        {
            var asks = end.Requires.Any(r => Asks(r, rule) && r.OneOf is [var only] && Same(only, rule.Works.Value));
            if (!asks)
            {
                remarks.Add(
                    end,
                    "",
                    $"stage '{end.Name}' can be entered from '{rule.Stage}' without the customer's word; add to its 'requires': "
                        + $"{{ field: {rule.AnswerField}, one of: [{rule.Works.Value}] }}"
                );
            }
            else if ((end.OnViolation ?? process.Gates.OnViolation) == OnViolation.Warn)
            {
                remarks.Add(
                    end,
                    "",
                    $"stage '{end.Name}' only warns when the customer's word is missing; give it 'on violation: revert' or 'hold'"
                );
            }
        }
    }

    private static bool Asks(Requirement requirement, ValidationRule rule) =>
        requirement is { When: null, WhenComingBack: false } && Same(requirement.Field, rule.AnswerField);

    private static bool MayFollow(Stage stage, string before) =>
        !Same(stage.Name, before) && (stage.From.IsEmpty || Has(stage.From, before));

    private static bool Has(IEnumerable<string> words, string word) =>
        words.Contains(word, StringComparer.OrdinalIgnoreCase);

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the stage that something leads to stands, and where the value that leads there does.</summary>
    private sealed record Lead(object About, string Part, object Of, string Value);
}
